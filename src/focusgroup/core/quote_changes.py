"""Change what was said: correct it, join it with another, copy its fields to a new value."""

from collections.abc import Mapping
from dataclasses import fields, make_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_type_hints

from focusgroup.core.model import Kind, Said
from focusgroup.core.text import clean
from focusgroup.core.themes.codebook import renamed
from focusgroup.core.themes.paths import normal_path

S = TypeVar("S", bound=Said)

_Partial: Any = make_dataclass(
    "_Partial",
    [
        *((name, kind | None, None) for name, kind in get_type_hints(Said).items()),
        ("add_themes", tuple[str, ...], ()),
        ("remove_themes", tuple[str, ...], ()),
        ("before", Said | None, None),
        ("codebook", int | None, None),
    ],
    frozen=True,
    slots=True,
    kw_only=True,
)


class Edit(_Partial):  # type: ignore[misc]  # made of the fields of `Said`
    """What to change in one or many quotes: fields of `Said`; None leaves a field as it is.

    *themes* replaces the themes; *add_themes* and *remove_themes* change them. An empty
    *participant_id* removes the speaker. *before* is what a correction started from, if anything
    else there is to be left alone; see `clashes`. *codebook* is the codebook's last change that
    its themes' names take into account; None for the names of the moment in which it is stored.
    """

    __slots__ = ()
    add_themes: tuple[str, ...]
    remove_themes: tuple[str, ...]
    before: Said | None
    codebook: int | None

    def applied(self, said: S) -> S:
        """Return *said* with the change: its text cleaned, each theme once, by its normal path."""
        values = {field.name: getattr(self, field.name) for field in fields(Said)}
        changes = {name: value for name, value in values.items() if value is not None}
        if self.text is not None:
            changes["text"] = clean(self.text).text
        if self.participant_id == "":
            changes["participant_id"] = None
        gone = set(paths_of(self.remove_themes))
        themes = paths_of((*changes.get("themes", said.themes), *self.add_themes))
        changes["themes"] = tuple(path for path in themes if path not in gone)
        return replace(said, **changes)

    def renamed(self, became: Mapping[str, str]) -> "Edit":
        """Return the change with themes by their new paths, without those that are gone ("")."""
        named: dict[str, Any] = {
            name: renamed(paths, became)
            for name in ("themes", "add_themes", "remove_themes")
            if (paths := getattr(self, name))
        }
        if self.before:
            themes = renamed(self.before.themes, became)
            named["before"] = replace(self.before, themes=themes)
        return replace(self, **named)

    def starting_from(self, said: Said) -> "Edit":
        """Return the correction of *said*: only the fields that it really changes."""
        before = Said(**shared_fields(said, Said))
        after = self.applied(before)
        same = {name: None for name in _NAMES if getattr(after, name) == getattr(before, name)}
        return replace(self, **same, before=before)

    def clashes(self, said: Said) -> bool:
        """Return whether somebody else has changed a field of *said* that this changes too."""
        if self.before is None:
            return False
        wanted = self.applied(self.before)
        return any(
            getattr(said, name) not in (getattr(self.before, name), getattr(wanted, name))
            for name in _NAMES
            if getattr(self, name) is not None
        )

    def is_done(self, said: Said) -> bool:
        """Return whether *said* already is what this correction makes of it."""
        after = self.applied(said)
        return all(
            getattr(after, name) == getattr(said, name)
            for name in _NAMES
            if getattr(self, name) is not None
        )


BETWEEN_TAKERS = ", "
_NAMES = tuple(field.name for field in fields(Said))


def joined(first: S, second: Said, *, same: bool = False) -> S:
    """Return *first* with the words of *second* after its own, at the earlier time and place.

    It keeps its kind, and its speaker if it has one. If either is a paraphrase, so is the
    result; the same goes for a stub that is still to be finished. If both are the *same* sentence,
    captured twice, it has the words of one of them: finished, exact and long before others.
    """
    both: tuple[Said, Said] = (first, second)
    earlier = min(both, key=lambda said: (said.offset_ms, said.at_ms))
    best = max(both, key=lambda said: (not said.stub, said.verbatim, len(said.text)))
    takers = dict.fromkeys((*takers_of(first), *takers_of(second)))
    untagged = same and first.kind is Kind.UNTAGGED
    return replace(
        first,
        text=best.text if same else f"{first.text} {second.text}",
        kind=second.kind if untagged else first.kind,
        participant_id=first.participant_id or second.participant_id,
        themes=paths_of((*first.themes, *second.themes)),
        at_ms=earlier.at_ms,
        offset_ms=earlier.offset_ms,
        section=earlier.section,
        question=earlier.question,
        intensity=max(first.intensity, second.intensity),
        agreement=max(first.agreement, second.agreement),
        dissent=max(first.dissent, second.dissent),
        verbatim=best.verbatim if same else first.verbatim and second.verbatim,
        stub=best.stub if same else first.stub or second.stub,
        taken_by=BETWEEN_TAKERS.join(takers),
    )


def takers_of(said: Said) -> list[str]:
    """Return the initials of those who captured it."""
    return [each for each in said.taken_by.split(BETWEEN_TAKERS) if each]


def paths_of(themes: tuple[str, ...]) -> tuple[str, ...]:
    """Return themes by their normal paths, each once; leave out those without a name."""
    return tuple(dict.fromkeys(path for path in map(normal_path, themes) if path))


def shared_fields(value: Any, kind: type[Any]) -> dict[str, Any]:
    """Return the fields of dataclass *kind* that *value* has too, to make a *kind* from it."""
    # mypy looks at the hash of the instances, not of the types.
    names = _shared_names(type(value), kind)  # type: ignore[arg-type]
    return {name: getattr(value, name) for name in names}


@cache
def _shared_names(one: type[Any], other: type[Any]) -> tuple[str, ...]:
    own = {field.name for field in fields(one)}
    names = (field.name for field in fields(other))
    return tuple(name for name in names if name in own or hasattr(one, name))
