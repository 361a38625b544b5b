"""The codebook as one value: its themes, and what became of the names that they had before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from focusgroup.core.model import PATH_SEPARATOR, Agenda, Theme
from focusgroup.core.text import fold
from focusgroup.core.themes.paths import lineage, normal_path


class FormerName(NamedTuple):
    """The path of a theme until the codebook's change *mark*.

    *into* is the id of the theme that has its quotes since: the same one if it was renamed,
    another if it was merged, None if it was deleted.
    """

    path: str
    theme_id: str
    into: str | None
    mark: int


@dataclass(frozen=True, slots=True)
class Codebook:
    """All themes, the former names in the order of their changes, and the number of the last.

    *undone* are the names of changes that were undone: they tell which theme had a name meanwhile.
    """

    themes: tuple[Theme, ...] = ()
    former: tuple[FormerName, ...] = ()
    mark: int = 0
    undone: tuple[FormerName, ...] = ()
    _ids: dict[str, Theme] = field(init=False, repr=False, compare=False)
    _keys: dict[str, Theme] = field(init=False, repr=False, compare=False)
    _former: dict[str, list[FormerName]] = field(init=False, repr=False, compare=False)
    _had: dict[str, list[FormerName]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ids", {theme.id: theme for theme in self.themes})
        object.__setattr__(self, "_keys", {fold(theme.path): theme for theme in self.themes})
        object.__setattr__(self, "_former", _by_key(self.former))
        had = sorted((*self.former, *self.undone), key=lambda name: name.mark)
        object.__setattr__(self, "_had", _by_key(had))

    def with_other_names(self) -> tuple[Theme, ...]:
        """Return the themes, each with the former paths that still lead to it."""
        others: dict[str, list[str]] = {}
        for key, names in self._former.items():
            theme = None if key in self._keys else self.leads_to(names[-1].path)
            if theme:
                others.setdefault(theme.id, []).append(names[-1].path)
        return tuple(
            replace(theme, other_names=tuple(others[theme.id])) if theme.id in others else theme
            for theme in self.themes
        )

    def at(self, path: str) -> Theme | None:
        """Return the theme that has this path now."""
        return self._keys.get(fold(path))

    def leads_to(self, path: str) -> Theme | None:
        """Return the theme that a former path leads to now; None if it was never one."""
        for name in reversed(self._former.get(fold(path), ())):
            if theme := self.by_id(name.into):
                return theme
        return None

    def by_id(self, theme_id: str | None) -> Theme | None:
        """Return the theme with an id, or the one that it was merged into; None if deleted."""
        seen: set[str] = set()
        while theme_id is not None and theme_id not in self._ids:
            seen.add(theme_id)
            later = [n.into for n in self.former if n.theme_id == theme_id and n.into != theme_id]
            theme_id = later[-1] if later and later[-1] not in seen else None
        return self._ids[theme_id] if theme_id is not None else None

    def now_called(self, path: str, since: int | None = None) -> str:
        """Return today's path of what *path* was after change *since*; "" if it was deleted.

        With None, the path was written now: it means a theme that has it, else one that had it.
        A path that never was a theme stays, under today's path of the parents that are one.
        """
        path = normal_path(path)
        for prefix in reversed(lineage(path)):
            gone, theme = self._meant(prefix, since)
            if gone:
                return ""
            if theme:
                now = theme.path + path[len(prefix) :]
                # Under its parent's new name it may be a former name itself.
                return now if prefix == path or fold(now) == fold(path) else self.now_called(now)
        return path

    def id_after(self, path: str, since: int) -> str:
        """Return the id of the theme that had this path after change *since*; "" for none."""
        key = fold(path)
        for name in self._had.get(key, ()):
            if name.mark > since:
                return name.theme_id
        theme = self._keys.get(key) or self.leads_to(path)
        return theme.id if theme else ""

    def _meant(self, path: str, since: int | None) -> tuple[bool, Theme | None]:
        """Return whether a theme of this path was deleted since, else the theme."""
        key = fold(path)
        if since is not None:
            for name in self._had.get(key, ()):
                if name.mark > since:
                    theme = self.by_id(name.theme_id)
                    return theme is None, theme
        return False, self._keys.get(key) or self.leads_to(path)

    def all_now_called(self, paths: Iterable[str], since: int | None = None) -> tuple[str, ...]:
        """Return today's paths of *paths*, each once, without those that were deleted."""
        return tuple(dict.fromkeys(now for p in paths if (now := self.now_called(p, since))))

    def became(self, before: "Codebook") -> dict[str, str]:
        """Return the paths of an older codebook that changed, with today's; "" if gone."""
        now = {theme.path: self.by_id(theme.id) for theme in before.themes}
        return {
            path: theme.path if theme else ""
            for path, theme in now.items()
            if theme is None or theme.path != path
        }


def _by_key(names: Iterable[FormerName]) -> dict[str, list[FormerName]]:
    found: dict[str, list[FormerName]] = {}
    for name in names:
        found.setdefault(fold(name.path), []).append(name)
    return found


Names = Callable[[Iterable[str]], tuple[str, ...]]
"""Returns today's paths of themes, without those that were deleted."""


def with_names_of_today(agenda: Agenda, names: Names) -> Agenda:
    """Return an agenda with its themes as they are called today."""
    specs = [(spec, names([spec.path])) for spec in agenda.themes]
    return replace(
        agenda,
        themes=tuple(replace(spec, path=now[0]) for spec, now in specs if now),
        sections=tuple(
            replace(section, themes=names(section.themes)) for section in agenda.sections
        ),
    )


def renamed(paths: Iterable[str], became: Mapping[str, str]) -> tuple[str, ...]:
    """Return paths after the changes *became*, each once, without those that are gone."""
    return tuple(dict.fromkeys(now for path in paths if (now := became.get(path, path))))


def became_in_words(became: Mapping[str, str], before: Codebook) -> str:
    """Return what to say about themes that another program changed; "" for nothing."""
    there = {theme.path for theme in before.themes}
    said = []
    for path, new in became.items():
        above = parent_of(path)
        if above in became and (not new or parent_of(new) == became[above]):
            continue  # said of the theme above
        if not new:
            said.append(f"the theme “{path}” was deleted, its quotes are without it")
        elif new in there:
            said.append(f"“{path}” was merged into “{new}”")
        else:
            said.append(f"“{path}” is called “{new}” now")
    more = f", and {len(said) - 2} more" if len(said) > 2 else ""
    return f"In another program: {'; '.join(said[:2])}{more}." if said else ""


def parent_of(path: str) -> str:
    """Return the path above, "" at the top."""
    return path.rpartition(PATH_SEPARATOR)[0]


def below(parent: str, name: str) -> str:
    """Return the path of *name* under *parent*, which is "" at the top."""
    return f"{parent}{PATH_SEPARATOR}{name}" if parent else name


def is_within(path: str, other: str) -> bool:
    """Return whether *path* is *other* or below it."""
    return fold(path) == fold(other) or fold(path).startswith(fold(other) + PATH_SEPARATOR)


def sorted_themes(themes: Iterable[Theme]) -> Sequence[Theme]:
    """Return themes in the order of the tree, parents before their children."""
    return sorted(
        themes, key=lambda theme: [fold(part) for part in theme.path.split(PATH_SEPARATOR)]
    )
