"""Choose quotes: by theme, kind, speaker, account, session, time and words.

The review, the options of a command, queries and documents all use the same value.
"""

from dataclasses import dataclass, replace
from typing import Self

from focusgroup.core.model import KIND_NOUNS, QUOTE_KINDS, RANKED_KINDS, Kind
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.search.spans import TimeSpan


@dataclass(frozen=True, slots=True)
class Selection:
    """Which quotes to choose; an empty field allows all, several names mean any of them.

    *themes* are paths or their last parts, and include all themes below them; *untagged* means
    quotes without a theme. *accounts*, *segments* and *owner* (a colleague who looks after
    accounts) choose customers' companies; *speakers* choose people by name or its start.
    *sessions* are ids; *facilitator* is who ran them. *verbatim* means quotes in the speaker's own
    words only. Both spans are included: from the first day of *since* to the last day
    of *until*. *search* is words that must all occur. Observations are included only when
    *kinds* names them or is empty.
    """

    themes: tuple[str, ...] = ()
    untagged: bool = False
    kinds: tuple[Kind, ...] = ()
    accounts: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    owner: str = ""
    facilitator: str = ""
    verbatim: bool = False
    sessions: tuple[str, ...] = ()
    since: TimeSpan | None = None
    until: TimeSpan | None = None
    search: str = ""

    def begins_ms(self, zone: str) -> int | None:
        """Return the earliest time (Unix ms) for a session in *zone*; None without a limit."""
        return self.since.start_in(zone) if self.since else None

    def ends_ms(self, zone: str) -> int | None:
        """Return the end (Unix ms, exclusive) for a session in *zone*; None without a limit."""
        return self.until.end_in(zone) if self.until else None

    @property
    def asks(self) -> bool:
        """Whether it asks for anything other than whole sessions."""
        return replace(self, sessions=()) != Selection()

    def under(self, themes: "Selection") -> Self:
        """Return the same selection with what a row of the codebook chooses: *themes*.

        A number of that row may choose kinds, accounts or speakers too: of the kinds in view.
        """
        found = replace(
            self,
            themes=themes.themes,
            untagged=themes.untagged,
            kinds=themes.kinds or self.kinds,
            accounts=themes.accounts or self.accounts,
            speakers=themes.speakers or self.speakers,
        ).that(themes.search)
        shown = tuple(kind for kind in self.kinds if kind is not Kind.OBSERVATION)
        if not (themes.themes and themes.kinds and shown):
            return found
        if both := tuple(kind for kind in themes.kinds if kind in shown):
            return replace(found, kinds=both)
        # Figures are of other kinds where there are only those; one that is not in view has none.
        none = [f"kind:{kind}" for kind in themes.kinds if themes.kinds != RANKED_KINDS]
        return replace(found, kinds=shown).that(*none)

    def that(self, *words: str) -> Self:
        """Return the same selection with more *words* to search for, such as ``is:strong``.

        They come first: the last word of a search may be unfinished, and a phrase may be open.
        """
        return replace(self, search=" ".join([*words, self.search]).strip())

    def said_by(self, name: str, account: str, person_id: str) -> Self:
        """Return the same selection of one person: others may have the same name."""
        found = replace(self, speakers=(name,))
        if account:
            return replace(found, accounts=(account,))
        return found.that(f"who:{person_id}")

    @property
    def searched(self) -> str:
        """What is searched for, without the id of a person whose name is given beside it."""
        return _ID.sub("", self.search).strip()

    def quotes_only(self) -> Self:
        """Return the same selection without observations, unless it names its kinds."""
        return self if self.kinds else replace(self, kinds=QUOTE_KINDS)

    def mentions_only(self) -> Self:
        """Return the same selection of the kinds that figures are of: the ranked ones, if any."""
        ranked = tuple(kind for kind in RANKED_KINDS if kind in self.kinds)
        return replace(self, kinds=ranked or self.kinds or RANKED_KINDS)

    def filters(self) -> dict[str, str]:
        """Return the fields that narrow a theme or a session, each with its words in English."""
        words = {
            "kinds": " and ".join(f"{KIND_NOUNS[kind]}s" for kind in self.kinds),
            "accounts": " or ".join(self.accounts),
            "segments": _named("segment", " or ".join(self.segments)),
            "owner": _named("owner", self.owner),
            "facilitator": _named("led by", self.facilitator),
            "speakers": _named("said by", " or ".join(self.speakers)),
            "verbatim": "verbatim only" if self.verbatim else "",
            "since": _since(self.since.words) if self.since else "",
            "until": _until(self.until.words) if self.until else "",
            "search": f"“{self.searched}”" if self.searched else "",
        }
        return {name: said for name, said in words.items() if said}

    def words(self) -> str:
        """Return the selection in English: ``theme Reporting, problems, since Jan 2026``."""
        theme = _named("theme", " or ".join(self.themes))
        untagged = "without a theme" if self.untagged else ""
        return ", ".join(part for part in (theme, untagged, *self.filters().values()) if part)

    def without(self, name: str) -> Self:
        """Return the same selection without one of the ``filters``."""
        return replace(self, **{name: getattr(Selection(), name)})


_ID = lazy_pattern(r"who:[0-9a-f-]{36}(?:\s+|$)")
"""One person, as `Selection.said_by` looks for them."""


def _named(what: str, name: str) -> str:
    return f"{what} {name}" if name else ""


def _since(words: str) -> str:
    return words if words.startswith("last ") else f"since {words}"


def _until(words: str) -> str:
    # A span that was named by its length ends today.
    return "until today" if words.startswith("last ") else f"until {words}"


KIND_CYCLE: tuple[tuple[Kind, ...], ...] = ((), *((kind,) for kind in Kind))


def next_kinds(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Return what follows *kinds*: all, each kind alone, the note-taker's observations last."""
    place = KIND_CYCLE.index(kinds) if kinds in KIND_CYCLE else 0
    return KIND_CYCLE[(place + 1) % len(KIND_CYCLE)]
