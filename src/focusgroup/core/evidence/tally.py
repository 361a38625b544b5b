"""Whom a quote counts for: the people and accounts of a report, and what is counted of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from focusgroup.core.evidence.evidence import Voice
from focusgroup.core.model import Account, Participant, Quote, Report


@dataclass(frozen=True, slots=True)
class Share:
    """A share of our revenue, 0 to 1; *at_least* if some account's share is unknown."""

    value: float
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a group of quotes; people and accounts count different ones.

    *voices* are the accounts and the people without one. *own_words* counts the people with a
    verbatim quote.
    """

    mentions: int = 0
    people: int = 0
    accounts: int = 0
    voices: int = 0
    own_words: int = 0
    sessions: int = 0
    agreement: int = 0
    dissent: int = 0
    revenue: Share | None = None


def share_of(value: float, known: int, heard: int) -> Share | None:
    """Return the share of *heard* accounts, of which *known* have one; None if few of them have."""
    few = known * 2 < heard
    return None if few or not known else Share(value, known < heard)


class Room:
    """The participants, and which person and account each quote counts for."""

    def __init__(self, report: Report) -> None:
        self._shares: dict[str, float | None] = {}
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._people: dict[str, str] = {}
        for account in report.accounts:
            self._know(account)
        everyone: list[Participant | Quote] = [*report.participants, *report.quotes]
        for named in everyone:
            if named.account_id and named.account:
                self._ids.setdefault(named.account.casefold(), named.account_id)
        self.headlines = {(line.theme, line.kind): line.text for line in report.headlines}
        self.voices: set[Voice] = set()
        for person in report.room:
            key = person.person_id or person.id
            self._people[person.id] = key
            self._names.setdefault(key, person.name)
            self.voices.add(Voice(key, self._account(person.account_id, person.account)))

    def _know(self, account: Account) -> None:
        self._shares[account.id] = account.revenue_share
        self._names[account.id] = account.name
        self._ids.setdefault(account.name.casefold(), account.id)

    def _account(self, account_id: str | None, name: str) -> str:
        """Return the account's id, or else a key made of its name; "" if it has neither."""
        folded = name.casefold()
        key = account_id or (self._ids.get(folded) or f"name {folded}" if folded else "")
        if key:
            self._names.setdefault(key, name)
            if folded:
                self._ids.setdefault(folded, key)
        return key

    def alone(self, voices: Iterable[Voice]) -> str:
        """Return the one account or person that all *voices* belong to, "" if there are several."""
        keys = {voice.key for voice in voices} - {""}
        return self._names.get(keys.pop(), "") if len(keys) == 1 else ""

    def voice(self, quote: Quote) -> Voice:
        """Return who *quote* counts for; nobody if it was captured without a speaker."""
        person = quote.person_id or self._people.get(quote.participant_id or "", "")
        person = person or quote.participant_id or ""
        if not person and quote.speaker:
            person = f"name {quote.speaker.casefold()} {quote.account.casefold()}"
            self._names.setdefault(person, quote.speaker)
        return Voice(person, self._account(quote.account_id, quote.account))

    def revenue(self, accounts: Iterable[str]) -> Share | None:
        """Return the accounts' total share of revenue, None if few shares are known."""
        shares = [self._shares.get(account) for account in sorted(accounts)]
        known = [share for share in shares if share is not None]
        # Added exactly, because Python 3.11 and 3.12 sum floats differently.
        return share_of(fsum(known), len(known), len(shares))
