"""Regular expressions that are compiled at their first use, not at import.

A command uses a few of those that its modules hold; compiling all was a quarter of its start.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _UnusedPattern:
    """Stands for a compiled pattern; its methods are the pattern's from the first use on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        # Found before this function is asked, so that a later call costs what it always did.
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return getattr(compiled, name)


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, compiled when one of its methods is first asked for."""
    return cast("re.Pattern[str]", _UnusedPattern(pattern, flags))
