"""The filters of a report in words: "theme Reporting, problems, since Jan 2026"."""

from dataclasses import dataclass

from babel.dates import format_date, format_skeleton

from focusgroup.core.model import Kind
from focusgroup.core.search.filters import Days, Unit
from focusgroup.exports.wording.labels import MANY
from focusgroup.exports.wording.words import Words, msg


@dataclass(frozen=True, slots=True)
class Scope:
    """The filters of a report; an empty field doesn't filter."""

    theme: str = ""
    untagged: bool = False
    kinds: tuple[Kind, ...] = ()
    account: str = ""
    speaker: str = ""
    search: str = ""
    since: Days | None = None
    until: Days | None = None
    segment: str = ""

    def said(self, words: Words) -> str:
        """Return the filters in one line, empty when there are none."""
        return words.commas(
            (
                words(msg("theme {theme}"), theme=self.theme) if self.theme else "",
                words(msg("without a theme")) if self.untagged else "",
                words.both(words(MANY[kind]) for kind in self.kinds),
                words(msg("account {name}"), name=self.account) if self.account else "",
                words(msg("said by {name}"), name=self.speaker) if self.speaker else "",
                words(msg("with “{search}”"), search=self.search) if self.search else "",
                self._since(words),
                self._until(words),
                words(msg("segment {name}"), name=self.segment) if self.segment else "",
            )
        )

    def _since(self, words: Words) -> str:
        if self.since is None:
            return ""
        if self.since.back:
            return _length(words, self.since.unit, self.since.back)
        return words(msg("since {time}"), time=_days(words, self.since))

    def _until(self, words: Words) -> str:
        if self.until is None:
            return ""
        if self.until.back:
            # A period given by its length ends today; the footer gives that date.
            return words(msg("until the day of the export"))
        return words(msg("until {time}"), time=_days(words, self.until))


def _days(words: Words, days: Days) -> str:
    """ "12 Mar 2026", "Jan 2026", "Q1 2026", "2026"; a week is given by its Monday."""
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
