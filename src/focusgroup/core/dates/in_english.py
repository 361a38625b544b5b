"""Due dates in German, French, Spanish and other languages, put into the English that is read."""

import re

from focusgroup.core.dates.weekday_names import MONTHS, WEEKDAYS
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    word: str(n)
    for n, words in (
        (1, "ein|eine|einer|einem|einen|un|une|una|um|uma|uno|een|неделю|месяц|день"),
        (2, "zwei|deux|dos|due|dois|duas|twee|два|две"),
        (3, "drei|trois|tres|tre|tres|drie|три"),
        (4, "vier|quatre|cuatro|quattro|quatro|четыре"),
        (6, "sechs|six|seis|sei|zes|шесть"),
        (8, "acht|huit|ocho|otto|oito|восемь"),
        (10, "zehn|dix|diez|dieci|dez|tien|десять"),
        (14, "vierzehn|quatorze|catorce|veertien"),
    )
    for word in words.split("|")
}
_UNITS = {
    word: unit
    for unit, words in (
        ("days", "tag|tage|tagen|jour|jours|dia|dias|giorno|giorni|dag|dagen|день|дня|дней"),
        ("weeks", "woche|wochen|semaine|semaines|semana|semanas|settimana|settimane|week|weken"),
        ("weeks", "неделю|недели|недель"),
        ("months", "monat|monate|monaten|mois|mes|meses|mese|mesi|maand|maanden|месяц|месяца"),
    )
    for word in map(fold, words.split("|"))
}
_WHOLE = {
    word: english
    for english, words in (
        ("today", "heute|aujourd'hui|hoy|oggi|hoje|vandaag|сегодня|dzisiaj|bugün|本日|오늘"),
        ("tomorrow", "morgen|demain|mañana|domani|amanhã|завтра|jutro|yarın|내일"),
        ("day after tomorrow", "übermorgen|après-demain|pasado mañana|dopodomani|overmorgen"),
        ("day after tomorrow", "depois de amanhã|послезавтра|明後日|모레"),
        ("in 15 days", "dans une quinzaine|sous quinzaine|en una quincena|in una quindicina"),
        ("in 14 days", "fortnight|in a fortnight's time|a fortnight from now|a fortnight today"),
        ("next week", "nächste woche|la semaine prochaine|semaine prochaine|la próxima semana"),
        ("next week", "próxima semana|la semana que viene|volgende week|на следующей неделе|来週"),
        ("next week", "다음 주|la settimana prossima|na próxima semana"),
        ("next month", "nächsten monat|le mois prochain|el próximo mes|el mes que viene"),
        ("end of week", "ende der woche|ende woche|en fin de semaine|fin de la semaine"),
        ("end of week", "a fin de semana|eind van de week|к концу недели"),
        ("end of month", "ende des monats|monatsende|fin du mois|à la fin du mois|fin de mes"),
        ("end of month", "a fin de mes|fine mese|eind van de maand|до конца месяца|月末"),
        ("end of year", "ende des jahres|jahresende|fin de l'année|fin de año|a fin de año"),
    )
    for word in map(fold, words.split("|"))
}


def _any(words: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_DAY = rf"(?P<day>{_any(WEEKDAYS)})"
_NEXT_WEEK = lazy_pattern(
    rf"{_DAY} (?:nachster woche|de la semaine prochaine|de la proxima semana)"
    rf"|nachste woche (?P<de>{_any(WEEKDAYS)})|来週の?(?P<ja>{_any(WEEKDAYS)})"
    rf"|다음 주 (?P<ko>{_any(WEEKDAYS)})|(?:в )?следующ\w+ (?P<ru>{_any(WEEKDAYS)})"
)
_COMING = lazy_pattern(
    rf"(?:(?:am|le|el|il|na|no|op|в|во|w|we) )?"
    rf"(?:(?:nachste[nrms]?|kommende[nrms]?|prochain|proximo|prossimo|proxima|volgende) )?"
    rf"{_DAY}(?: (?:prochain|proximo|prossimo|que viene|gunu))?"
)
_WEEK_LATER = lazy_pattern(
    rf"{_DAY} (?:in (?:einer woche|acht tagen|8 tagen)|en huit|en ocho dias|over een week)"
)
_AHEAD = lazy_pattern(
    rf"(?:in|innerhalb von|dans|d'ici|en|dentro de|fra|tra|em|dentro de|over|binnen|через) "
    rf"(?P<number>\d{{1,3}}|{_any(_NUMBERS)})(?: (?P<unit>{_any(_UNITS)}))?"
)
_ON_DAY = lazy_pattern(
    rf"(?:{_DAY},? )?(?:(?:am|den|dem|le|el|il|op|a) )?(?:dia )?(?P<n>\d{{1,2}})(?:er|o|a|\.)? ?"
    rf"(?:de |di |do )?(?P<month>{_any(MONTHS)})\.?(?:,? (?:de |del )?(?P<year>\d{{4}}))?"
)


_END_OF_MONTH = lazy_pattern(
    rf"(?:ende|fin(?:es)?(?: de)?|a fin(?:es|ales)? de|final de|(?:a |entro )?fine(?: di)?"
    rf"|eind(?:e)?(?: van)?|koniec|konca|(?:к )?концу|конца) "
    rf"(?P<month>{_any(MONTHS)})(?: (?:de )?(?P<year>\d{{4}}))?"
)


def in_english(said: str) -> str:
    """Return a folded date of another language as the English one, "" if it is not known."""
    if said in _WHOLE:
        return _WHOLE[said]
    if found := _NEXT_WEEK.fullmatch(said):
        return f"next {_DAYS[WEEKDAYS[next(filter(None, found.groups()))]]}"
    if found := _COMING.fullmatch(said):
        return _DAYS[WEEKDAYS[found["day"]]]
    if found := _WEEK_LATER.fullmatch(said):
        return f"{_DAYS[WEEKDAYS[found['day']]]} week"
    if found := _AHEAD.fullmatch(said):
        number = found["number"]
        unit = _UNITS.get(found["unit"] or number, "")
        return f"in {_NUMBERS.get(number, number)} {unit}" if unit else ""
    if found := _ON_DAY.fullmatch(said):
        year = f" {found['year']}" if found["year"] else ""
        return f"{found['n']} {_MONTHS[MONTHS[found['month']]]}{year}"
    if found := _END_OF_MONTH.fullmatch(said):
        year = f" {found['year']}" if found["year"] else ""
        return f"end of {_MONTHS[MONTHS[found['month']]]}{year}"
    return ""
