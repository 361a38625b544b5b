"""What is chosen of all quotes: by theme, kind, who said it, where, when, and by words.

One value for whoever chooses: the review, the options of a command, a query, a document.
"""

from dataclasses import dataclass, replace
from typing import Self

from focusgroup.core.model import KIND_LABELS, QUOTE_KINDS, Kind
from focusgroup.core.search.spans import TimeSpan


@dataclass(frozen=True, slots=True)
class Selection:
    """Which quotes are meant; an empty field lets everything through, several names are any of.

    *themes* are paths or last parts, with all that is below them; *untagged* means those
    without a theme. *accounts*, *segments* and *owner* (a colleague who looks after accounts)
    choose customers' companies, *speakers* people by name or the start of one. *sessions* are
    ids. Both spans belong to it: it begins with the first day of *since* and ends with the last
    one of *until*. *search* is words, all of which must be there. Observations come only when
    *kinds* names them or is empty.
    """

    themes: tuple[str, ...] = ()
    untagged: bool = False
    kinds: tuple[Kind, ...] = ()
    accounts: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    owner: str = ""
    sessions: tuple[str, ...] = ()
    since: TimeSpan | None = None
    until: TimeSpan | None = None
    search: str = ""

    @property
    def since_ms(self) -> int | None:
        """From when on (Unix ms), inclusive."""
        return self.since.start_ms if self.since else None

    @property
    def until_ms(self) -> int | None:
        """Up to when (Unix ms), exclusive: a day or month that was named belongs to it."""
        return self.until.end_ms if self.until else None

    @property
    def asks(self) -> bool:
        """Whether anything but whole sessions is asked for."""
        return replace(self, sessions=()) != Selection()

    @property
    def by_theme_only(self) -> bool:
        """Whether nothing but themes and kinds is asked for, which kept counters can answer."""
        return replace(self, themes=(), kinds=()) == Selection()

    def under(self, themes: "Selection") -> Self:
        """Return the same under the themes of *themes*, or without one, as that says."""
        return replace(self, themes=themes.themes, untagged=themes.untagged)

    def quotes_only(self) -> Self:
        """Return the same without observations, unless they were asked for."""
        return self if self.kinds else replace(self, kinds=QUOTE_KINDS)

    def filters(self) -> dict[str, str]:
        """Return the fields that narrow a theme or a session, each with its words in English."""
        words = {
            "kinds": " and ".join(f"{KIND_LABELS[kind]}s" for kind in self.kinds),
            "accounts": " or ".join(self.accounts),
            "segments": _named("segment", " or ".join(self.segments)),
            "owner": _named("owner", self.owner),
            "speakers": _named("said by", " or ".join(self.speakers)),
            "since": _since(self.since.words) if self.since else "",
            "until": _until(self.until.words) if self.until else "",
            "search": f"“{self.search}”" if self.search.strip() else "",
        }
        return {name: said for name, said in words.items() if said}

    def words(self) -> str:
        """Return what is chosen in English: ``theme Reporting, problems, since Jan 2026``."""
        theme = _named("theme", " or ".join(self.themes))
        untagged = "without a theme" if self.untagged else ""
        return ", ".join(part for part in (theme, untagged, *self.filters().values()) if part)

    def without(self, name: str) -> Self:
        """Return the same without one of the ``filters``."""
        return replace(self, **{name: getattr(Selection(), name)})


def _named(what: str, name: str) -> str:
    return f"{what} {name}" if name else ""


def _since(words: str) -> str:
    return words if words.startswith("last ") else f"since {words}"


def _until(words: str) -> str:
    # A stretch that was named by its length ends today.
    return "until today" if words.startswith("last ") else f"until {words}"


KIND_CYCLE: tuple[tuple[Kind, ...], ...] = ((), *((kind,) for kind in Kind))


def next_kinds(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Return all kinds, then one after the other, the note-taker's observations last."""
    place = KIND_CYCLE.index(kinds) if kinds in KIND_CYCLE else 0
    return KIND_CYCLE[(place + 1) % len(KIND_CYCLE)]
