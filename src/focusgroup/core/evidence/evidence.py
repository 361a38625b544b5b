"""What a group of quotes is worth as evidence: its grade, whose voice it is, which to show.

Documents print these rules unchanged, so a reader can check every grade by hand. ``findings``
groups the quotes.
"""

from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
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


VoiceOf = Callable[[Quote], Voice]


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


def one_voice(quotes: Sequence[Quote], voice_of: VoiceOf) -> OneVoice | None:
    """Return the account with at least 60 % of three or more *quotes*, None if there is none."""
    if len(quotes) < ONE_VOICE_QUOTES:
        return None
    first: dict[str, Quote] = {}
    counts: Counter[str] = Counter()
    for quote in quotes:
        key = voice_of(quote).key
        if key:
            first.setdefault(key, quote)
            counts[key] += 1
    if not counts:
        return None
    key, most = max(counts.items(), key=lambda item: item[1])
    if not rests_on(most, len(quotes)):
        return None
    quote = first[key]
    is_account = bool(voice_of(quote).account)
    name = quote.account if is_account else quote.speaker
    return OneVoice(name, most, len(quotes), len(counts) - 1, is_account)


def rests_on(most: int, quotes: int) -> bool:
    """Return whether so many *quotes* rest on one voice that said *most* of them."""
    return quotes >= ONE_VOICE_QUOTES and most * 100 >= quotes * ONE_VOICE_PERCENT


def loudest(quotes: Sequence[Quote], voice_of: VoiceOf) -> Loudest | None:
    """Return the one voice in *quotes*, and the person in it who said most; None without one."""
    voice = one_voice(quotes, voice_of)
    if voice is None or not voice.is_account:
        return Loudest(voice) if voice else None
    keys = Counter(voice_of(quote).key for quote in quotes)
    theirs = [quote for quote in quotes if keys[voice_of(quote).key] == voice.quotes]
    people = Counter(voice_of(quote).person for quote in theirs)
    (person, most), *others = people.most_common()
    if not (person and others and most * 2 >= voice.quotes):
        return Loudest(voice)
    name = next(quote.speaker for quote in theirs if voice_of(quote).person == person)
    return Loudest(voice, name, most)


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


def most_telling(
    quotes: Iterable[Quote], voice_of: VoiceOf, limit: int = SHOWN_QUOTES
) -> tuple[Quote, ...]:
    """Return up to *limit* quotes, strongest first, one from each account before a second of any.

    Unfinished quotes are left out. Between equals the earlier one comes first.
    """
    best: dict[str, list[tuple[Strength, int, Quote]]] = {}
    for place, quote in enumerate(quotes):
        if quote.stub or not quote.text.strip():
            continue
        told = (strength(quote), place, quote)
        theirs = best.setdefault(voice_of(quote).key, [])
        if len(theirs) < limit or told < theirs[-1]:
            insort(theirs, told)
            del theirs[limit:]
    turns = (
        sorted(each[turn] for each in best.values() if turn < len(each)) for turn in range(limit)
    )
    return tuple(quote for _, _, quote in islice(chain.from_iterable(turns), limit))
