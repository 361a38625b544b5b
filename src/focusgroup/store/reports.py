"""Gather the content of a document: whole sessions, or chosen quotes from them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from focusgroup.core.model import (
    RANKED_KINDS,
    Account,
    AgendaItem,
    Headline,
    JobFunction,
    Note,
    Participant,
    Quote,
    Raised,
    Report,
    Session,
    SessionBefore,
    Theme,
    Withheld,
)
from focusgroup.core.model.items import Decision, ItemStatus
from focusgroup.core.search.selection import Selection
from focusgroup.store.accounts import ACCOUNTS, account_of, accounts
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.participants import OF_SESSION as PARTICIPANTS
from focusgroup.store.quotes import OF_SESSION as QUOTES
from focusgroup.store.quotes import WITHHELD_IN, QuoteStream, stream_quotes
from focusgroup.store.row_mapping import Texts, member, placeholders, with_themes
from focusgroup.store.row_mapping import participant as participant_of
from focusgroup.store.row_mapping import session as session_of
from focusgroup.store.sessions import BY_ID, find, recent
from focusgroup.store.themes import all_themes

DECIDED = """
    SELECT i.id, i.title, i.status, i.owner, i.created_ms, q.session_id, q.n
    FROM item i JOIN item_quote s ON s.item_id = i.id JOIN quote q ON q.id = s.quote_id
    WHERE q.session_id = :session AND q.deleted = 0
    ORDER BY i.created_ms, i.id
"""
"""What is done about findings that the quotes of a session support, a row for each quote."""

IN_MEMORY = 5_000
"""Up to this many quotes are read at once, and the database is let go of before writing."""

_ALL = 100_000
"""More sessions than a team ever holds."""

MARKED = "SELECT n FROM quote WHERE id IN ({ids}) ORDER BY n"


LAST_CHANGE = "SELECT max(at_ms) AS at_ms FROM change WHERE session_id = :session"


EARLIER = """
    SELECT n.done, n.due_on FROM note n WHERE n.kind = 'commitment' AND n.deleted = 0
      AND n.session_id = (
        SELECT s.id FROM session s, session this WHERE this.id = :session
          AND s.deletion = '' AND s.sample = this.sample AND s.started_ms < this.started_ms
        ORDER BY s.started_ms DESC LIMIT 1)
    ORDER BY n.at_ms, n.id
"""
"""The commitments of the session before."""


BEFORE = """
    SELECT * FROM (
    SELECT s.id, s.started_ms, s.zone,
      s.agenda_source <> '' AND s.agenda_source = this.agenda_source AS agenda,
      (SELECT count(DISTINCT a.account_id) FROM participant a
         JOIN participant b ON b.account_id = a.account_id AND b.deleted = 0
         WHERE a.session_id = s.id AND a.deleted = 0 AND b.session_id = this.id) AS accounts,
      (SELECT count(DISTINCT a.person_id) FROM participant a
         WHERE a.session_id = s.id AND a.deleted = 0) AS room
    FROM session s, session this
    WHERE this.id = :session AND s.deletion = '' AND s.sample = this.sample
      AND s.started_ms < this.started_ms
    ) earlier WHERE agenda OR accounts > 0 ORDER BY started_ms DESC LIMIT 1
