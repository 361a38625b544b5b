"""Due dates in other languages, and the owner in front of them."""

from datetime import date

import pytest

from focusgroup.core.dates.commitments import read_promise
from focusgroup.core.dates.due_dates import read_due

FRIDAY = date(2026, 11, 20)
SAID = {
    "2026-11-21": "morgen|demain|mañana|domani|завтра|내일",
    "2026-11-22": "übermorgen|après-demain|pasado mañana|послезавтра|明後日",
    "2026-11-27": "Freitag|nächsten Freitag|am kommenden Freitag|Freitag nächster Woche|vendredi"
    "|vendredi prochain|el viernes|próximo viernes|el viernes que viene|venerdì|sexta-feira"
    "|в пятницу|w piątek|cuma|来週金曜日|다음 주 금요일|nächste Woche|la semana que viene"
    "|in 7 Tagen"
    "|dans une semaine|en una semana|через неделю|in einer Woche",
    "2026-11-30": "Ende des Monats|Monatsende|fin du mois|a fin de mes|月末",
    "2026-12-04": "friday week|a week on friday|week on fri|fortnight|in a fortnight"
    "|in zwei Wochen"
    "|in 14 Tagen|dans deux semaines|en dos semanas|fra due settimane|em duas semanas"
    "|over twee weken|через две недели|Freitag in einer Woche|vendredi en huit"
    "|viernes en ocho días",
    "2026-12-05": "dans une quinzaine|en una quincena",
    "2026-12-12": "12. Dezember|am 12. Dezember|Samstag, 12. Dezember|le 12 décembre"
    "|samedi 12 décembre|12 de diciembre|el 12 de diciembre de 2026|12 dicembre|12 de dezembro"
    "|12 december|12 декабря|12 grudnia|12 aralık|bis 12. Dezember",
    "2026-12-20": "in einem Monat|dans un mois|en un mes|через месяц",
}
WRITTEN = [(day, words) for day, all_words in SAID.items() for words in all_words.split("|")]


@pytest.mark.parametrize(("day", "words"), WRITTEN)
def test_a_date_in_another_language_is_the_day_it_means(day: str, words: str) -> None:
    assert str(read_due(words, FRIDAY)) == day
    for task, owner in (("Send it", "Paula"), ("Angebot senden", "Jörg Müller")):
        promise = read_promise(f"{task}, {owner}, {words}", FRIDAY)
        assert (promise.text, promise.owner, promise.due_on) == (task, owner, day)


@pytest.mark.parametrize("words", "Mai|Julio|août|dans|en|Marta|mes|week|quinze|12".split("|"))
def test_a_word_that_is_also_a_name_or_nothing_is_no_date(words: str) -> None:
    assert read_due(words, FRIDAY) is None
    assert read_promise(f"Send it, {words}, fri", FRIDAY).due_on == "2026-11-27"
