"""Patterns that every Python from 3.11.0 on matches alike."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

# The parser that `re` itself uses; its public names were deprecated and nothing replaces them.
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import focusgroup

SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY)


def wrong_before_3_11_5(pattern: Any) -> Iterator[str]:
    """What older Pythons match wrongly: possessive groups and atomic groups (gh-106052)."""
    for code, given in pattern:
        if code is codes.POSSESSIVE_REPEAT and not (
            len(given[2]) == 1 and given[2][0][0] in SINGLE
        ):
            yield "a possessive group"
        elif code is codes.ATOMIC_GROUP:
            yield "an atomic group"
        for inner in given if isinstance(given, tuple | list) else (given,):
            for each in inner if isinstance(inner, list) else (inner,):
                if isinstance(each, parser.SubPattern):
                    yield from wrong_before_3_11_5(each)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of a module of the program, by its name."""
    for found in pkgutil.walk_packages(focusgroup.__path__, "focusgroup."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{found.name}.{name}", value


def test_no_pattern_is_matched_otherwise_by_an_older_python() -> None:
    found = {
        name: wrong
        for name, pattern in patterns()
        if (wrong := list(wrong_before_3_11_5(parser.parse(pattern.pattern, pattern.flags))))
    }
    assert found == {}


@pytest.mark.parametrize("pattern", ["(?:(?!b)a)++", "x(?:ab|c)*+", "(?>a|ab)c", "(y|(?:zz)?+)"])
def test_a_wrong_one_would_be_found(pattern: str) -> None:
    assert list(wrong_before_3_11_5(parser.parse(pattern))) != []
    assert list(wrong_before_3_11_5(parser.parse(r"[a-z]++\s*+.?+"))) == []
