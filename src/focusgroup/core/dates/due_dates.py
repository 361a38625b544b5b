"""Read due dates as people write them: ``fri``, ``12 dec``, ``in 2 weeks``, ``下周五``.

English, Chinese and Arabic words, those of `in_english`, and dates in figures. A day without
a year is the next such day. Weeks begin on Monday; "end of the week" means its Friday.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

from focusgroup.core.dates.days import (
    day_of_month,
    day_of_year,
    end_of_month,
    friday_of_week,
    in_months,
    monday,
    period_end,
    weekday,
)
from focusgroup.core.dates.in_english import in_english
from focusgroup.core.dates.weekday_names import LEADS, WEEKDAYS
from focusgroup.core.dates.zones import zone_of
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_LONGEST = 60
"""The most characters a date can have; a longer text is a sentence."""

_WEEKDAYS = "mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
_WEEKDAYS += "|sat(?:urday)?|sun(?:day)?"
_MONTH_NAMES = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
_MONTH_NAMES += "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_NUMBERS = {
    word: n
    for n, words in enumerate(
        "zero,a|an|one|一,two|二|两,three|三,four|四,five|五,six|六,seven|七,eight|八,nine|九,"
        "ten|十,eleven|十一,twelve|十二".split(",")
    )
    for word in words.split("|")
}
_NUMBER = r"\d{1,4}|" + "|".join(_NUMBERS)
_UNIT = "(days?|weeks?|wks?|months?|years?|yrs?)"
_WEEKS = r"kw|cw|calendar week|week|wk|w|(?:kalender)?woche|semaine|sem\.?|semana|settimana|неделя"
_CHINESE_DAYS = {**{mark: n for n, mark in enumerate("一二三四五六日")}, "天": 6, "末": 6}

_ARABIC_DAYS = "الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد".split()
_ARABIC_MONTHS = (
    "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر".split()
)
_ARABIC_NEXT = "القادمه?|المقبله?|الاتيه?"

_LEADS = lazy_pattern(
    rf"\A(?:(?:due|by|on|until|till|before|no later than|the|قبل|حتي|في|{LEADS}) )+"
)
_HOURS = lazy_pattern(
    r",? (?:at )?(?:\d{1,2}(?::\d\d)? ?(?:am|pm)|\d{1,2}:\d\d|noon|midday|eod|cob|end of day)"
)
_WEEKDAY_FIRST = lazy_pattern(rf"\A(?:{_WEEKDAYS})\.?,? (?:the )?(?=.*\d)")


def read_due(text: str, today: date) -> date | None:
    """Return the day that *text* means when said on *today*; None unless all of it is a date.

    In figures the day comes first, unless only the month can: ``12/11`` is 12 November, ``12/25``
    is 25 December. Without a year it is the next such day, which may be *today*; a weekday alone is
    never *today*. A year that is given is kept, even a past one.
    """
    said = fold(text).rstrip(" .!") if len(text) <= _LONGEST else ""
    bare = _LEADS.sub("", said)
    # "fri 5pm" is a day, "by eod" has no other. "Fri 27 Nov": the weekday repeats what is said.
    without = _HOURS.sub("", bare)
    repeated = _WEEKDAY_FIRST.sub("", without)
    others = map(in_english, (said, bare, without))
    for wording in dict.fromkeys((said, bare, without, repeated, *others)):
        for pattern, read in _FORMS:
            if found := pattern.fullmatch(wording):
                with suppress(ValueError, OverflowError):
                    if day := read(found, today):
                        return day
    return None


def today_in(zone: str, now_ms: int) -> date:
    """Return the date in *zone* (an IANA name; UTC if unknown) at *now_ms* (Unix ms)."""
    return datetime.fromtimestamp(now_ms / 1000, zone_of(zone)).date()


def day_of(due_on: str) -> date | None:
    """Return a stored day (ISO 8601) as a date, None if empty or invalid."""
    try:
        return date.fromisoformat(due_on) if due_on else None
    except ValueError:
        return None


def shown(day: date, today: date) -> str:
    """Return *day* as ``Fri 27 Nov``, with the year if it differs from today's."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


# -- words -----------------------------------------------------------------------------------


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text]


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _month_of(name: str) -> int:
    return 1 + [month.lower() for month in MONTHS].index(name[:3])


