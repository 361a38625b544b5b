"""The kinds of computed rows that can be wrong, with a sentence for each."""

from enum import Enum
from typing import NamedTuple


class CountFault(Enum):
    """A kind of computed row that is wrong, in the order of repair."""

    NAME_KEY = "name{s} can't be looked up"
    THEME_PARENT = "parent theme{s} {is} missing"
    CONSENT = "quote{s} {is} shown or withheld against the speaker's consent"
    SPEAKER = "quote{s} {has} another person or account than the speaker"
    LOST_THEME = "quote{s} {has} lost a theme"
    STRAY_TAG = "tag{s} {is} of a quote that is not there"
    TAG_COPY = "tag{s} {is} filed by another type, person, account or time than the quote"
    PARENT_TAG = "quote{s} {is} counted under the wrong parent themes"
    UNFILED = "quote{s} {is} wrongly listed as with or without a theme"
    THEME_COUNT = "theme count{s} {is} wrong"
    TALLY = "count{s} of a person, an account or a session {is} wrong"
    SESSION_COUNT = "session{s} {has} a wrong number of quotes"
    SEARCH = "part{s} of the search index {is} wrong or missing"
    AGENDA_TIME = "session{s} {has} another status or other agenda times than the clock"
    REVISION = "session{s} {has} a revision older than what is in it"


COUNTS = (CountFault.THEME_COUNT, CountFault.TALLY, CountFault.SESSION_COUNT)


class CountProblem(NamedTuple):
    """How many computed rows of one kind are wrong.

    *where* holds the key of each row: of the quote for a tag, of the theme for a theme count.
    """

    fault: CountFault
    where: tuple[str, ...]

    @property
    def many(self) -> int:
        """The number of wrong rows."""
        return len(self.where)

    @property
    def found(self) -> str:
        """A sentence that says what is wrong and how to repair it."""
        verb = "recounts" if self.fault in COUNTS else "repairs"
        them = "it" if self.many == 1 else "them"
        return f"{self.wrong}; `focusgroup db check --repair` {verb} {them}"

    @property
    def wrong(self) -> str:
        """A sentence that says what is wrong."""
        return self._said(("is", "has") if self.many == 1 else ("are", "have"))

    @property
    def mended(self) -> str:
        """A sentence that says what was repaired."""
        verb = "recounted" if self.fault in COUNTS else "repaired"
        return f"{verb}: {self._said(('was' if self.many == 1 else 'were', 'had'))}"

    def _said(self, verbs: tuple[str, str]) -> str:
        plural = "" if self.many == 1 else "s"
        return f"{self.many} {self.fault.value.format(s=plural, **{'is': verbs[0]}, has=verbs[1])}"
