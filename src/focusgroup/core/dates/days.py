"""Days counted from *today*: the next Friday, the end of the quarter, the same day in May."""

from datetime import date, timedelta

FRIDAY = 4


def monday(day: date) -> date:
    """Return the Monday of its week."""
    return day - timedelta(days=day.weekday())


def month_end(year: int, month: int) -> date:
    """Return the last day of the month; *month* may be over 12."""
    year, month = year + month // 12, month % 12 + 1
    return date(year, month, 1) - timedelta(days=1)


def end_of_month(month: int, year: int | None, today: date) -> date:
    """Return the last day of that month of *year*; without a year the next such day."""
    end = month_end(year or today.year, month)
    return end if year or end >= today else month_end(today.year + 1, month)


def period_end(unit: str, steps: int, today: date) -> date:
    """Return the last day of this week, month, quarter or year, or of the one *steps* later."""
    if unit == "week":
        friday = monday(today) + timedelta(days=7 * steps + FRIDAY)
        return friday if friday >= today else friday + timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return month_end(today.year, months * ((today.month - 1) // months + 1 + steps))


def in_months(months: int, today: date) -> date:
    """Return the same day *months* later, or the month's last day if that month is shorter."""
    last = month_end(today.year, today.month + months)
    return last.replace(day=min(today.day, last.day))


def day_of_year(day: int, month: int, year: int | None, today: date) -> date | None:
    """Return that day of *year*; without a year the next such day (for 29 February, years off)."""
    if year is not None:
        return date(year, month, day)
    for later in range(9):
        try:
            found = date(today.year + later, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def day_of_month(day: int, today: date) -> date | None:
    """Return the next day with that number (``the 12th``), in this month or a later one."""
    for months in range(12):
        last = month_end(today.year, today.month + months)
        if 1 <= day <= last.day and last.replace(day=day) >= today:
            return last.replace(day=day)
    return None


def weekday(which: str | None, wanted: int, today: date) -> date:
    """Return a weekday: ``fri`` is the next, ``this fri`` maybe today, ``next fri`` next week."""
    if which == "next":
        return monday(today) + timedelta(days=7 + wanted)
    ahead = (wanted - today.weekday()) % 7
    return today + timedelta(days=ahead or (0 if which else 7))


def friday_of_week(week: int, year: int | None, today: date) -> date:
    """Return the Friday of a calendar week (ISO 8601): the next one if no *year* is given."""
    if year is not None:
        return date.fromisocalendar(year, week, 5)
    day = date.fromisocalendar(today.isocalendar().year, week, 5)
    return day if day >= today else date.fromisocalendar(day.isocalendar().year + 1, week, 5)