def _weekday_of(name: str) -> int:
    return [day.lower() for day in DAYS].index(name[:3])


def _ahead(count: int, unit: str, today: date) -> date:
    if unit.startswith(("m", "个月")):
        return in_months(count, today)
    if unit.startswith(("y", "年")):
        return in_months(12 * count, today)
    weeks = unit.startswith("w") or unit.endswith(("周", "星期", "礼拜"))
    return today + timedelta(days=count * (7 if weeks else 1))


def _figures(first: int, second: int, year: int | None, today: date) -> date | None:
    """Read two figures as day and month, or as month and day if only that is possible."""
    if second > 12:
        first, second = second, first
    return day_of_year(first, second, year, today)


# -- forms -----------------------------------------------------------------------------------

_Match = re.Match[str]
DueReader = Callable[[_Match, date], date | None]
_STEPS = {None: 0, "this": 0, "next": 1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1}
_UNITS = {"周": "week", "星期": "week", "月": "month", "季度": "quarter", "季": "quarter"}
_UNITS |= {"年": "year", "الاسبوع": "week", "الشهر": "month", "الربع": "quarter"}
_UNITS |= {"العام": "year", "السنه": "year"}
_SHORT = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_NEAR = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}
_NEAR |= {"today": 0, "tonight": 0, "eod": 0, "cob": 0, "end of day": 0, "end of the day": 0}
_NEAR |= {"tomorrow": 1, "tmr": 1, "tmrw": 1, "tomorow": 1, "day after tomorrow": 2}
_NEAR |= {"اليوم": 0, "الليله": 0, "غدا": 1, "بكره": 1, "بعد غد": 2, "بعد بكره": 2}
_BY = "(?: ?(?:之?前|以前|以内|之?内|为止|まで(?:に)?|까지))?"

