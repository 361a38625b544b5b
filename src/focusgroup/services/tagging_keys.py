"""Say what one key does to an untagged quote: its kind, its speaker, or one more theme."""

from collections.abc import Iterable

from focusgroup.core.model import KIND_ASCII_SIGNS, Participant, Quote, Theme
from focusgroup.core.quote_changes import Edit
from focusgroup.core.themes.shortcut_letters import ThemeKeys

KIND_EDITS = {sign: Edit(kind=kind) for kind, sign in KIND_ASCII_SIGNS.items() if sign}
"""The signs of the capture line, each with what it makes of a quote."""


def by_seat(people: Iterable[Participant]) -> dict[str, Participant]:
    """Return the participants with a seat of one digit who consent to notes, by that digit."""
    return {f"{each.seat}": each for each in people if each.seat < 10 and each.consent_notes}


def by_letter(themes: Iterable[Theme], quotes: Iterable[Quote]) -> dict[str, str]:
    """Return the themes' paths by a letter each: first those of the session, then the others."""
    keys = ThemeKeys()
    heard = dict.fromkeys(path for quote in quotes for path in quote.themes)
    paths = list(dict.fromkeys((*heard, *(theme.path for theme in themes))))
    for path in paths:
        keys.named(path)
    return {letter: path for path in paths if (letter := keys.letter(path))}


def edit_for(
    key: str, people: Iterable[Participant], themes: Iterable[Theme], quotes: Iterable[Quote]
) -> Edit | None:
    """Return what a key does to the quote, None if it means nothing here."""
    if person := by_seat(people).get(key):
        return Edit(participant_id=person.id)
    if path := by_letter(themes, quotes).get(key):
        return Edit(add_themes=(path,))
    return KIND_EDITS.get(key)
