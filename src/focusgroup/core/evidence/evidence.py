"""What a group of quotes is worth as evidence: its grade, whose voice it is, which to show.

Documents print these rules unchanged, so a reader can check every grade by hand. ``findings``
groups the quotes.
"""

from bisect import insort
from dataclasses import dataclass, field
from itertools import chain, islice

from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.model import Quote

STRONG_PEOPLE = 4
STRONG_ACCOUNTS = 3
FAIR_PEOPLE = 2
FAIR_ACCOUNTS = 2
ONE_VOICE_QUOTES = 3
ONE_VOICE_PERCENT = 60
SHOWN_QUOTES = 4
"""The most quotes shown under a finding; the quote log has them all."""

_READABLE = range(30, 261)
"""Characters of a quote that is long enough to say something and short enough to scan."""


@dataclass(frozen=True, slots=True)
class OneVoice:
    """A finding that rests mostly on one account, or on one person without an account.

    *quotes* of *of* quotes are theirs. *others* counts the other accounts (or people without one)
    that raised it too. *is_account* is False for a person.
    """

    name: str
    quotes: int
    of: int
    others: int
    is_account: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a quote counts for: keys of the person and the account, empty if unknown.

    Keys and not names: two people may share a name, and a name may change. *key* is the account, or
    else the person: one voice is counted by it.
    """

    person: str = ""
    account: str = ""
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.account or self.person)


@dataclass(frozen=True, slots=True)
class Loudest:
    """The one voice in all quotes together; *quotes* of them are of one *person* of that account.

    *person* is empty unless half of the account's quotes or more are of one of several people.
    """

    voice: OneVoice
    person: str = ""
    quotes: int = 0


def grade(people: int, accounts: int, own_words: int, *, one_voice: bool) -> Evidence:
    """Return the grade by the printed rule. *own_words* is how many people have a verbatim quote.

    *accounts* counts everybody without an account as one of their own.

    Strong: four people from three accounts, and not one voice. Fair: two people from two accounts.
    Both need verbatim quotes of two people; anything else is thin.
    """
    if own_words < 2:
        return Evidence.THIN
    if people >= STRONG_PEOPLE and accounts >= STRONG_ACCOUNTS and not one_voice:
        return Evidence.STRONG
    if people >= FAIR_PEOPLE and accounts >= FAIR_ACCOUNTS:
        return Evidence.FAIR
    return Evidence.THIN


def rests_on(most: int, quotes: int) -> bool:
    """Return whether so many *quotes* rest on one voice that said *most* of them."""
    return quotes >= ONE_VOICE_QUOTES and most * 100 >= quotes * ONE_VOICE_PERCENT


Strength = tuple[bool, bool, int, int, bool]


def strength(quote: Quote) -> Strength:
    """Return a sort key, strongest first: finished, verbatim, intense, agreed with, readable."""
    return (
        quote.stub,
        not quote.verbatim,
        -quote.intensity,
        quote.dissent - quote.agreement,
        len(quote.text) not in _READABLE,
    )


Told = tuple[Strength, int, int, Quote]
"""A quote with its strength, when it was said and its place in the log: a sort key."""


def told(quote: Quote, place: int) -> Told | None:
    """Return the quote at a place in the log with its sort key; None for one not to be shown.

    Those are unfinished ones.
    """
    if quote.stub or not quote.text.strip():
        return None
    return strength(quote), quote.at_ms, place, quote


class Telling:
    """The *limit* strongest of some quotes, which come one by one; those of one voice in a row.

    It holds no more voices than that, as each has a quote before a second of any: who drops out
    comes back only with a stronger one.
    """

    def __init__(self, limit: int = SHOWN_QUOTES) -> None:
        self._limit = limit
        self._best: dict[str, list[Told]] = {}
        self._last: tuple[Told, str] | None = None

    def add(self, voice: str, told: Told) -> None:
        """Keep a quote of a *voice* if it is among the strongest."""
        theirs = self._best.get(voice)
        if theirs is None:
            if self._last is not None:
                weakest, out = self._last
                if told > weakest:
                    return
                del self._best[out]
            self._best[voice] = [told]
        elif len(theirs) < self._limit or told < theirs[-1]:
            insort(theirs, told)
            del theirs[self._limit :]
        else:
            return
        if len(self._best) >= self._limit:
            self._last = max((best[0], key) for key, best in self._best.items())

    def strongest(self) -> tuple[Told, ...]:
        """Return them, strongest first, one from each voice before a second of any.

        Between equals the earlier one comes first.
        """
        turns = (
            sorted(each[turn] for each in self._best.values() if turn < len(each))
            for turn in range(self._limit)
        )
        return tuple(islice(chain.from_iterable(turns), self._limit))
