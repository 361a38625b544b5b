"""Names of weekdays in languages whose other dates are not read, and words before a date."""

from focusgroup.core.text import fold

_NAMES = (
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "понедельника вторника среды четверга пятницы субботы воскресенья",
    "понедельнику вторнику среде четвергу пятнице субботе воскресенью",
    "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
)
WEEKDAYS = {fold(name): n for names in _NAMES for n, name in enumerate(names.split())}
"""The number of each day, 0 for Monday, by its folded name."""
LEADS = "bis|vor|am|zum|avant|d[’']ici(?: a)?|para|antes del?|hasta|entro|per|voor|tot|op|до|к|в"
"""Words before a date, as "by" and "until"."""
