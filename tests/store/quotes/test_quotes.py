"""Quotes in the store: kept once, filed under themes, changed, undone, found again."""

from dataclasses import replace

import pytest

from focusgroup.core.errors import FocusgroupError, NotFound, StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.store import participants, sessions, themes
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import Edit, NewQuote
from focusgroup.store.quotes.tree import theme_tree
from focusgroup.store.undo import redo, undo
from tests.store.conftest import AGENDA, NOW, problems_of

pytestmark = pytest.mark.both_engines


def said(session: Session, text: str, **more: object) -> NewQuote:
    base = NewQuote(text, Kind.PROBLEM, NOW, session_id=session.id, id=new_id())
    return replace(base, **more)  # type: ignore[arg-type]


async def test_a_quote_comes_back_with_all_that_belongs_to_it(
    db: SqliteDb, session: Session
) -> None:
    anna = await participants.add(
        db, session.id, name="Anna Novak", role="planner", account="Northwind", now_ms=NOW
    )
    new = said(
        session,
        "three weeks to a first report",
        participant_id=anna.id,
        themes=("Onboarding", "Reporting>Exports"),
        section=1,
        question=0,
        intensity=2,
        verbatim=False,
        offset_ms=61_000,
    )
    quote = await quotes.add_quote(db, new, NOW)
    assert quote == await quotes.get_quote(db, new.id)
    assert (quote.speaker, quote.role, quote.account) == ("Anna Novak", "planner", "Northwind")
    assert quote.themes == ("Onboarding", "Reporting > Exports")
    assert quote.section_title == "What gets in your way?"
    assert quote.question_text == "When did it last let you down?"
    assert (quote.intensity, quote.verbatim, quote.offset_ms) == (2, False, 61_000)


async def test_the_same_quote_twice_is_stored_once(db: SqliteDb, session: Session) -> None:
    new = said(session, "once", themes=("Onboarding",))
    first = await quotes.add_quote(db, new, NOW)
    again = await quotes.add_quote(db, new, NOW)
    assert first == again
    assert (await sessions.find(db, session.id)).quotes == 1
    assert await problems_of(db) == ()


async def test_every_write_takes_the_next_revision(db: SqliteDb, session: Session) -> None:
    first = await quotes.add_quote(db, said(session, "a"), NOW)
    second = await quotes.add_quote(db, said(session, "b"), NOW)
    (changed,) = await quotes.change_quote(db, [first.id], Edit(text="c"), NOW)
    assert [first.rev, second.rev, changed.rev] == [1, 2, 3]
    assert (await sessions.find(db, session.id)).rev == 3


async def test_a_theme_counts_a_quote_once_however_many_children_it_has(
    db: SqliteDb, session: Session
) -> None:
    await quotes.add_quote(
        db, said(session, "x", themes=("Reporting > Exports", "Reporting > Boards")), NOW
    )
    tree = {row.theme.path: row for row in await theme_tree(db)}
    assert tree["Reporting"].problem == 1
    assert tree["Reporting > Boards"].problem == 1
    page = await quote_pages.quote_page(db, Selection(themes=("reporting",)))
    assert [quote.text for quote in page.quotes] == ["x"]


async def test_counters_follow_every_change_and_undo(db: SqliteDb, session: Session) -> None:
    first = await quotes.add_quote(db, said(session, "a", themes=("Onboarding",)), NOW)
    second = await quotes.add_quote(db, said(session, "b", themes=("Reporting",)), NOW)
    ids = [first.id, second.id]
    await quotes.change_quote(db, ids, Edit(kind=Kind.STRENGTH, add_themes=("Mobile",)), NOW)
    await quotes.change_quote(db, [first.id], Edit(remove_themes=("Onboarding",)), NOW)
    await quotes.delete_quote(db, ids, NOW)
    assert (await sessions.find(db, session.id)).quotes == 0
    assert await problems_of(db) == ()
    undone = await undo(db, session.id, NOW)
    assert undone is not None
    assert (undone.verb, undone.quotes) == ("delete", 2)
    assert (await quotes.get_quote(db, first.id)).themes == ("Mobile",)
    for _ in range(2):
        assert await undo(db, session.id, NOW)
    assert (await quotes.get_quote(db, first.id)).kind is Kind.PROBLEM
    assert (await quotes.get_quote(db, first.id)).themes == ("Onboarding",)
    assert await problems_of(db) == ()


