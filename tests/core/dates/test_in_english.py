"""Due dates in other languages, and the owner in front of them."""

from datetime import date

import pytest

from focusgroup.core.dates.commitments import read_promise
from focusgroup.core.dates.due_dates import read_due
from focusgroup.core.dates.in_english import in_english
from focusgroup.core.text import fold

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
    "|12 december|12 декабря|12 grudnia|12 aralık|bis 12. Dezember"
    "|12. Dez|12. Dez.|12. dez. 2026|12 déc.|le 12 dic|12 dez|12 дек|12 gru",
    "2027-02-03": "3 févr.|3 fév|3. Feb. 2027|3 lut|3 фев",
    "2027-08-05": "5 ago|5 août|5. Aug.|5 авг",
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


COUNTED = {
    1: "ein|eine|einer|einem|einen|un|une|una|um|uma|uno|een|1",
    2: "zwei|deux|dos|due|dois|duas|twee|два|две|2",
    3: "drei|trois|tres|tre|três|drie|три",
    4: "vier|quatre|cuatro|quattro|quatro|четыре",
    6: "sechs|six|seis|sei|zes|шесть",
    8: "acht|huit|ocho|otto|oito|восемь",
    10: "zehn|dix|diez|dieci|dez|tien|десять",
    14: "vierzehn|quatorze|catorce|veertien",
    120: "120",
}
UNITS = {
    "days": "tag|tage|tagen|jour|jours|dia|dias|día|días|giorno|giorni|dag|dagen|день|дня|дней",
    "weeks": "woche|wochen|semaine|semaines|semana|semanas|settimana|settimane|weken"
    "|неделю|недели|недель",
    "months": "monat|monate|monaten|mois|mes|meses|mese|mesi|maand|maanden|месяц|месяца",
}
BEFORE = "in|innerhalb von|dans|d'ici|en|dentro de|fra|tra|em|over|binnen|через"
IN_ENGLISH = {
    "today": "heute|aujourd'hui|hoy|oggi|hoje|vandaag|сегодня|dzisiaj|bugün|本日|오늘",
    "tomorrow": "morgen|demain|mañana|domani|amanhã|завтра|jutro|yarın|내일",
    "day after tomorrow": "übermorgen|après-demain|pasado mañana|dopodomani|overmorgen"
    "|depois de amanhã|послезавтра|明後日|모레",
    "in 15 days": "dans une quinzaine|sous quinzaine|en una quincena|in una quindicina",
    "in 14 days": "fortnight|in a fortnight's time|a fortnight from now|a fortnight today",
    "next week": "nächste woche|la semaine prochaine|semaine prochaine|la próxima semana"
    "|próxima semana|la semana que viene|volgende week|на следующей неделе|来週|다음 주"
    "|la settimana prossima|na próxima semana",
    "next month": "nächsten monat|le mois prochain|el próximo mes|el mes que viene",
    "end of week": "ende der woche|ende woche|en fin de semaine|fin de la semaine"
    "|a fin de semana|eind van de week|к концу недели",
    "end of month": "ende des monats|monatsende|fin du mois|à la fin du mois|fin de mes"
    "|a fin de mes|fine mese|eind van de maand|до конца месяца|月末",
    "end of year": "ende des jahres|jahresende|fin de l'année|fin de año|a fin de año",
    "next fri": "freitag nächster woche|vendredi de la semaine prochaine"
    "|viernes de la próxima semana|nächste woche freitag|来週金曜日|来週の金曜日|다음 주 금요일"
    "|в следующую пятницу|следующая пятница",
    "fri week": "freitag in einer woche|freitag in acht tagen|freitag in 8 tagen|vendredi en huit"
    "|viernes en ocho días|vrijdag over een week",
    "tue": "am dienstag|le mardi|el martes|il martedì|na terça-feira|op dinsdag"
    "|в вторник|во вторник|we wtorek|w wtorek|nächster dienstag|nächsten dienstag"
    "|kommenden dienstag|kommender dienstag|dienstag|mardi prochain|prochain mardi"
    "|próximo martes|prossimo martedì|próxima terça-feira|volgende dinsdag|martes próximo"
    "|martedì prossimo|martes que viene|salı günü",
    "3 mar": "3. märz|am 3. märz|den 3. märz|dem 3. märz|le 3 mars|el 3 de marzo|il 3 marzo"
    "|op 3 maart|a 3 marzo|dia 3 de março|3er mars|3º marzo|3ª marzo|3 di marzo|3 do março"
    "|dienstag, 3. märz|dienstag 3 märz",
    "3 mar 2029": "3. märz 2029|3 de marzo de 2029|3 de marzo del 2029|3 marzo, 2029",
}


def test_each_number_and_unit_counts_in_any_words() -> None:
    for count, numbers in COUNTED.items():
        for number in numbers.split("|"):
            assert in_english(fold(f"in {number} tagen")) == f"in {count} days", number
    for unit, units in UNITS.items():
        for each in units.split("|"):
            assert in_english(fold(f"in zwei {each}")) == f"in 2 {unit}", each
    for before in BEFORE.split("|"):
        assert in_english(fold(f"{before} zwei wochen")) == "in 2 weeks", before
    for alone, unit in (("неделю", "weeks"), ("месяц", "months"), ("день", "days")):
        assert in_english(f"через {alone}") == f"in 1 {unit}"
    days = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split()
    for day, english in zip(days, "mon tue wed thu fri sat sun".split(), strict=True):
        assert in_english(day) == english
    year = "januar februar marz april mai juni juli august september oktober november dezember"
    months = "jan feb mar apr may jun jul aug sep oct nov dec"
    for month, english in zip(year.split(), months.split(), strict=True):
        assert in_english(f"9. {month}") == f"9 {english}"
    assert in_english("in zwei") == ""
    assert in_english("in 1000 tagen") == ""


@pytest.mark.parametrize("english", IN_ENGLISH)
def test_a_date_is_put_into_english(english: str) -> None:
    for said in IN_ENGLISH[english].split("|"):
        assert in_english(fold(said)) == english, said
