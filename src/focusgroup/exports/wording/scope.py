"""The filters of a report in words: "theme Reporting, problems, since Jan 2026"."""

from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import Days, TimeSpan, Unit
from focusgroup.exports.wording.labels import MANY
from focusgroup.exports.wording.words import Words, msg


def scope_of(chosen: Selection, words: Words) -> str:
    """Return the filters of a report in one line, empty when there are none."""
    theme, account = words.both(chosen.themes), words.both(chosen.accounts)
    speaker, segment = words.both(chosen.speakers), words.both(chosen.segments)
    return words.commas(
        (
            words(msg("theme {theme}"), theme=theme) if theme else "",
            words(msg("without a theme")) if chosen.untagged else "",
            words.both(words(MANY[kind]) for kind in chosen.kinds),
            words(msg("account {name}"), name=account) if account else "",
            words(msg("said by {name}"), name=speaker) if speaker else "",
            words(msg("with “{search}”"), search=chosen.searched) if chosen.searched else "",
            _since(words, chosen.since),
            _until(words, chosen.until),
            words(msg("segment {name}"), name=segment) if segment else "",
            words(msg("owner {name}"), name=chosen.owner) if chosen.owner else "",
            words(msg("led by {name}"), name=chosen.facilitator) if chosen.facilitator else "",
            words(msg("verbatim only")) if chosen.verbatim else "",
        )
    )


def _since(words: Words, span: TimeSpan | None) -> str:
    if span is None or span.days is None:
        return ""
    if span.days.back:
        return _length(words, span.days.unit, span.days.back)
    return words(msg("since {time}"), time=_days(words, span.days))


def _until(words: Words, span: TimeSpan | None) -> str:
    if span is None or span.days is None:
        return ""
    if span.days.back:
        # A period given by its length ends today; the footer gives that date.
        return words(msg("until the day of the export"))
    return words(msg("until {time}"), time=_days(words, span.days))


def _days(words: Words, days: Days) -> str:
    """ "12 Mar 2026", "Jan 2026", "Q1 2026", "2026"; a week is given by its Monday."""
    from babel.dates import format_date, format_skeleton

    if days.unit in _SKELETONS:
        return format_skeleton(_SKELETONS[days.unit], days.first, locale=words.locale)
    return format_date(days.first, "medium", words.locale)


_SKELETONS = {Unit.MONTH: "yMMM", Unit.QUARTER: "yQQQ", Unit.YEAR: "y"}


def _length(words: Words, unit: Unit, number: int) -> str:
    if unit is Unit.DAY:
        return words.plural("last {n} day", "last {n} days", number)
    if unit is Unit.WEEK:
        return words.plural("last {n} week", "last {n} weeks", number)
    if unit is Unit.MONTH:
        return words.plural("last {n} month", "last {n} months", number)
    if unit is Unit.QUARTER:
        return words.plural("last {n} quarter", "last {n} quarters", number)
    return words.plural("last {n} year", "last {n} years", number)
