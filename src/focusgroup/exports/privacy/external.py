"""Remove the names of people and companies from a report for readers outside the company.

Everybody becomes "Participant 3" and every company "Account 2", in lists and inside quotes
alike, so a reader can still tell one voice from another. A program can't recognise every
name: a nickname or "the big parcel firm in Brno" stays.
"""

from dataclasses import replace

from focusgroup.core.model import (
    Account,
    AgendaItem,
    Headline,
    Note,
    Participant,
    Quote,
    Report,
    Session,
    Theme,
)
from focusgroup.exports.privacy.masks import Spellings, folded, mask_of
from focusgroup.exports.wording.labels import ACCOUNT_NUMBER, NAMELESS, PARTICIPANT_NUMBER
from focusgroup.exports.wording.words import Words


def anonymous(report: Report, words: Words, *, roles: bool) -> Report:
    """Return *report* without the name of any participant or account in any field.

    With *roles* a participant's role is kept beside the number. Shares of revenue and
    account owners are removed too: they don't concern readers outside.
    """
    return _Names(report, words, roles=roles).taken_out()


class _Names:
    """The people and accounts of a report, and the label that replaces each name."""

    def __init__(self, report: Report, words: Words, *, roles: bool) -> None:
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
        self._mask = mask_of(people, accounts, words)
        self._whole = mask_of(people, accounts, words, parts=False)

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

    # -- every field ---------------------------------------------------------------------

    def taken_out(self) -> Report:
        made, mask = self._report, self._mask
        return replace(
            made,
            title=mask(made.title),
            scope=mask(made.scope),
            theme=mask(made.theme),
            sessions=tuple(map(self._session, made.sessions)),
            participants=tuple(map(self._participant, made.participants)),
            accounts=tuple(map(self._account, made.accounts)),
            quotes=tuple(map(self._quote, made.quotes)),
            notes=tuple(map(self._note, made.notes)),
            agenda_items={
                session: tuple(map(self._item, items))
                for session, items in made.agenda_items.items()
            },
            themes=tuple(map(self._theme, made.themes)),
            headlines=tuple(map(self._headline, made.headlines)),
        )

    def _role(self, role: str) -> str:
        return self._mask(role) if self._roles else ""

    def _session(self, session: Session) -> Session:
        mask = self._mask
        return replace(
            session,
            title=mask(session.title),
            product=mask(session.product),
            place=mask(session.place),
            # Our own colleague, who may share a first name with a customer.
            facilitator=self._whole(session.facilitator),
            note_taker=self._whole(session.note_taker),
            agenda_name=mask(session.agenda_name),
            agenda_source="",
            bottom_line=mask(session.bottom_line),
        )

    def _participant(self, person: Participant) -> Participant:
        return replace(
            person,
            name=self._people[person.id],
            initials="",
            role=self._role(person.role),
            account=self._account_name(person.account_id, person.account),
        )

    def _account_name(self, key: str | None, name: str) -> str:
        key_of_name = folded(name)
        return self._accounts.get(f"name {key_of_name}", self._accounts.get(key or "", ""))

    def _account(self, account: Account) -> Account:
        return replace(
            account,
            name=self._account_name(account.id, account.name),
            segment=self._mask(account.segment),
            revenue_share=None,
            owner="",
        )

    def _quote(self, quote: Quote) -> Quote:
        mask = self._mask
        return replace(
            quote,
            text=mask(quote.text),
            speaker=self._people.get(self._key(quote), ""),
            role=self._role(quote.role),
            initials="",
            account=self._account_name(quote.account_id, quote.account),
            themes=tuple(map(mask, quote.themes)),
            section_title=mask(quote.section_title),
            question_text=mask(quote.question_text),
            session_title=mask(quote.session_title),
        )

    def _note(self, note: Note) -> Note:
        mask = self._mask
        known = self._people.get(note.participant_id or f"name {folded(note.speaker)}")
        return replace(
            note,
            text=mask(note.text),
            speaker=known or (self._words(NAMELESS) if note.speaker else ""),
            owner=self._whole(note.owner),
            due=mask(note.due),
        )

    def _item(self, item: AgendaItem) -> AgendaItem:
        return replace(item, title=self._mask(item.title))

    def _theme(self, theme: Theme) -> Theme:
        return replace(
            theme, path=self._mask(theme.path), description=self._mask(theme.description)
        )

    def _headline(self, line: Headline) -> Headline:
        return replace(line, theme=self._mask(line.theme), text=self._mask(line.text))


def _place(report: Report, person: Participant) -> int:
    """Return the position of the person's session in the report."""
    ids = [session.id for session in report.sessions]
    return ids.index(person.session_id) if person.session_id in ids else len(ids)
