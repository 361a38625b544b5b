"""What of the line is kept for a resume: nothing that must not be written to disk."""

from focusgroup.services.capture.correction import Fixing
from focusgroup.services.capture.names.open_names import OpenNames
from focusgroup.services.capture.parked_line import SetAside, Stash
from focusgroup.services.capture.row_reader import RowReader
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import Draft


class LineDraft:
    """The draft of one session's line."""

    def __init__(
        self,
        live: LiveSession,
        reader: RowReader,
        fixing: Fixing,
        set_aside: SetAside,
        names: OpenNames,
    ) -> None:
        self._live = live
        self._reader = reader
        self._fixing = fixing
        self._set_aside = set_aside
        self._names = names
        self._hidden = False

    def draft(self, line: Stash, aside: Stash) -> tuple[Draft, dict[str, object]]:
        """Return the line as it is kept, with what else belongs to it.

        Off the record this is the line that was put *aside*, never what is typed meanwhile. What
        would be refused for want of consent is in none of it.
        """
        others = {**self._set_aside.state(), **self._names.state()}
        if self._live.off_record:
            draft, state = self.public(aside).draft()
            return draft, {**state, **others}
        kept = self.public(line)
        hidden = kept != line
        if hidden and not self._hidden:
            self._live.half_typed.clear_log()  # the words before the name were in the draft already
        self._hidden = hidden
        if hidden and self._fixing.quote:
            draft, state = self._fixing.waiting().draft()
            return draft, {**state, **others}
        draft, state = kept.draft()
        return draft, {**state, **self._fixing.state(), **others}

    def public(self, line: Stash) -> Stash:
        """Return a line without the rows that would be refused for want of consent."""
        fixing = self._fixing
        labels = fixing.quote is None
        return line.without(
            lambda row: self._reader.refused(fixing.anew(row), fixing.sticky, labels=labels)
        )