async def test_undo_is_unlimited_and_redo_brings_all_back(db: SqliteDb, session: Session) -> None:
    for i in range(30):
        await quotes.add_quote(db, said(session, f"quote {i}", at_ms=NOW + i), NOW)
    for _ in range(30):
        assert await undo(db, session.id, NOW)
    assert await undo(db, session.id, NOW) is None
    assert await quote_pages.quotes_of_session(db, session.id) == ()
    for _ in range(30):
        assert await redo(db, session.id, NOW)
    assert await redo(db, session.id, NOW) is None
    texts = [quote.text for quote in await quote_pages.quotes_of_session(db, session.id)]
    assert texts == [f"quote {i}" for i in range(30)]


async def test_something_new_ends_what_could_be_redone(db: SqliteDb, session: Session) -> None:
    await quotes.add_quote(db, said(session, "a"), NOW)
    await undo(db, session.id, NOW)
    await quotes.add_quote(db, said(session, "b"), NOW)
    assert await redo(db, session.id, NOW) is None
    assert await undo(db, session.id, NOW)
    assert await undo(db, session.id, NOW) is None


async def test_a_change_of_many_is_all_or_none(db: SqliteDb, session: Session) -> None:
    quote = await quotes.add_quote(db, said(session, "a"), NOW)
    with pytest.raises(NotFound):
        await quotes.change_quote(db, [quote.id, "nobody"], Edit(text="b"), NOW)
    assert (await quotes.get_quote(db, quote.id)).text == "a"


