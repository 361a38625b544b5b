"""How many colleagues listened, by what they do: "3 engineers, 2 managers"."""

from collections.abc import Iterable, Mapping

from focusgroup.core.model import JobFunction
from focusgroup.exports.wording.words import Words, msg

OF_FUNCTION = {
    JobFunction.ENGINEER: (msg("{n} engineer"), msg("{n} engineers")),
    JobFunction.DESIGNER: (msg("{n} designer"), msg("{n} designers")),
    JobFunction.PRODUCT: (msg("{n} product manager"), msg("{n} product managers")),
    JobFunction.MANAGER: (msg("{n} manager"), msg("{n} managers")),
    JobFunction.MARKETING: (msg("{n} from marketing"), msg("{n} from marketing")),
    JobFunction.SALES: (msg("{n} from sales"), msg("{n} from sales")),
    JobFunction.SUPPORT: (msg("{n} from support"), msg("{n} from support")),
    JobFunction.FINANCE: (msg("{n} from finance"), msg("{n} from finance")),
    JobFunction.OTHER: (msg("{n} other"), msg("{n} others")),
}
"""One and several colleagues of each function."""


def counted(functions: Iterable[JobFunction]) -> dict[JobFunction, int]:
    """Return how many there are of each function, the most first."""
    all_of_them = list(functions)
    counts = {each: all_of_them.count(each) for each in JobFunction if each in all_of_them}
    last = JobFunction.OTHER
    return dict(sorted(counts.items(), key=lambda each: (each[0] is last, -each[1])))


def listeners(words: Words, counts: Mapping[JobFunction, int]) -> str:
    """Return "3 engineers, 2 managers", "" for nobody."""
    return words.commas(words.plural(*OF_FUNCTION[each], n) for each, n in counts.items())
