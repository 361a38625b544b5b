"""The kinds of computed rows that can be wrong, and their sentences."""

from dataclasses import dataclass
from enum import Enum


class CountFault(Enum):
    """A kind of computed row that is wrong, in the order in which they are put right."""

    NAME_KEY = "name{s} can't be looked up"
    THEME_PARENT = "parent theme{s} {is} missing"
    CONSENT = "quote{s} {is} shown or withheld against the speaker's consent"
    SPEAKER = "quote{s} {has} another person or account than the speaker"
    LOST_THEME = "quote{s} {has} lost a theme"
    STRAY_TAG = "tag{s} {is} of a quote that is not there"
    TAG_COPY = "tag{s} {is} filed by another type, person, account or time than the quote"
    PARENT_TAG = "quote{s} {is} counted under the wrong parent themes"
    THEME_COUNT = "theme count{s} {is} wrong"
    SESSION_COUNT = "session{s} {has} a wrong number of quotes"
    SEARCH = "part{s} of the search index {is} wrong or missing"
    AGENDA_TIME = "session{s} {has} another status or other agenda times than the clock"
    REVISION = "session{s} {has} a revision older than what is in it"


COUNTS = (CountFault.THEME_COUNT, CountFault.SESSION_COUNT)


@dataclass(frozen=True, slots=True)
class CountProblem:
    """How many computed rows of one kind are wrong.

    *where* has the key of each: of its quote for a tag, of its theme for a theme count.
    """

    fault: CountFault
    where: tuple[str, ...]

    @property
    def many(self) -> int:
        """How many are wrong."""
        return len(self.where)

    @property
    def found(self) -> str:
        """What is wrong and what mends it, for people."""
        verb = "recounts" if self.fault in COUNTS else "mends"
        them = "it" if self.many == 1 else "them"
        said = self._said(("is", "has") if self.many == 1 else ("are", "have"))
        return f"{said}; `focusgroup db check --repair` {verb} {them}"

    @property
    def mended(self) -> str:
        """What was wrong and is right now, for people."""
        verb = "recounted" if self.fault in COUNTS else "mended"
        return f"{verb}: {self._said(('was' if self.many == 1 else 'were', 'had'))}"

    def _said(self, verbs: tuple[str, str]) -> str:
        plural = "" if self.many == 1 else "s"
        return f"{self.many} {self.fault.value.format(s=plural, **{'is': verbs[0]}, has=verbs[1])}"
