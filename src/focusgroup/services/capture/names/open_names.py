"""The names that nobody knew when their quotes were stored, until somebody settles them.

The question about a name belongs to its quote: it goes with the next one that is stored. The name
stays open and is counted, and can be asked about again.
"""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.capture import resolve_speaker, theme_path
from focusgroup.core.model import Participant, Quote
from focusgroup.core.quote_changes import Edit
from focusgroup.services.capture.listener import Listener
from focusgroup.services.capture.names.unknown_names import Unknown, spoken, tagged
from focusgroup.services.live_session import LiveSession


class OpenNames:
    """The open names of one live session, and the one that is asked about."""

    def __init__(self, live: LiveSession, listener: Listener) -> None:
        self._live = live
        self._listener = listener
        self.open: list[Unknown] = []
        self.asked: Unknown | None = None

    def quote_of(self, name: Unknown) -> Quote | None:
        """Return the quote that has the name, None if it was deleted or has it no more."""
        quote = self._live.quotes.get(name.quote_id)
        gone = quote is not None and name.sigil in "#@" and name.written not in quote.text
        return None if gone else quote

    @property
    def there(self) -> list[Unknown]:
        """The open names in quotes that are shown.

        The others come back with their quote: by undo, or by its speaker's consent.
        """
        return [name for name in self.open if self.quote_of(name)]

    def ask(self, names: Sequence[Unknown]) -> None:
        """Ask about the names of the quote just stored; the question before it is gone."""
        self.asked = names[0] if names else None
        self.open += [name for name in names if name.sigil in "#@"]

    def ask_next(self) -> Unknown | None:
        """Ask about the next open name, without changing anything; return it, None if none is."""
        there = self.there
        at = there.index(self.asked) + 1 if self.asked in there else 0
        self.asked = there[at % len(there)] if there else None
        return self.asked

    def leave(self) -> None:
        """Leave the name that is asked about as it is: a word of its sentence."""
        self._close(self.asked)

    def _close(self, name: Unknown | None) -> None:
        self.open = [each for each in self.open if each != name]
        self.asked = None

    def settle_theme(self, *, nearest: bool) -> str | None:
        """Tag the quote asked about with its new theme, or the nearest one; return the path.

        None, and nothing changes, if no theme is asked about. If its quote is the newest one, the
        theme carries over from it, as a known one would.
        """
        name = self.asked
        quote = self.quote_of(name) if name else None
        if name is None or quote is None:
            return None
        edit = tagged(name, quote, nearest=nearest)
        if edit is None:
            return None
        newest = self._live.ordered()[-1].id == quote.id
        changed = self._changed(quote, edit)
        self._close(name)
        if newest:
            self._live.sticky = replace(self._live.sticky, themes=changed.themes)
        return theme_path(edit.add_themes[0])

    def settle_tie(self, person: Participant) -> bool:
        """Give the quote asked about to one of those it may have named; return whether it may.

        If it is the newest quote, the speaker carries over from it.
        """
        name = self.asked
        quote = self.quote_of(name) if name else None
        if name is None or quote is None or quote.participant_id or name.sigil != "@":
            return False
        if person.name not in name.carried:
            return False
        newest = self._live.ordered()[-1].id == quote.id
        self._changed(quote, spoken(name, quote, person))
        self._close(name)
        if newest and not quote.is_observation:
            self._live.sticky = replace(self._live.sticky, participant_id=person.id)
        return True

    def count_agreement(self, asked: Unknown, quote: Quote) -> None:
        """Count those who were named with the speaker as agreeing."""
        self._changed(quote, Edit(agreement=quote.agreement + len(asked.carried)))
        self.leave()

    @property
    def speaker(self) -> str:
        """The name to add a participant by: the one asked about, else the newest; "" for none."""
        names = [name for name in (*self.there, self.asked) if name and name.unseated]
        names = [name for name in names if self.quote_of(name)]
        return names[-1].name if names else ""

    def settle_speakers(self) -> int:
        """Give the quotes that named somebody who is known by now to them; return how many.

        A person who has not consented to notes gets none: their quotes keep nobody.
        """
        settled = 0
        for name in [name for name in self.there if name.unseated]:
            match, quote = resolve_speaker(name.name, self._live.participants), self.quote_of(name)
            if match.best is None or match.ambiguous or not match.best.consent_notes:
                continue
            if quote and not quote.participant_id:
                self._changed(quote, spoken(name, quote, match.best))
                settled += 1
            self.open.remove(name)
        self.asked = self.asked if self.asked in self.open else None
        return settled

    def _changed(self, quote: Quote, edit: Edit) -> Quote:
        changed = self._live.correct(quote, edit)
        self._listener.quote_taken(changed)
        return changed

    # -- kept for a resume -------------------------------------------------------------------

    def state(self) -> dict[str, object]:
        """Return what has to be kept with the draft."""
        return {"names": [name.state() for name in self.open]} if self.open else {}

    def restore(self, state: dict[str, object]) -> None:
        """Continue with the open names that were kept."""
        kept = state.get("names")
        names = map(Unknown.of_state, kept if isinstance(kept, list) else [])
        self.open = [name for name in names if name]