_TABLE: tuple[tuple[str, DueReader], ...] = (
    (
        rf"({'|'.join(_NEAR)}){_BY}",
        lambda m, today: today + timedelta(days=_NEAR[m[1]]),
    ),
    (
        r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})",
        lambda m, today: date(int(m[1]), int(m[2]), int(m[3])),
    ),
    (
        r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d\d)",
        lambda m, today: _figures(int(m[1]), int(m[3]), _year(m[4]), today),
    ),
    # The last point of "12.12." was removed with the end of the sentence.
    (r"(\d{1,2})[/.] ?(\d{1,2})", lambda m, today: _figures(int(m[1]), int(m[2]), None, today)),
    (
        rf"(?:({_WEEKDAYS})|(this|next) ({_WEEKDAYS}))",
        lambda m, today: weekday(m[2], _weekday_of(m[1] or m[3]), today),
    ),
    (
        rf"({'|'.join(WEEKDAYS)}){_BY}",
        lambda m, today: weekday(None, WEEKDAYS[m[1]], today),
    ),
    (
        rf"({_WEEKDAYS}) week|(?:a )?week on ({_WEEKDAYS})",
        lambda m, today: weekday(None, _weekday_of(m[1] or m[2]), today) + timedelta(days=7),
    ),
    (rf"({_WEEKDAYS}) (?:next) week", lambda m, today: weekday("next", _weekday_of(m[1]), today)),
    (
        rf"(\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?({_MONTH_NAMES})\.?,?(?: '?(\d{{4}}|\d\d))?",
        lambda m, today: day_of_year(int(m[1]), _month_of(m[2]), _year(m[3]), today),
    ),
    (
        rf"({_MONTH_NAMES})\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?:,? '?(\d{{4}}))?",
        lambda m, today: day_of_year(int(m[2]), _month_of(m[1]), _year(m[3]), today),
    ),
    (
        r"(\d{1,2})(?:st|nd|rd|th)",
        lambda m, today: day_of_month(int(m[1]), today),
    ),
    (
        rf"(?:(?:in|within) )?({_NUMBER}) ?{_UNIT}(?: from now| from today| time)?",
        lambda m, today: _ahead(_number(m[1]), m[2], today),
    ),
    (r"(?:in )?(\d{1,3}) ?([dwmy])", lambda m, today: _ahead(int(m[1]), m[2], today)),
    (r"(?:in |within )?a fortnight", lambda m, today: today + timedelta(days=14)),
    (
        rf"(?:{_WEEKS}) ?(\d{{1,2}})(?:[ /]'?(\d{{4}}|\d\d))?",
        lambda m, today: friday_of_week(int(m[1]), _year(m[2]), today),
    ),
    (
        r"(?:(\d{4}) ?年 ?)?第 ?(\d{1,2}) ?(?:周|週)" + _BY,
        lambda m, today: friday_of_week(int(m[2]), _year(m[1]), today),
    ),
    (r"(eow|eom|eoq|eoy)", lambda m, today: period_end(_SHORT[m[1]], 0, today)),
    (
        r"(?:the )?end (?:of )?(?:the )?(?:(this|next) )?(week|month|quarter|year)",
        lambda m, today: period_end(m[2], _STEPS[m[1]], today),
    ),
    (
        r"(this|next) (week|month|quarter|year)",
        lambda m, today: period_end(m[2], _STEPS[m[1]], today),
    ),
    (
        r"(?:(?:the )?end of )?q([1-4])(?:[ /]'?(\d{4}|\d\d))?",
        lambda m, today: end_of_month(3 * int(m[1]), _year(m[2]), today),
    ),
    (r"(\d{4})[ -/]?q([1-4])", lambda m, today: end_of_month(3 * int(m[2]), int(m[1]), today)),
    (
        rf"(?:(?:the )?end (?:of )?|in |by )?({_MONTH_NAMES})(?: (\d{{4}}))?",
        lambda m, today: end_of_month(_month_of(m[1]), _year(m[2]), today),
    ),
    (
        r"(?:(\d{4}) ?[年년] ?)?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号일]?" + _BY,
        lambda m, today: day_of_year(int(m[3]), int(m[2]), _year(m[1]), today),
    ),
    # Before the day of the month: 3日内 is within three days, 3日前 by the third.
    (
        rf"({_NUMBER}) ?(天|日|个?星期|个?礼拜|周|个月|年)(?:之?后|以后|之?内|以内)",
        lambda m, today: _ahead(_number(m[1]), m[2], today),
    ),
    (r"(\d{1,2}) ?[日号]" + _BY, lambda m, today: day_of_month(int(m[1]), today)),
    (
        rf"(本|这个?|下{{0,3}}个?)(?:周|星期|礼拜)([一二三四五六日天末]){_BY}",
        lambda m, today: _chinese_weekday(m[1], m[2], today),
    ),
    (
        r"(本|这个?|下个?)?(周|星期|月|季度|季|年)底" + _BY,
        lambda m, today: period_end(_UNITS[m[2]], _STEPS[m[1]], today),
    ),
    (
        r"(本|这个?|下个?)(周|星期|月|季度|年)" + _BY,
        lambda m, today: period_end(_UNITS[m[2]], _STEPS[m[1]], today),
    ),
    (
        rf"(?:يوم )?({'|'.join(_ARABIC_DAYS)})(?: (?:{_ARABIC_NEXT}))?",
        lambda m, today: weekday(None, _ARABIC_DAYS.index(m[1]), today),
    ),
    (
        rf"(?:يوم )?(\d{{1,2}}) ({'|'.join(_ARABIC_MONTHS)})(?: (\d{{4}}))?",
        lambda m, today: day_of_year(int(m[1]), 1 + _ARABIC_MONTHS.index(m[2]), _year(m[3]), today),
    ),
    (
        rf"(?:نهايه|اخر) (الاسبوع|الشهر|الربع|العام|السنه)( (?:{_ARABIC_NEXT}))?",
        lambda m, today: period_end(_UNITS[m[1]], int(bool(m[2])), today),
    ),
    (
        rf"(الاسبوع|الشهر|العام|السنه) (?:{_ARABIC_NEXT})",
        lambda m, today: period_end(_UNITS[m[1]], 1, today),
    ),
    (
        r"(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月(?:底|份)" + _BY,
        lambda m, today: (
            end_of_month(int(m[2]), _year(m[1]), today) if int(m[2]) in range(1, 13) else None
        ),
    ),
)
_FORMS = tuple((lazy_pattern(pattern), read) for pattern, read in _TABLE)


def _chinese_weekday(which: str, day: str, today: date) -> date:
    """周五 is the next one, 本周五 may be today, 下周五 is next week, 下下周五 later."""
    wanted = _CHINESE_DAYS[day]
    if not which.startswith("下"):
        return weekday(which, wanted, today)
    return monday(today) + timedelta(days=7 * which.count("下") + wanted)
