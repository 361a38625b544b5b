"""One letter for each theme, pressed with Alt, as in software for coding behaviour.

A letter of the theme's own name if one is free (``e`` for Exports), so it is easy to learn; small
letters first, then capitals. A theme keeps its letter while letters are left. After that a new
theme gets the letter of the theme that has not been used for longest. The capital of a small letter
means the same theme, and to save the quote, unless it is another theme's own.
"""

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase

from focusgroup.core.text import fold
from focusgroup.core.themes.paths import last_name

TAKEN = frozenset("bfNOPX")
"""Alt with b and f moves by a word; N, O, P and X begin other sequences of a terminal."""


def alt_letter(key: str) -> str:
    """``e`` of alt+e, ``E`` of alt+E or alt+shift+e as other terminals send it, else ""."""
    *held, letter = key.split("+")
    if len(letter) != 1 or not letter.isalpha() or set(held) not in ({"alt"}, {"alt", "shift"}):
        return ""
    return letter.upper() if "shift" in held else letter


def ctrl_alt_letter(key: str) -> str:
    """Return the letter of a key pressed with Ctrl and Alt, which adds a theme, else ""."""
    held = key.split("+")
    if not {"alt", "ctrl"} <= set(held[:-1]):
        return ""
    return alt_letter("+".join(part for part in held if part != "ctrl"))


class ThemeKeys:
    """The letters of one session, given to themes in the order in which they come up.

    *taken* are letters that already have another use.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = TAKEN.union(taken)
        letters = [*ascii_lowercase, *ascii_lowercase.upper()]
        self._free = dict.fromkeys(letter for letter in letters if letter not in self._taken)
        self._letters: dict[str, str] = {}  # by path, the one that was not used for longest first

    def named(self, path: str) -> None:
        """Give a theme of the agenda a letter, if one is left."""
        if path not in self._letters and self._free:
            self._give(path, next(_wanted(path, self._free)))

    def used(self, path: str) -> None:
        """Give a theme that was just used a letter, taking one from another theme if necessary."""
        letter = self._letters.pop(path, None)
        if letter is None and not self._free:
            oldest = next(iter(self._letters), None)
            if oldest is None:
                return
            self._free[self._letters.pop(oldest)] = None
        self._give(path, letter or next(_wanted(path, self._free)))

    def _give(self, path: str, letter: str) -> None:
        self._free.pop(letter, None)
        self._letters[path] = letter

    def rename(self, became: Mapping[str, str]) -> None:
        """Follow changes of the codebook: a theme keeps its letter, unless it has another."""
        for old in [path for path in self._letters if path in became]:
            letter, new = self._letters.pop(old), became[old]
            if new and new not in self._letters:
                self._letters[new] = letter
            else:
                self._free[letter] = None

    def letter(self, path: str) -> str:
        """Return the letter of a theme, "" for none."""
        return self._letters.get(path, "")

    def theme(self, letter: str) -> str | None:
        """Return the theme that has *letter*, None if there is none."""
        return next((path for path, its in self._letters.items() if its == letter), None)

    def saving(self, letter: str) -> str | None:
        """Return the theme that a capital *letter* sets while it saves the quote, None if none."""
        if not letter.isupper() or letter in self._taken or self.theme(letter):
            return None
        return self.theme(letter.lower())


def _wanted(path: str, free: Iterable[str]) -> Iterator[str]:
    """Yield the free letters, small ones of the theme's name first.

    Of the capitals come those first that no small letter needs for saving, then the last ones.
    """
    name = [letter for letter in fold(last_name(path)) if letter.isascii()]
    small = [letter for letter in free if letter.islower()]
    yield from (letter for letter in name if letter in small)
    yield from small
    capital = [letter for letter in free if letter.isupper()]
    yield from sorted(capital, key=lambda letter: (letter.lower() not in TAKEN, -ord(letter)))
