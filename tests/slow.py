"""What of many values is tried in the usual run; the others run with ``-m slow``."""

from collections.abc import Container, Iterable
from typing import Any

import pytest


def some(values: Iterable[Any], usual: Container[Any]) -> list[Any]:
    """Return *values* as parameters, those that are not *usual* for the slow run only."""
    return [
        each if each in usual else pytest.param(each, marks=pytest.mark.slow) for each in values
    ]
