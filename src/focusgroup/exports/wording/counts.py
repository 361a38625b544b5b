"""Numbers with their nouns, shares of revenue and minutes, as documents print them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from focusgroup.core.model import Kind
from focusgroup.exports.wording.labels import DASH
from focusgroup.exports.wording.words import Words, msg

if TYPE_CHECKING:
    from focusgroup.core.evidence.tally import Share


def people(words: Words, number: int) -> str:
    """ "3 people"."""
    return words.plural("{n} person", "{n} people", number)


def people_of(words: Words, number: int, room: int) -> str:
    """ "3 of 10 people"; just "1 person" when *room* is one: there is nobody to compare with."""
    if room <= 1:
        return people(words, number)
    return words.plural(
        "{number} of {n} person", "{number} of {n} people", room, number=words.number(number)
    )


def accounts(words: Words, number: int) -> str:
    """ "3 accounts"."""
    return words.plural("{n} account", "{n} accounts", number)


def accounts_of(words: Words, number: int, room: int) -> str:
    """ "3 of 7 accounts"."""
    if room <= 1:
        return accounts(words, number)
    return words.plural(
        "{number} of {n} account",
        "{number} of {n} accounts",
        room,
        number=words.number(number),
    )


def cell_detail(words: Words, accounts_: int, quotes_: int) -> str:
    """Return the second line of a cell in the theme map, which is narrow."""
    said = quotes(words, quotes_)
    short = words.plural("{n} acct", "{n} accts", accounts_)
    return f"{short} · {said}" if accounts_ else said


def number_of(words: Words, number: int, room: int) -> str:
    """ "3 of 7", for a column whose head says of what."""
    return words(msg("{number} of {room}"), number=words.number(number), room=words.number(room))


def quotes(words: Words, number: int) -> str:
    """ "3 quotes"."""
    return words.plural("{n} quote", "{n} quotes", number)


def quotes_of(words: Words, number: int, of: int) -> str:
    """ "3 of 5 quotes"."""
    return words.plural(
        "{number} of {n} quote", "{number} of {n} quotes", of, number=words.number(number)
    )


def sessions(words: Words, number: int) -> str:
    """ "3 sessions"."""
    return words.plural("{n} session", "{n} sessions", number)


def customer_accounts(words: Words, number: int) -> str:
    """ "3 customer accounts"."""
    return words.plural("{n} customer account", "{n} customer accounts", number)


def themes(words: Words, number: int) -> str:
    """ "3 themes"."""
    return words.plural("{n} theme", "{n} themes", number)


def observations(words: Words, number: int) -> str:
    """ "3 observations"."""
    return words.plural("{n} observation", "{n} observations", number)


def apart(words: Words, number: Mapping[Kind, int]) -> str:
    """Return the quotes that no finding counts: "Counted apart: 3 about how customers work"."""
    context, untagged = number.get(Kind.CONTEXT, 0), number.get(Kind.UNTAGGED, 0)
    found = [
        words.plural("{n} quote on how they work", "{n} quotes on how they work", context)
        if context
        else "",
        words.plural("{n} untagged quote", "{n} untagged quotes", untagged) if untagged else "",
    ]
    told = words.semicolons(filter(None, found))
    return words(msg("Counted apart: {quotes}"), quotes=told) if told else ""


def figure_labels(
    words: Words, quotes: int, people: int, accounts: int, themes: int
) -> tuple[str, ...]:
    """Return the labels under the key figures."""
    return (
        words.plural("quote captured", "quotes captured", quotes),
        words.plural("participant", "participants", people),
        words.plural("customer account", "customer accounts", accounts),
        words.plural("product theme", "product themes", themes),
        words(msg("of revenue represented")),
    )


def percent(words: Words, share: "Share | None", *, fine: bool = False) -> str:
    """A share of revenue: "37%", "≥ 37%" when some is not known, a dash for none at all.

    *fine* shows one decimal; a share below one per cent always does.
    """
    if share is None:
        return DASH
    at_least = "≥\u00a0" if share.at_least else ""
    return f"{at_least}{words.percent(share.value, fine=fine)}"


def revenue(words: Words, share: "Share | None") -> str:
    """ "37% revenue", empty when no revenue is known."""
    return words(msg("{percent} revenue"), percent=percent(words, share)) if share else ""


def of_revenue(words: Words, share: "Share | None") -> str:
    """ "37% of revenue", empty when no revenue is known."""
    return words(msg("{percent} of revenue"), percent=percent(words, share)) if share else ""


def minutes(words: Words, ms: int) -> str:
    """ "12 min", rounded to the nearest minute."""
    return _minutes(words, (ms + 30_000) // 60_000)


def _minutes(words: Words, number: float) -> str:
    return words(msg("{minutes}\u00a0min"), minutes=words.decimal(number))


def length(words: Words, minutes: float) -> str:
    """ "90 min", "7.5 min"."""
    return _minutes(words, minutes)


def difference(words: Words, planned_ms: int, spent_ms: int) -> str:
    """ "3 min over", "2 min under", "on time"."""
    late = (spent_ms - planned_ms + (30_000 if spent_ms >= planned_ms else -30_000)) / 60_000
    whole = int(late)
    if not whole:
        return words(msg("on time"))
    about = msg("{minutes} over") if whole > 0 else msg("{minutes} under")
    return words(about, minutes=_minutes(words, abs(whole)))


def asked(words: Words, done: int, total: int) -> str:
    """Return how many questions of a section were asked: "3 of 7 asked"."""
    return words(
        msg("{number} of {total} asked"), number=words.number(done), total=words.number(total)
    )
