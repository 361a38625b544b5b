"""What is wrong with an agenda, as lines that a person can act on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

MOST_PROBLEMS = 100
"""More than these help nobody; the last one then says how many were left out."""


class Severity(StrEnum):
    """With an error the agenda can't be led as it is; with a warning it can."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in *line* (1-based) and what to do about it."""

    line: int
    message: str
    fix: str
    severity: Severity = Severity.WARNING


@dataclass(slots=True)
class Problems:
    """The problems found so far, in the order in which they were found."""

    found: list[Problem] = field(default_factory=list)

    def warn(self, line: int, message: str, fix: str) -> None:
        """Note something that was read in a way its author may not have meant."""
        self.found.append(Problem(line, message, fix))

    def refuse(self, line: int, message: str, fix: str) -> None:
        """Note something with which the agenda can't be led."""
        self.found.append(Problem(line, message, fix, Severity.ERROR))

    def in_order(self, last_line: int) -> tuple[Problem, ...]:
        """All of them by line, each once, errors kept when there are too many to show."""
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
        "mend the ones above and check again",
    )
    return [*kept, last]


def quoted(text: str, most: int = 60) -> str:
    """*text* as it is quoted in a message: on one line, cut when it is long."""
    one_line = " ".join(text.split())
    return f"`{one_line if len(one_line) <= most else one_line[: most - 1] + '…'}`"
