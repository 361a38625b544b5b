"""What the exports are made of: sessions, all of them, or what conditions choose."""

from typing import TYPE_CHECKING

from focusgroup.cli.filters import Wanted
from focusgroup.core.errors import NotFound

if TYPE_CHECKING:
    from focusgroup.core.model import Report
    from focusgroup.exports.wording.words import Words
    from focusgroup.store import Db


async def gathered(
    db: "Db",
    ids: tuple[str, ...],
    wanted: Wanted,
    segment: str = "",
    language: str | None = None,
) -> tuple["Report", "Words"]:
    """What the document is made of, and the words to write it in: those of *language*, if any.

    Raises NotFound when the conditions choose nothing.
    """
    from dataclasses import replace

    from focusgroup.cli.filters import resolved, scope_of
    from focusgroup.exports.wording.labels import REPORT
    from focusgroup.exports.wording.sentences import titled
    from focusgroup.exports.wording.words import SOURCE, Words, words_for
    from focusgroup.store.reports import filtered_report, session_report

    if not wanted.asks:
        whole = await session_report(db, ids or await _held(db, wanted))
        words = words_for(whole, language)
        several = not ids and len(whole.sessions) > 1
        whole = replace(whole, title=words(REPORT)) if several else whole
        return _of_segment(whole, segment, words), words
    chosen = await resolved(db, wanted)
    scope = scope_of(chosen, wanted)
    if not ids:
        # Who was asked and did not say it counts too, unless people themselves were chosen.
        people = chosen.account or chosen.speaker or chosen.search
        among = () if people else await _held(db, wanted)
        report = await filtered_report(db, chosen, title="", scope="", sessions=among)
    else:
        # The sessions' own facts and people, with the chosen quotes of each.
        whole = await session_report(db, ids)
        parts = [
            await filtered_report(db, replace(chosen, session=s.id), title="", scope="")
            for s in whole.sessions
        ]
        quotes = tuple(quote for part in parts for quote in part.quotes)
        report = replace(whole, quotes=quotes)
    if not report.quotes:
        raise NotFound(f"no quotes for {scope.said(Words(SOURCE))}; nothing was written")
    words = words_for(report, language)
    title = chosen.theme or chosen.account or words(REPORT)
    report = replace(
        report,
        title=titled(words, title, whole.title) if ids else title,
        scope=scope.said(words),
        theme=chosen.theme,
    )
    return _of_segment(report, segment, words), words


async def _held(db: "Db", wanted: Wanted) -> tuple[str, ...]:
    """The sessions that took place in the time that is asked for, real ones if there are any."""
    from focusgroup.store.reports import held

    found = await held(
        db,
        since_ms=wanted.since.start_ms if wanted.since else None,
        until_ms=wanted.until.end_ms if wanted.until else None,
    )
    if not found and not wanted.asks:
        raise NotFound(
            "no session has been held yet; `focusgroup session list` shows what is planned"
        )
    return found


def _of_segment(report: "Report", segment: str, words: "Words") -> "Report":
    """*report* with the accounts of a segment only, and the sessions that they were in."""
    from dataclasses import replace

    from focusgroup.core.text import clean_line, fold
    from focusgroup.exports.wording.scope import Scope

    wanted = fold(clean_line(segment))
    if not wanted:
        return report
    known = {account.segment for account in report.accounts if account.segment}
    exact = {name for name in known if fold(name) == wanted}
    names = exact or {name for name in known if fold(name).startswith(wanted)}
    if len(names) != 1:
        found = "; ".join(sorted(names or known)) or "none: no account has one"
        raise NotFound(f"“{clean_line(segment)}” is not one segment; there are {found}")
    (name,) = names
    accounts = {account.id for account in report.accounts if account.segment == name}
    people = tuple(p for p in report.participants if p.account_id in accounts)
    quotes = tuple(quote for quote in report.quotes if quote.account_id in accounts)
    if not quotes:
        raise NotFound(f"no quotes of segment {name}; nothing was written")
    there = {person.session_id for person in people} | {quote.session_id for quote in quotes}
    return replace(
        report,
        scope=words.commas((report.scope, Scope(segment=name).said(words))),
        sessions=tuple(session for session in report.sessions if session.id in there),
        participants=people,
        accounts=tuple(account for account in report.accounts if account.id in accounts),
        quotes=quotes,
        notes=tuple(note for note in report.notes if note.session_id in there),
    )
