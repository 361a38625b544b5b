"""Remove the names of people and companies from a report for readers outside the company.

Everybody becomes "Participant 3" and every company "Account 2", in lists and inside quotes
alike, so a reader can still tell one voice from another. A program can't recognise every
name: a nickname or "the big parcel firm in Brno" stays.
"""

from collections.abc import Callable
from dataclasses import replace

from focusgroup.core.model import Account, Note, Participant, Quote, Report
from focusgroup.core.search.folding import folded
from focusgroup.exports.privacy.masks import Unsure
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.privacy.strings import Put, each_string, keep_ours, mask_fields
from focusgroup.exports.wording.labels import ACCOUNT_NUMBER, NAMELESS, PARTICIPANT_NUMBER
from focusgroup.exports.wording.words import Words

REPLACED = frozenset(("name", "speaker", "initials", "account"))
"""Fields that hold nothing but a name: emptied, and filled with a number."""


def anonymous(
    report: Report, words: Words, doubts: list[Unsure], *, roles: bool
) -> tuple[Report, Callable[[Quote], Quote]]:
    """Return *report* without the name of any participant or account in any field.

    Also return what does the same to one more quote of the report's people.

    With *roles* a participant's role is kept beside the number. Shares of revenue and
    account owners are removed too: they don't concern readers outside. What may be a name is
    added to *doubts*.
    """
    names = _Names(report, words, doubts, roles=roles)
    return names.taken_out(), names.quote


def mask_outside(report: Report, words: Words, doubts: list[Unsure]) -> Put:
    """Return what masks the same names in a field of what isn't in *report*."""
    return _Names(report, words, doubts, roles=True).put


class _Names:
    """The people and accounts of a report, and the label that replaces each name."""

    def __init__(self, report: Report, words: Words, doubts: list[Unsure], *, roles: bool) -> None:
        self._report = report
        self._words = words
        self._roles = roles
        self._people: dict[str, str] = {}
        self._accounts: dict[str, str] = {}
        people, accounts = Spellings(words), Spellings(words)
        for person in sorted(report.participants, key=lambda p: (_place(report, p), p.seat)):
            self._know(person.person_id or person.id, person.name, people)
            self._people[person.id] = self._people[person.person_id or person.id]
        for quote in report.quotes:
            key = self._key(quote)
            if key:
                self._know(key, quote.speaker, people)
        for note in report.notes:
            if note.speaker and note.participant_id not in self._people:
                self._know(f"name {folded(note.speaker)}", note.speaker, people)
        everyone: list[Participant | Quote] = [*report.participants, *report.quotes]
        for each in everyone:
            self._know_account(each.account_id, each.account, accounts)
        for account in report.accounts:
            self._know_account(account.id, account.name, accounts)
        keep_ours(report, people)
        self.put = mask_fields(people, accounts, words, doubts)

    def _key(self, quote: Quote) -> str:
        if quote.participant_id in self._people:
            return quote.participant_id or ""
        if not quote.speaker and not quote.participant_id:
            return ""
        return quote.person_id or quote.participant_id or f"name {folded(quote.speaker)}"

    def _know(self, key: str, name: str, masks: Spellings) -> None:
        label = self._people.get(key)
        if label is None:
            number = len(set(self._people.values())) + 1
            label = self._words(PARTICIPANT_NUMBER, number=number)
            self._people[key] = label
        masks.add_person(name, f"[{label}]")

    def _know_account(self, key: str | None, name: str, masks: Spellings) -> None:
        key_of_name = folded(name)
        if not key_of_name:
            return
        label = self._accounts.get(key or "") or self._accounts.get(f"name {key_of_name}")
        if label is None:
            number = len(set(self._accounts.values())) + 1
            label = self._words(ACCOUNT_NUMBER, number=number)
        self._accounts.setdefault(f"name {key_of_name}", label)
        if key:
            self._accounts.setdefault(key, label)
        masks.add_account(name, f"[{label}]")

    def _without_names(self, field: str, text: str) -> str:
        return "" if field in REPLACED else self.put(field, text)

    def quote(self, was: Quote) -> Quote:
        """Return a quote masked, with numbers for who said it and for whom."""
        return self._said_by(each_string(was, self._without_names), was)

    def _said_by(self, each: Quote, was: Quote) -> Quote:
        role = each.role if self._roles else ""
        account = self._account_name(was.account_id, was.account)
        speaker = self._people.get(self._key(was), "")
        return replace(each, speaker=speaker, role=role, account=account)

    def taken_out(self) -> Report:
        """Return the report: every string masked, and numbers for who said it and for whom."""
        made = self._report
        masked: Report = each_string(made, self._without_names)

        def person(each: Participant, was: Participant) -> Participant:
            role = each.role if self._roles else ""
            account = self._account_name(was.account_id, was.account)
            name = self._people[was.id]
            return replace(each, name=name, role=role, account=account)

        def note(each: Note, was: Note) -> Note:
            known = self._people.get(was.participant_id or f"name {folded(was.speaker)}")
            nameless = self._words(NAMELESS) if was.speaker else ""
            return replace(each, speaker=known or nameless)

        def account(each: Account, was: Account) -> Account:
            name = self._account_name(was.id, was.name)
            return replace(each, name=name, revenue_share=None, owner="")

        return replace(
            masked,
            participants=tuple(map(person, masked.participants, made.participants)),
            quotes=tuple(map(self._said_by, masked.quotes, made.quotes)),
            notes=tuple(map(note, masked.notes, made.notes)),
            accounts=tuple(map(account, masked.accounts, made.accounts)),
        )

    def _account_name(self, key: str | None, name: str) -> str:
        key_of_name = folded(name)
        return self._accounts.get(f"name {key_of_name}", self._accounts.get(key or "", ""))


def _place(report: Report, person: Participant) -> int:
    """Return the position of the person's session in the report."""
    ids = [session.id for session in report.sessions]
    return ids.index(person.session_id) if person.session_id in ids else len(ids)
