"""The problems of an agenda, each with its line and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

MOST_PROBLEMS = 100
"""The most problems reported, more help nobody; the last one counts those left out."""


class Severity(StrEnum):
    """An agenda with an error can't be used; one with a warning can."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, its *line* (1-based) and what to do about it."""

    line: int
    message: str
    fix: str
    severity: Severity = Severity.WARNING


@dataclass(slots=True)
class Problems:
    """The problems found so far, in the order in which they were found."""

    found: list[Problem] = field(default_factory=list)

    def warn(self, line: int, message: str, fix: str) -> None:
        """Add a warning: this may not have been read as its author meant it."""
        self.found.append(Problem(line, message, fix))

    def refuse(self, line: int, message: str, fix: str) -> None:
        """Add an error: the agenda can't be used with this."""
        self.found.append(Problem(line, message, fix, Severity.ERROR))

    def in_order(self, last_line: int) -> tuple[Problem, ...]:
        """Return all problems by line, each once; if there are too many, errors are kept first."""
        return tuple(_limited(sorted(self._within(last_line), key=lambda each: each.line)))

    def _within(self, last_line: int) -> Iterator[Problem]:
        for each in dict.fromkeys(self.found):
            line = min(max(each.line, 1), last_line)
            yield Problem(line, each.message, each.fix, each.severity)


def _limited(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    errors = [each for each in problems if each.severity is Severity.ERROR]
    warnings = [each for each in problems if each.severity is Severity.WARNING]
    kept = sorted([*errors, *warnings][: MOST_PROBLEMS - 1], key=lambda each: each.line)
    left = len(problems) - len(kept)
    last = Problem(
        kept[-1].line,
        f"there are {left} more problems like these",
        "fix the ones above and check again",
    )
    return [*kept, last]


def quoted(text: str, most: int = 60) -> str:
    """Return *text* quoted for a message: on one line, shortened if it is long."""
    one_line = " ".join(text.split())
    return f"`{one_line if len(one_line) <= most else one_line[: most - 1] + '…'}`"