async def test_pages_hold_every_quote_once_and_newest_first(db: SqliteDb, session: Session) -> None:
    for i in range(23):
        await quotes.add_quote(
            db, said(session, f"q{i}", at_ms=NOW + i // 3, themes=("Mobile",)), NOW
        )
    for wanted in (
        Selection(),
        Selection(themes=("Mobile",)),
        Selection(sessions=(session.id,), kinds=(Kind.PROBLEM,)),
    ):
        seen, cursor = [], None
        while True:
            page = await quote_pages.quote_page(db, wanted, limit=5, before=cursor)
            seen += [quote.text for quote in page.quotes]
            cursor = page.next
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 23 == await quote_pages.count_quotes(db, wanted)
        far = await quote_pages.quote_page(db, wanted, limit=5, skip=20)
        assert [quote.text for quote in far.quotes] == seen[20:]


async def test_filters_tell_kind_account_speaker_and_time(db: SqliteDb, session: Session) -> None:
    anna = await participants.add(db, session.id, name="Anna Novak", account="Ångström", now_ms=NOW)
    bo = await participants.add(db, session.id, name="Bo", account="Contoso", now_ms=NOW)
    await quotes.add_quote(db, said(session, "a", participant_id=anna.id, at_ms=NOW), NOW)
    await quotes.add_quote(
        db, said(session, "b", participant_id=bo.id, kind=Kind.STRENGTH, at_ms=NOW + 10), NOW
    )
    await quotes.add_quote(db, said(session, "c", kind=Kind.OBSERVATION, at_ms=NOW + 20), NOW)

    async def texts(wanted: Selection) -> str:
        found = (await quote_pages.quote_page(db, wanted)).quotes
        assert len(found) == await quote_pages.count_quotes(db, wanted)
        return "".join(quote.text for quote in found)

    assert await texts(Selection()) == "cba"
    assert await texts(Selection(kinds=(Kind.STRENGTH, Kind.PROBLEM))) == "ba"
    assert await texts(Selection(accounts=("angstrom",))) == "a"
    assert await texts(Selection(speakers=("anna",))) == "a"
    assert await texts(Selection(since=TimeSpan(NOW + 10, NOW + 10 + 1, ""))) == "cb"
    assert await texts(Selection(until=TimeSpan(0, NOW + 10, ""))) == "a"
    assert await texts(Selection(untagged=True, speakers=("bo",))) == "b"


async def test_search_finds_words_in_any_script_and_follows_changes(
    db: SqliteDb, session: Session
) -> None:
    first = await quotes.add_quote(db, said(session, "报表导出太慢了", themes=("Reporting",)), NOW)
    await quotes.add_quote(db, said(session, "التقارير بطيئة جدا"), NOW)
    await quotes.add_quote(db, said(session, 'C++ exports: it\'s a café -price "x" NEAR(y'), NOW)

    async def hits(search: str, theme: str = "") -> int:
        wanted = Selection(search=search, themes=(theme,) if theme else ())
        found = (await quote_pages.quote_page(db, wanted)).quotes
        assert len(found) == await quote_pages.count_quotes(db, wanted)
        return len(found)

    assert await hits("导出") == 1
    assert await hits("导出", "Reporting") == 1
    assert await hits("cafe", "Reporting") == 0
    assert await hits("بطيئة") == 1
    assert await hits("CAFE export") == 1
    for query in ("it's", "C++", "-price", '"', "*", "NEAR(", "col:", "AND", "' OR 1=1 --"):
        await hits(query)
    await quotes.change_quote(db, [first.id], Edit(text="登录"), NOW)
    assert await hits("导出") == 0
    assert await hits("登录") == 1
    await quotes.delete_quote(db, [first.id], NOW)
    assert await hits("登录") == 0


async def test_a_filtered_tree_counts_what_the_filter_lets_through(
    db: SqliteDb, session: Session
) -> None:
    anna = await participants.add(db, session.id, name="Anna", account="Northwind", now_ms=NOW)
    bo = await participants.add(db, session.id, name="Bo", account="Contoso", now_ms=NOW)
    for who in (anna, bo, bo):
        new = said(session, "slow export", participant_id=who.id, themes=("Reporting > Exports",))
        await quotes.add_quote(db, new, NOW)
    tree = {row.theme.path: row for row in await theme_tree(db)}
    assert (tree["Reporting"].problem, tree["Reporting"].people) == (3, 2)
    for wanted in (
        Selection(accounts=("Contoso",)),
        Selection(accounts=("Contoso",), search="slow"),
    ):
        tree = {row.theme.path: row for row in await theme_tree(db, wanted)}
        assert (tree["Reporting"].problem, tree["Reporting"].people) == (2, 1)


async def test_one_person_of_an_account_is_the_same_in_two_sessions(
    db: SqliteDb, session: Session
) -> None:
    other = await sessions.create(db, title="Second", agenda=AGENDA, now_ms=NOW + 1)
    one = await participants.add(db, session.id, name="Anna Novak", account="Acme", now_ms=NOW)
    two = await participants.add(db, other.id, name="anna  novak", account="ACME", now_ms=NOW)
    assert one.person_id == two.person_id
    nobody = await participants.add(db, session.id, name="P1", now_ms=NOW)
    elsewhere = await participants.add(db, other.id, name="P1", now_ms=NOW)
    assert nobody.person_id != elsewhere.person_id


async def test_seats_and_initials_are_unique_in_a_session(db: SqliteDb, session: Session) -> None:
    one = await participants.add(db, session.id, name="Anna Novak", now_ms=NOW)
    two = await participants.add(db, session.id, name="Arno Nagel", now_ms=NOW)
    assert (one.seat, two.seat) == (1, 2)
    assert one.initials != two.initials
    with pytest.raises(FocusgroupError, match="seat 2 is taken by Arno Nagel"):
        await participants.add(db, session.id, name="Cy", seat=2, now_ms=NOW)
    with pytest.raises(FocusgroupError, match="between 0 and 1"):
        await participants.add(db, session.id, name="Cy", revenue_share=12, now_ms=NOW)
    with pytest.raises(FocusgroupError, match="needs a name"):
        await participants.add(db, session.id, name=" \x00 ", now_ms=NOW)


async def test_a_failing_transaction_leaves_nothing_behind(db: SqliteDb, session: Session) -> None:
    with pytest.raises(StoreError):
        await quotes.add_quote(
            db, said(session, "x", participant_id="nobody", themes=("New",)), NOW
        )
    assert "New" not in [theme.path for theme in await themes.all_themes(db)]
    assert (await sessions.find(db, session.id)).rev == 0


async def test_an_empty_theme_is_no_theme(db: SqliteDb, session: Session) -> None:
    quote = await quotes.add_quote(db, said(session, "x", themes=("", " > ", "Mobile")), NOW)
    assert quote.themes == ("Mobile",)
    assert "" not in [theme.path for theme in await themes.all_themes(db)]


async def test_an_unknown_theme_names_the_nearest(db: SqliteDb, session: Session) -> None:
    with pytest.raises(NotFound, match="did you mean Reporting"):
        await quote_pages.quote_page(db, Selection(themes=("Reprting",)))
