"""A name in every field of a report, found by walking its dataclasses."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from focusgroup.core.model import Report


def classes(of: type = Report) -> set[type]:
    """Every dataclass that a report is made of."""
    found = {of}
    for hint in get_type_hints(of).values():
        for part in parts(hint):
            if is_dataclass(part):
                found |= classes(part)
    return found


def parts(hint: Any) -> Iterator[Any]:
    """The types inside a type: of ``tuple[str, ...] | None`` these are str, Ellipsis and None.

    Of a dict only those of its values: the keys are ids.
    """
    inside = get_args(hint)[1:] if get_origin(hint) is dict else get_args(hint)
    for each in inside:
        yield from parts(each)
    if not inside:
        yield hint


def string_fields() -> set[str]:
    """Class and name of every field of a report that holds a string, or several."""
    return {
        f"{of.__name__}.{name}"
        for of in classes()
        for name, hint in get_type_hints(of).items()
        if str in parts(hint)
    }


def put_everywhere(value: Any, text: str, but: frozenset[str], at: str = "") -> Any:
    """*value* with *text* in every string, but in the fields named in *but*.

    A field that holds no strings of several gets one. Every other value stays as it is.
    """
    if at in but or isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return f"{value} {text}".strip()
    if isinstance(value, tuple):
        return tuple(put_everywhere(each, text, but, at) for each in value)
    if isinstance(value, dict):
        return {key: put_everywhere(each, text, but, at) for key, each in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    hints, new = get_type_hints(type(value)), {}
    for each in fields(value):
        held = getattr(value, each.name)
        if held == () and get_args(hints[each.name])[:1] == (str,):
            held = ("",)
        place = f"{type(value).__name__}.{each.name}"
        new[each.name] = put_everywhere(held, text, but, place)
    return replace(value, **new)


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string in *value*, with the class and field that hold it."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from strings(each, path)
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each, path)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            place = f"{type(value).__name__}.{each.name}"
            yield from strings(getattr(value, each.name), place)
