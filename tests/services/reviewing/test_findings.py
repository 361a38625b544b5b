"""The findings of a review against those of the documents, and the consensus of a session."""

from focusgroup.core.evidence.findings import find
from focusgroup.core.evidence.running import counted
from focusgroup.core.evidence.trends import by_session
from focusgroup.core.model import Kind
from focusgroup.core.search.selection import Selection
from focusgroup.services.documents import report_of
from focusgroup.services.reviewing.consensus import consensus
from focusgroup.services.reviewing.findings import findings, grade_of, is_one_voice, saturation
from focusgroup.services.reviewing.theme_table import theme_rows
from focusgroup.services.sample import load_sample
from focusgroup.store import sessions
from focusgroup.store.engine.sqlite import SqliteDb

NOW = 1_790_000_000_000


async def test_the_grades_are_those_of_the_documents(db: SqliteDb) -> None:
    await load_sample(db, NOW)
    report = await report_of(db, Selection())
    ours = {each.theme.path: each for each in await findings(db, Selection())}
    documents = find(report)
    assert documents.rows
    for row in documents.rows:
        mine = ours[row.theme]
        assert (mine.evidence, mine.mentions, mine.found.people, mine.found.accounts) == (
            row.evidence,
            row.tally.mentions,
            row.tally.people,
            row.tally.accounts,
        )
        kinds = {kind.kind: kind for kind in mine.found.kinds}
        for found in row.findings:
            kind = kinds[found.kind]
            assert grade_of(kind) == found.evidence
            assert is_one_voice(kind) == (found.voice is not None)
            assert kind.own_words == found.tally.own_words
    held = await saturation(db, Selection())
    trends = [each for each in by_session(counted(report)) if each.mentions]
    assert [len(each.new) for each in held.sessions] == [len(each.new) for each in trends]
    assert [percent for percent, _ in held.reached] == [80, 90]
    rows = {row.count.theme.path: row for row in await theme_rows(db, Selection())}
    assert {path: each.found.sessions for path, each in ours.items()} == {
        path: row.figures.sessions for path, row in rows.items() if row.count.mentions
    }


async def test_the_consensus_has_everybody_who_spoke_at_their_question(db: SqliteDb) -> None:
    await load_sample(db, NOW)
    session = await sessions.find(db, "last")
    found = await consensus(db, session.id)
    said = sum(
        n for each in found.questions for kinds in each.said.values() for n in kinds.values()
    )
    report = await report_of(db, Selection(sessions=(session.id,)))
    spoken = [q for q in report.quotes if q.kind is not Kind.OBSERVATION and q.participant_id]
    assert said == len(spoken)
    for each in found.questions:
        silent = {person.id for person in each.silent(found.people)}
        assert silent.isdisjoint(each.said)
        assert silent.isdisjoint(each.absent)
        assert len(silent) + len(each.said) + len(each.absent) == len(found.people)
