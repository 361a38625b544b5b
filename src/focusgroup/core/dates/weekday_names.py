"""Names of weekdays and months in other languages than English, and words before a date."""

from focusgroup.core.text import fold

_NAMES = (
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "segunda terça quarta quinta sexta sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "понедельник вторник среда четверг пятница суббота воскресенье",
    "понедельника вторника среды четверга пятницы субботы воскресенья",
    "понедельнику вторнику среде четвергу пятнице субботе воскресенью",
    "понедельник вторник среду четверг пятницу субботу воскресенье",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "poniedziałku wtorku środy czwartku piątku soboty niedzieli",
    "poniedziałek wtorek środę czwartek piątek sobotę niedzielę",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    "月曜 火曜 水曜 木曜 金曜 土曜 日曜",
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
)
WEEKDAYS = {fold(name): n for names in _NAMES for n, name in enumerate(names.split())}
"""The number of each day, 0 for Monday, by its folded name."""
_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
        " listopada grudnia"
    ),
    "jan feb mär apr mai jun jul aug sep okt nov dez",
    "janv fév mars avr mai juin juil août sept oct nov déc",
    "ene févr mrt abr mei jun jul ago sep oct nov dic",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gen fev mar apr mag giu lug ago set ott nov dec",
    "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
)
MONTHS = {fold(name): n for names in _MONTHS for n, name in enumerate(names.split())}
"""The number of each month, 0 for January, by its folded name, also in short."""
LEADS = (
    "bis|vor|am|zum|avant|d[’']ici(?: a)?|para|antes del?|hasta|entro|per|voor|tot|op|до|к|в|do"
    "|przed"
)
"""Words before a date, as "by" and "until"."""
