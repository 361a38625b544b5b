"""How many colleagues listened, by what they do: "3 engineers, 2 managers"."""

from collections.abc import Callable, Iterable, Mapping

from focusgroup.core.model import JobFunction
from focusgroup.exports.wording.words import Words, msg

OF_FUNCTION: dict[JobFunction, Callable[[Words, int], str]] = {
    JobFunction.ENGINEER: lambda words, n: words.plural("{n} engineer", "{n} engineers", n),
    JobFunction.DESIGNER: lambda words, n: words.plural("{n} designer", "{n} designers", n),
    JobFunction.PRODUCT: lambda words, n: words.plural(
        "{n} product manager", "{n} product managers", n
    ),
    JobFunction.MANAGER: lambda words, n: words.plural("{n} manager", "{n} managers", n),
    JobFunction.MARKETING: lambda words, n: words.plural(
        "{n} from marketing", "{n} from marketing", n
    ),
    JobFunction.SALES: lambda words, n: words.plural("{n} from sales", "{n} from sales", n),
    JobFunction.SUPPORT: lambda words, n: words.plural("{n} from support", "{n} from support", n),
    JobFunction.FINANCE: lambda words, n: words.plural("{n} from finance", "{n} from finance", n),
    JobFunction.OTHER: lambda words, n: words.plural("{n} other", "{n} others", n),
}
"""So many colleagues of each function."""


def counted(functions: Iterable[JobFunction]) -> dict[JobFunction, int]:
    """Return how many there are of each function, the most first, others last."""
    all_of_them = list(functions)
    counts = {each: all_of_them.count(each) for each in JobFunction if each in all_of_them}
    last = JobFunction.OTHER
    return dict(sorted(counts.items(), key=lambda each: (each[0] is last, -each[1])))


def listeners(words: Words, counts: Mapping[JobFunction, int]) -> str:
    """Return "3 engineers, 2 managers", "" for nobody."""
    return words.commas(OF_FUNCTION[each](words, n) for each, n in counts.items())


def heard_by(words: Words, functions: Iterable[JobFunction]) -> str:
    """Return "Heard by 3 engineers, 2 managers", "" for nobody."""
    who = listeners(words, counted(functions))
    return words(msg("Heard by {who}"), who=who) if who else ""