"""
"""The session before with the same agenda or some of the same accounts."""


async def _before(tx: Tx, session_id: str) -> SessionBefore | None:
    """Return what is compared with a session. No name of that room leaves the store."""
    row = await tx.one(BEFORE, {"session": session_id})
    if row is None:
        return None
    said = await with_themes(tx, await tx.all(QUOTES, {"session": row["id"]}))
    voices: dict[str, int] = {}
    raised = tuple(
        Raised(quote.themes, voices.setdefault(quote.person_id or quote.id, len(voices)))
        for quote in said
        if quote.kind in RANKED_KINDS
    )
    return SessionBefore(
        row["started_ms"], row["zone"], row["room"], row["accounts"], bool(row["agenda"]), raised
    )


async def session_report(db: Db, refs: Sequence[str]) -> Report:
    """Return all of one or several sessions, oldest first. Raises NotFound for an unknown one."""
    ids = [(await find(db, ref)).id for ref in refs]
    return await _gather(db, list(dict.fromkeys(ids)))


async def chosen_report(
    db: Db,
    selection: Selection,
    *,
    sessions: Sequence[str],
    whole: bool,
    in_memory: int = IN_MEMORY,
) -> Report:
    """Return the quotes of a selection, with everybody in the *sessions* (ids) that were asked.

    Other sessions with such a quote are included too. Notes and headlines are included only if
    *whole* is set. More quotes and observations than *in_memory* are to be read one by one:
    `Report.stream` is to be closed. Raises NotFound for an unknown theme.
    """
    chosen = selection if selection.asks else replace(selection, sessions=tuple(sessions))
    stream = await stream_quotes(db, chosen)
    try:
        ids = list(dict.fromkeys([*sessions, *sorted(stream.sessions)]))
        report = await _gather(db, ids, whole=whole, stream=stream)
        stream.order = tuple(ids)
        if stream.many > in_memory:
            stream.order = tuple(session.id for session in report.sessions)
            return replace(report, stream=stream)
        quotes = [quote for session_id in ids for quote in stream.of_session(session_id)]
    except BaseException:
        stream.close()
        raise
    stream.close()
    return replace(report, quotes=tuple(sorted(quotes, key=lambda quote: quote.at_ms)))


async def held(db: Db, wanted: Selection) -> tuple[str, ...]:
    """Return the ids of the sessions that began in the selection's days, by their own zone.

    Only real ones if there are any.
    """
    found = []
    for session in await recent(db, limit=_ALL):
        begun, ends = wanted.begins_ms(session.zone), wanted.ends_ms(session.zone)
        if session.started_ms is not None and (
            wanted.facilitator in ("", session.facilitator)
            and (begun is None or session.started_ms >= begun)
            and (ends is None or session.started_ms < ends)
        ):
            found.append(session)
    real = [session for session in found if not session.sample]
    return tuple(session.id for session in real or found)


async def everybody(db: Db) -> Report:
    """Return all sessions, also those that were deleted, with their people and all accounts.

    Of the quotes there is one of each speaker who is no participant any more.
    """
    known = [*await recent(db, limit=_ALL), *await recent(db, limit=_ALL, deleted=True)]
    sessions = [session.id for session in known]
    report = await chosen_report(db, Selection(), sessions=sessions, whole=False, in_memory=0)
    report.close()
    return replace(report, stream=None, accounts=await accounts(db))


class _Gathered:
    """What is stored with some sessions."""

    def __init__(self) -> None:
        self.sessions: list[Session] = []
        self.people: list[Participant] = []
        self.said: list[Quote] = []
        self.notes: list[Note] = []
        self.heard: set[tuple[str, str]] = set()
        self.items: dict[str, tuple[AgendaItem, ...]] = {}
        self.headlines: tuple[Headline, ...] = ()
        self.told: dict[str, str] = {}
        self.marked: tuple[int, ...] = ()
        self.earlier: list[Row] = []
        self.decided: list[Row] = []
        self.before: SessionBefore | None = None
        self.withheld = Withheld()
        self.changed = 0
        self.texts = Texts()

    async def read(self, tx: Tx, session_id: str) -> None:
        """Read a session, its people, and how much of it is withheld."""
        of_it = {"session": session_id}
        found = await tx.all(BY_ID, {"id": session_id})
        self.sessions += [session_of.sharing(row, self.texts) for row in found]
        seated = await tx.all(PARTICIPANTS, of_it)
        self.people += [participant_of.sharing(row, self.texts) for row in seated]
        (held,) = await tx.all(WITHHELD_IN, of_it)
        quotes, observations, _ = self.withheld
        self.withheld = Withheld(quotes + held["n"], observations + held["observed"])
        self.decided += await tx.all(DECIDED, of_it)
        (last,) = await tx.all(LAST_CHANGE, of_it)
        self.changed = max(self.changed, last["at_ms"] or 0)

    async def read_besides(self, tx: Tx, session_id: str) -> None:
        """Read what was noted in a session besides quotes, and who listened."""
        from focusgroup.store.backroom import observers
        from focusgroup.store.notes import OF_SESSION, note_of

        of_it = {"session": session_id}
        self.notes += [note_of(row) for row in await tx.all(OF_SESSION, of_it)]
        listened = await tx.all(observers.OF_SESSION, of_it)
        self.heard |= {(row["name_key"], row["function"]) for row in listened}

    async def read_agenda(self, tx: Tx, session_id: str) -> None:
        """Read the sections and questions of a session as they were run."""
        from focusgroup.store.clocks import ITEMS, items_of

        self.items[session_id] = items_of(await tx.all(ITEMS, {"session": session_id}))

    async def read_debrief(self, tx: Tx, session_id: str) -> None:
        """Read what describes one whole session: it is wrong of several, and of a part."""
        from focusgroup.store.debriefs import HEADLINES, MOMENTS, PARTS, headlines_of

        of_it = {"session": session_id}
        self.headlines = headlines_of(await tx.all(HEADLINES, of_it))
        self.told = {row["part"]: row["text"] for row in await tx.all(PARTS, of_it)}
        names, params = placeholders("q", self.told.get(MOMENTS, "").split())
        found = await tx.all(MARKED.format(ids=names), params) if params else []
        self.marked = tuple(row["n"] for row in found)
        self.earlier = await tx.all(EARLIER, of_it)
        self.before = await _before(tx, session_id)


async def _gather(
    db: Db, session_ids: list[str], *, whole: bool = True, stream: QuoteStream | None = None
) -> Report:
    """Return what is stored with sessions, and all their quotes unless they are in a *stream*."""
    themes = await all_themes(db)

    async def work(tx: Tx) -> Report:
        of = _Gathered()
        for session_id in session_ids:
            await of.read(tx, session_id)
            if stream is None:
                rows = await tx.all(QUOTES, {"session": session_id})
                of.said += await with_themes(tx, rows, of.texts)
            if whole:
                await of.read_besides(tx, session_id)
        if len(session_ids) == 1:
            await of.read_agenda(tx, session_ids[0])
            if whole:
                await of.read_debrief(tx, session_ids[0])
        known = [account_of(row) for row in await tx.all(ACCOUNTS)]
        return _report(of, stream, known, themes)

    return await db.read(work)


def _report(
    of: _Gathered, stream: QuoteStream | None, accounts: list[Account], themes: tuple[Theme, ...]
) -> Report:
    """Return the report of what was gathered, without the quotes of a *stream*."""
    of.sessions.sort(key=lambda s: (s.started_ms or s.created_ms, s.id))
    there = {person.account_id for person in of.people}
    return Report(
        title=" · ".join(s.title for s in of.sessions),
        sessions=tuple(of.sessions),
        participants=tuple(of.people),
        accounts=tuple(account for account in accounts if account.id in there),
        quotes=stream.strangers if stream else tuple(sorted(of.said, key=lambda q: q.at_ms)),
        notes=tuple(of.notes),
        agenda_items=of.items,
        themes=themes,
        sample=any(s.sample for s in of.sessions),
        headlines=of.headlines,
        surprises=of.told.get("surprises", ""),
        hypotheses=of.told.get("hypotheses", ""),
        next_time=of.told.get("next_time", ""),
        moments=of.marked,
        decided=_decided(of.decided, stream),
        earlier=tuple((int(row["done"]), _ordinal(row["due_on"])) for row in of.earlier),
        before=of.before,
        withheld=of.withheld,
        heard_by=tuple(member(JobFunction, function) for _, function in sorted(of.heard)),
        changed_ms=max([of.changed, *(session.created_ms for session in of.sessions)]),
    )


def _decided(rows: list[Row], stream: QuoteStream | None) -> tuple[Decision, ...]:
    """Return each item once that a quote of a *stream* supports, or any quote, oldest first."""
    found = {
        (row["created_ms"], row["id"]): Decision(
            row["title"], ItemStatus(row["status"]), row["owner"]
        )
        for row in rows
        if stream is None or stream.has(row["session_id"], row["n"])
    }
    return tuple(found[key] for key in sorted(found))


def _ordinal(iso: str) -> int:
    """Return a day (ISO 8601) as a number, 0 for none."""
    return date.fromisoformat(iso).toordinal() if iso else 0
