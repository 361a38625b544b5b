"""Read a row as it would be stored now, by the participants, the themes and what carries over."""

from dataclasses import replace

from focusgroup.core.capture import (
    Outcome,
    Sticky,
    Trouble,
    command_at_start,
    label_of,
    nobody_in_brackets,
    parse_line,
    resolve_speaker,
    with_whole_names,
)
from focusgroup.core.model import Kind
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.capture.names.unknown_names import Unknown, with_names_as_text
from focusgroup.services.live_session import LiveSession


class RowReader:
    """Reads the rows of one live session; *menu* says which theme a short name likeliest means."""

    def __init__(self, live: LiveSession, menu: CaptureMenu) -> None:
        self._live = live
        self._menu = menu

    def read(self, text: str, sticky: Sticky, *, labels: bool = True) -> Outcome:
        """Return the outcome of a row; *sticky* is what it may leave out.

        In a correction `Anna: slow` is what was said: without *labels* it names no speaker.
        """
        tagged = "#" in text or "＃" in text
        row = self._menu.with_numbered(text) if tagged else text
        preferred = self._menu.preferred() if tagged else ()
        return self._live.take_down.read(row, sticky, preferred, labels=labels)

    def words_of(
        self, text: str, sticky: Sticky, *, labels: bool = True
    ) -> tuple[Outcome, list[Unknown]]:
        """Return the outcome of a row whose unknown names are words, and those names.

        A speaker who is unknown, or could be several people, is nobody, and a command that does
        not exist is a note to oneself.
        """
        carried = sticky
        text = with_whole_names(
            self._menu.with_numbered(text), self._live.participants, self._live.themes
        )
        written, name = nobody_in_brackets(text) if labels else ("", "")
        if written and not parse_line(text).speaker:
            sticky = replace(sticky, participant_id=None)
            outcome = self.read(text, sticky)
            if outcome.entry and not outcome.entry.participant_id:
                nearest = resolve_speaker(name, self._live.participants).nearest
                return outcome, [Unknown("", "@", written, nearest)]
        outcome = self.read(text, sticky, labels=labels)
        trouble = outcome.problem.trouble if outcome.problem else None
        if trouble is Trouble.UNKNOWN_COMMAND:
            text = f". \\{text.strip()}"
        elif trouble in (Trouble.UNKNOWN_SPEAKER, Trouble.AMBIGUOUS_SPEAKER):
            sticky = replace(sticky, participant_id=None)
        elif trouble is not Trouble.UNKNOWN_THEME:
            return outcome, self._tied_label(text, outcome) if labels else []
        outcome, names = with_names_as_text(
            text, lambda line: self.read(line, sticky, labels=labels)
        )
        if outcome.entry and outcome.entry.kind is Kind.OBSERVATION:
            outcome = replace(outcome, sticky=carried)  # a note to oneself changes no speaker
        return outcome, names

    def _tied_label(self, text: str, outcome: Outcome) -> list[Unknown]:
        """Return whom to ask about in ``Anna: slow``, where there are two Annas."""
        entry = outcome.entry
        found, rest = label_of(entry.text, self._live.participants) if entry else ([], "")
        if entry is None or len(found) < 2 or entry.participant_id or "@-" in text:
            return []
        label = entry.text.removesuffix(rest).rstrip()
        return [Unknown("", "@", label, carried=tuple(person.name for person in found))]

    def refused(self, text: str, sticky: Sticky, *, labels: bool = True) -> bool:
        """Return whether a row would be refused because its speaker has not consented to notes."""
        if all(person.consent_notes for person in self._live.participants):
            return False
        problem = self.words_of(text, sticky, labels=labels)[0].problem
        return problem is not None and problem.trouble is Trouble.NO_CONSENT

    def preview(self, text: str, sticky: Sticky, *, labels: bool = True) -> tuple[Sticky, Kind]:
        """Return how the first row of *text* would be stored if Enter were pressed now."""
        if not text or command_at_start(text):
            return sticky, sticky.kind
        outcome, _ = self.words_of(text, sticky, labels=labels)
        entry = outcome.entry
        if entry is None:
            return outcome.sticky, outcome.sticky.kind
        shown = replace(sticky, participant_id=entry.participant_id, themes=entry.themes)
        return shown, entry.kind
