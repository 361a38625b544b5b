"""People's dates: what is written means one day, and what is no date means none."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusgroup.core.dates.due_dates import DAYS, MONTHS, day_of, read_due, shown, today_in

SUNDAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)
DAYS_OF_TESTS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("by Fri.", "2026-11-27"),
        ("fri 5pm", "2026-11-27"),
        ("Monday 9:30", "2026-11-23"),
        ("sun", "2026-11-29"),
        ("this sun", "2026-11-22"),
        ("next tue", "2026-11-24"),
        ("12 dec", "2026-12-12"),
        ("12th of December", "2026-12-12"),
        ("12 dec 2027", "2027-12-12"),
        ("12 dec 2020", "2020-12-12"),
        ("Dec 12", "2026-12-12"),
        ("Dec 12, 2027", "2027-12-12"),
        ("12.12.", "2026-12-12"),
        ("12.12.27", "2027-12-12"),
        ("12/12", "2026-12-12"),
        ("2/3", "2027-03-02"),
        ("12/25", "2026-12-25"),
        ("25/12/2026", "2026-12-25"),
        ("2026-12-12", "2026-12-12"),
        ("Fri 27 Nov", "2026-11-27"),
        ("Friday, 27 November 2026", "2026-11-27"),
        ("the 12th", "2026-12-12"),
        ("31st", "2026-12-31"),
        ("29 feb", "2028-02-29"),
        ("in 2 weeks", "2026-12-06"),
        ("within two weeks", "2026-12-06"),
        ("in a week", "2026-11-29"),
        ("in 10 days", "2026-12-02"),
        ("in 3 months", "2027-02-22"),
        ("2w", "2026-12-06"),
        ("today", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("end of month", "2026-11-30"),
        ("the end of next month", "2026-12-31"),
        ("eom", "2026-11-30"),
        ("eow", "2026-11-27"),
        ("next week", "2026-11-27"),
        ("q1", "2027-03-31"),
        ("q4", "2026-12-31"),
        ("Q1 2028", "2028-03-31"),
        ("december", "2026-12-31"),
        ("end of January", "2027-01-31"),
        ("明天", "2026-11-23"),
        ("周五", "2026-11-27"),
        ("下周五", "2026-11-27"),
        ("下下周五", "2026-12-04"),
        ("本周五", "2026-11-27"),
        ("12月12日", "2026-12-12"),
        ("2027年1月3日前", "2027-01-03"),
        ("两周内", "2026-12-06"),
        ("3个月后", "2027-02-22"),
        ("月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("年底", "2026-12-31"),
        ("１２月１２日", "2026-12-12"),
    ],
)
def test_a_date_as_people_write_it_means_a_day(written: str, day: str) -> None:
    assert read_due(written, SUNDAY) == date.fromisoformat(day)


NEAR = {
    0: "today,tonight,eod,cob,今天,今日,اليوم,الليله,الليلة,end of day,end of the day".split(","),
    1: "tomorrow tmr tmrw tomorow 明天 明日 明天前 غدا غداً بكره بكرة".split(),
    2: ["day after tomorrow", "后天", "بعد غد", "بعد بكره"],
    3: ["大后天", "大后天之前"],
}
WEEKDAYS = (
    "mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday",
    "fri friday", "sat saturday", "sun sunday",
)  # fmt: skip
MONTH_NAMES = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
    "aug august", "sep sept september", "oct october", "nov november", "dec december",
)  # fmt: skip
ARABIC_DAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
ARABIC_MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
COUNTS = {
    "zero": 0, "a": 1, "an": 1, "one": 1, "两": 2, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "15": 15,
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "十一": 11, "十二": 12,
}  # fmt: skip


def test_every_word_for_a_day_near_by_means_that_day() -> None:
    for today in (SUNDAY, FRIDAY, date(2026, 12, 31)):
        for ahead, words in NEAR.items():
            for word in words:
                assert read_due(word, today) == today + timedelta(days=ahead), word


def test_every_name_of_a_day_and_a_month_is_known_in_each_spelling() -> None:
    for place, names in enumerate(WEEKDAYS):
        day = date(2026, 11, 23) + timedelta(days=place)
        for name in (*names.split(), ARABIC_DAYS[place], f"يوم {ARABIC_DAYS[place]}"):
            assert read_due(name, SUNDAY) == day, name
            if name.isascii():
                assert read_due(f"next {name}", FRIDAY) == day + timedelta(days=7), name
                assert read_due(f"{name} next week", FRIDAY) == day + timedelta(days=7), name
    for place, names in enumerate(MONTH_NAMES, 1):
        day = date(2026 if place == 12 else 2027, place, 9)
        for name in names.split():
            for written in (f"9 {name}", f"{name} 9th", f"9th of {name}", f"{name}. the 9"):
                assert read_due(written, SUNDAY) == day, written
        assert read_due(f"9 {ARABIC_MONTHS[place - 1]}", SUNDAY) == day
        assert read_due(f"9 {ARABIC_MONTHS[place - 1]} 2030", SUNDAY) == day.replace(year=2030)


DAYS_ELSEWHERE = (
    "Montag lundi lunes lunedì segunda-feira maandag понедельник понедельника 月曜日 월요일",
    "Dienstag mardi martes martedì terça-feira dinsdag вторник вторника 火曜日 화요일",
    "Mittwoch mercredi miércoles mercoledì quarta-feira woensdag среда среды 水曜日 수요일",
    "Donnerstag jeudi jueves giovedì quinta-feira donderdag четверг четверга 木曜日 목요일",
    "Freitag vendredi viernes venerdì sexta-feira vrijdag пятница пятницы пятнице 金曜日 금요일",
    "Samstag samedi sábado sabato zaterdag суббота субботы субботе 土曜日 토요일",
    "Sonntag dimanche domingo domenica zondag воскресенье воскресенья воскресенью 日曜日 일요일",
)
LEADS_ELSEWHERE = (
    "bis vor am zum avant d’ici para hasta entro per voor tot op до к в antes~de antes~del d’ici~a"
)


def test_a_weekday_is_read_in_ten_languages_with_the_word_before_it() -> None:
    for ahead, names in enumerate(DAYS_ELSEWHERE, 1):
        for name in names.split():
            assert read_due(name, SUNDAY) == SUNDAY + timedelta(days=ahead), name
    for lead in LEADS_ELSEWHERE.split():
        assert read_due(f"{lead.replace('~', ' ')} Montag", SUNDAY) == date(2026, 11, 23), lead
    for written in ("月曜日まで", "月曜日までに", "월요일까지", "월요일 까지"):
        assert read_due(written, SUNDAY) == date(2026, 11, 23), written


WEEKS_ELSEWHERE = """
montag dienstag mittwoch donnerstag freitag samstag sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
понедельник вторник среда четверг пятница суббота воскресенье
понедельника вторника среды четверга пятницы субботы воскресенья
понедельнику вторнику среде четвергу пятнице субботе воскресенью
понедельник вторник среду четверг пятницу субботу воскресенье
poniedziałek wtorek środa czwartek piątek sobota niedziela
poniedziałek wtorek środę czwartek piątek sobotę niedzielę
pazartesi salı çarşamba perşembe cuma cumartesi pazar
月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日
월요일 화요일 수요일 목요일 금요일 토요일 일요일
"""
YEARS_ELSEWHERE = """
januar februar märz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
"""


def test_every_weekday_and_month_is_known_in_each_language() -> None:
    for week in WEEKS_ELSEWHERE.strip().split("\n"):
        for ahead, name in enumerate(week.split(), 1):
            assert read_due(name, SUNDAY) == SUNDAY + timedelta(days=ahead), name
    for year in YEARS_ELSEWHERE.strip().split("\n"):
        for place, name in enumerate(year.split(), 1):
            day = date(2026 if place == 12 else 2027, place, 9)
            assert read_due(f"9 {name}", SUNDAY) == day, name


def test_every_number_in_words_counts() -> None:
    for word, count in COUNTS.items():
        written = f"in {word} days" if word.isascii() else f"{word}天后"
        assert read_due(written, SUNDAY) == SUNDAY + timedelta(days=count), written


@pytest.mark.parametrize(
    ("written", "today", "day"),
    [
        # 这周 is this week: until its Friday, on a Friday today, at the weekend the next one.
        *[(f"{which}{week}", SUNDAY, "2026-11-27")
          for which in ("本", "这", "这个") for week in ("周", "星期")],
        ("这周", FRIDAY, "2026-11-27"),
        ("本周五", FRIDAY, "2026-11-27"),
        ("这个周五", FRIDAY, "2026-11-27"),
        ("周五", FRIDAY, "2026-12-04"),
        ("下周五", FRIDAY, "2026-12-04"),
        ("下下周一", FRIDAY, "2026-12-07"),
        ("星期天", FRIDAY, "2026-11-29"),
        ("礼拜日", FRIDAY, "2026-11-29"),
        ("周末", FRIDAY, "2026-11-29"),
        ("下周", FRIDAY, "2026-12-04"),
        ("下个月", FRIDAY, "2026-12-31"),
        ("本月", FRIDAY, "2026-11-30"),
        ("季底", FRIDAY, "2026-12-31"),
        ("季底前", date(2027, 1, 1), "2027-03-31"),
        ("下季度", FRIDAY, "2027-03-31"),
        ("下个季底", FRIDAY, "2027-03-31"),
        ("季度底", date(2027, 4, 1), "2027-06-30"),
        ("周底", FRIDAY, "2026-11-27"),
        ("明年", FRIDAY, None),
        ("下年", FRIDAY, "2027-12-31"),
        ("本年", FRIDAY, "2026-12-31"),
        ("12月底", FRIDAY, "2026-12-31"),
        ("1月份", FRIDAY, "2027-01-31"),
        ("2028年2月底前", FRIDAY, "2028-02-29"),
        ("0月底", FRIDAY, None),
        ("13月底", FRIDAY, None),
        ("下个周五", FRIDAY, "2026-12-04"),
        ("28号", FRIDAY, "2026-11-28"),
        ("26日", FRIDAY, "2026-12-26"),
        ("两个星期后", FRIDAY, "2026-12-11"),
        ("2周以内", FRIDAY, "2026-12-11"),
        ("3年后", FRIDAY, "2029-11-27"),
        ("三个礼拜之内", FRIDAY, "2026-12-18"),
        ("这个月", FRIDAY, "2026-11-30"),
        ("这个周", FRIDAY, "2026-11-27"),
        ("两星期后", FRIDAY, "2026-12-11"),
        ("2礼拜后", FRIDAY, "2026-12-11"),
        ("3日内", FRIDAY, "2026-11-30"),
        ("3日之内", FRIDAY, "2026-11-30"),
        ("3日前", FRIDAY, "2026-12-03"),
        ("tonight", FRIDAY, "2026-11-27"),
        *[(f"{lead} {word}", FRIDAY, "2026-11-27")
          for lead in ("by", "due", "until", "before")
          for word in ("eod", "cob", "end of day", "end of the day")],
        ("tomorrow eod", FRIDAY, "2026-11-28"),
        ("by tonight", FRIDAY, "2026-11-27"),
        ("end of the day", FRIDAY, "2026-11-27"),
        ("this week", FRIDAY, "2026-11-27"),
        ("this week", SUNDAY, "2026-11-27"),
        ("end of the next week", FRIDAY, "2026-12-04"),
        ("Friday, the 4th of December", FRIDAY, "2026-12-04"),
        ("end of next week", FRIDAY, "2026-12-04"),
        ("the end of the week", FRIDAY, "2026-11-27"),
        ("this quarter", FRIDAY, "2026-12-31"),
        ("end of quarter", date(2026, 4, 1), "2026-06-30"),
        ("next quarter", date(2026, 3, 31), "2026-06-30"),
        ("eoq", date(2026, 9, 30), "2026-09-30"),
        ("eoy", FRIDAY, "2026-12-31"),
        ("next year", FRIDAY, "2027-12-31"),
        ("next month", date(2026, 12, 5), "2027-01-31"),
        ("november", date(2026, 11, 30), "2026-11-30"),
        ("november", date(2026, 12, 1), "2027-11-30"),
        ("november 2020", FRIDAY, "2020-11-30"),
        ("q3", date(2026, 9, 30), "2026-09-30"),
        ("q3", date(2026, 10, 1), "2027-09-30"),
        ("end of q2", FRIDAY, "2027-06-30"),
        ("2028 q2", FRIDAY, "2028-06-30"),
        ("q1 '28", FRIDAY, "2028-03-31"),
        ("a fortnight", FRIDAY, "2026-12-11"),
        ("in a fortnight", FRIDAY, "2026-12-11"),
        ("fri week", FRIDAY, "2026-12-11"),
        ("tue week", FRIDAY, "2026-12-08"),
        ("a week on monday", FRIDAY, "2026-12-07"),
        ("week on sat", FRIDAY, "2026-12-05"),
        ("3d", FRIDAY, "2026-11-30"),
        ("2m", FRIDAY, "2027-01-27"),
        ("1y", FRIDAY, "2027-11-27"),
        ("2 wks", FRIDAY, "2026-12-11"),
        ("2 yrs", FRIDAY, "2028-11-27"),
        ("5 days from now", FRIDAY, "2026-12-02"),
        ("two weeks time", FRIDAY, "2026-12-11"),
        ("no later than 12 dec", FRIDAY, "2026-12-12"),
        ("due by the 1st", FRIDAY, "2026-12-01"),
        ("fri noon", FRIDAY, "2026-12-04"),
        ("fri at 3 pm", FRIDAY, "2026-12-04"),
        ("fri, eod", FRIDAY, "2026-12-04"),
        ("fri end of day", FRIDAY, "2026-12-04"),
        ("fri midday", FRIDAY, "2026-12-04"),
        ("12 dec cob", FRIDAY, "2026-12-12"),
        ("1.2.27", FRIDAY, "2027-02-01"),
        ("1-2-2027", FRIDAY, "2027-02-01"),
        ("2027/2/1", FRIDAY, "2027-02-01"),
        ("2/13/27", FRIDAY, "2027-02-13"),
        ("12/12/27", FRIDAY, "2027-12-12"),
        ("1.2-2027", FRIDAY, None),
        ("in 4 months", date(2026, 10, 31), "2027-02-28"),
        ("in 12 months", date(2028, 2, 29), "2029-02-28"),
        ("31st", date(2026, 11, 27), "2026-12-31"),
        ("the 30th", date(2027, 1, 31), "2027-03-30"),
        ("29 feb", date(2028, 2, 29), "2028-02-29"),
        ("29 feb", date(2096, 3, 1), "2104-02-29"),
        ("نهاية الشهر", FRIDAY, "2026-11-30"),
        ("آخر الأسبوع", FRIDAY, "2026-11-27"),
        ("نهاية الربع", date(2026, 4, 1), "2026-06-30"),
        ("نهاية الشهر القادم", FRIDAY, "2026-12-31"),
        ("الأسبوع القادم", FRIDAY, "2026-12-04"),
        ("السنة المقبلة", FRIDAY, "2027-12-31"),
        ("العام القادم", FRIDAY, "2027-12-31"),
        ("نهاية السنة", FRIDAY, "2026-12-31"),
        ("قبل الجمعة", FRIDAY, "2026-12-04"),
        ("حتى الجمعة القادمة", FRIDAY, "2026-12-04"),
        ("x" * 49 + " 1 dec", FRIDAY, None),
        ("1 dec" + " " * 55 + "!", FRIDAY, None),
        ("1 dec" + " " * 54 + "!", FRIDAY, "2026-12-01"),
    ],
)  # fmt: skip
def test_a_form_means_its_day_also_on_that_day(written: str, today: date, day: str | None) -> None:
    assert read_due(written, today) == (date.fromisoformat(day) if day else None)


def test_a_day_is_shown_with_its_year_only_if_that_is_another() -> None:
    for month, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1):
        day = date(2027, month, 3)
        weekday = day.strftime("%a")
        assert shown(day, date(2027, 12, 31)) == f"{weekday} 3 {name}"
        assert shown(day, SUNDAY) == f"{weekday} 3 {name} 2027"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "someday",
        "asap",
        "31 apr",
        "30.2.",
        "2026-02-30",
        "13/13",
        "99.99.",
        "0/0",
        "32nd",
        "q5",
        "in 99999 days",
        "in 9999 years",
        "friday and monday",
        "13月1日",
        "x" * 10_000,
    ],
)
def test_what_is_no_date_means_none(written: str) -> None:
    assert read_due(written, SUNDAY) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("fri", FRIDAY + timedelta(days=7)),
        ("this fri", FRIDAY),
        ("next fri", FRIDAY + timedelta(days=7)),
        ("eow", FRIDAY),
        ("27 nov", FRIDAY),
        ("the 27th", FRIDAY),
    ],
)
def test_on_the_very_day_only_its_bare_name_means_the_next_one(written: str, day: date) -> None:
    assert read_due(written, FRIDAY) == day


def test_a_month_later_is_never_past_the_end_of_that_month() -> None:
    assert read_due("in 1 month", date(2027, 1, 31)) == date(2027, 2, 28)


@given(DAYS_OF_TESTS, st.integers(0, 364))
def test_a_day_written_in_any_form_without_a_year_is_the_next_such_day(
    today: date, ahead: int
) -> None:
    day = today + timedelta(days=ahead)
    if (day.month, day.day) == (2, 29):
        return
    month = MONTHS[day.month - 1]
    for written in (
        f"{day.day} {month}",
        f"{month} {day.day}",
        f"{day.day}.{day.month}.",
        f"{day.day}/{day.month}",
        f"{DAYS[day.weekday()]} {day.day} {month}",
        f"{day.month}月{day.day}日",
        f"in {ahead} days",
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert read_due(written, today) == day, written


@given(DAYS_OF_TESTS, DAYS_OF_TESTS)
def test_a_day_is_read_back_from_how_it_is_shown(today: date, day: date) -> None:
    if day.year == today.year and day < today:
        return
    assert read_due(shown(day, today), today) == day


@given(DAYS_OF_TESTS, st.sampled_from(["mon", "tuesday", "Wed", "thurs", "fri", "sat", "sun"]))
def test_weekdays_lie_within_the_next_two_weeks(today: date, name: str) -> None:
    coming, this, following = (read_due(f"{lead}{name}", today) for lead in ("", "this ", "next "))
    assert coming is not None
    assert this is not None
    assert following is not None
    assert 1 <= (coming - today).days <= 7
    assert 0 <= (this - today).days <= 6
    assert 1 <= (following - today).days <= 13
    assert coming.weekday() == this.weekday() == following.weekday()


@settings(max_examples=40)
@given(st.text(max_size=40), DAYS_OF_TESTS)
def test_how_a_text_ends_makes_no_day_of_it_and_no_other(text: str, today: date) -> None:
    found = read_due(text, today)
    assert [read_due(f"{text}{end}", today) for end in ("!", ".", " . ")] == [found] * 3


@given(st.from_regex(r"\A[0-9]{0,5}[ ./天周月日年qw-]{0,3}[0-9]{0,5}[a-z月日年]{0,4}\Z"))
def test_figures_of_all_sorts_are_a_day_to_come_unless_they_name_a_year(text: str) -> None:
    for today in (date(9999, 12, 30), SUNDAY):
        found = read_due(text, today)
        assert found is None or found >= today or re.search(r"\d{2}", text)


def test_today_is_that_of_the_sessions_zone_also_when_the_clocks_change() -> None:
    late = 1_792_969_140_000  # 25 October 2026, 22:59 UTC: the clocks went back
    assert today_in("Europe/Berlin", late) == date(2026, 10, 25)
    assert today_in("Europe/Berlin", late + 60_000) == date(2026, 10, 26)
    assert today_in("Asia/Shanghai", late) == date(2026, 10, 26)
    assert today_in("Nowhere/City", late) == date(2026, 10, 25)


def test_a_stored_day_that_is_none_is_none() -> None:
    assert day_of("2026-12-12") == date(2026, 12, 12)
    assert day_of("") is None
    assert day_of("soon") is None
