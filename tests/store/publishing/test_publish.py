"""Sessions sent from a laptop to the repository of a team, on either engine."""

import asyncio
from typing import Any

import pytest

from focusgroup.core.errors import FocusgroupError, LivesElsewhere, StoreError, UsageError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Agenda, JobFunction, Kind, Note, NoteKind, Session, ThemeSpec
from focusgroup.core.publishing import Side
from focusgroup.services.sharing import publishing
from focusgroup.store import Db, debriefs, notes, participants, sessions, undo
from focusgroup.store.accounts import accounts
from focusgroup.store.accounts import change as change_account
from focusgroup.store.actions.items import add_item
from focusgroup.store.backroom.observers import sign_in
from focusgroup.store.codebook import change as codebook
from focusgroup.store.deletion import delete_session, restore_session
from focusgroup.store.engine.location import database_at
from focusgroup.store.history.of_quote import history_of_quote
from focusgroup.store.outbox import Draft, leave_draft, open_draft, save_draft
from focusgroup.store.participants import PersonChange
from focusgroup.store.publishing import publish_session
from focusgroup.store.quotes import (
    Edit,
    NewQuote,
    add_quote,
    change_quote,
    delete_quote,
    get_quote,
    merge_quotes,
    quotes_of_session,
    split_quote,
)
from focusgroup.store.themes import all_themes
from focusgroup.store.themes import find as find_theme
from tests.store.conftest import NOW, problems_of
from tests.store.publishing.conftest import Team

pytestmark = pytest.mark.both_engines


async def captured(db: Db, title: str = "Planners") -> Session:
    """A session with three people, and quotes of each kind."""
    agenda = Agenda(title, themes=(ThemeSpec("Reporting", "numbers that leave the house"),))
    session = await sessions.create(db, title=title, agenda=agenda, now_ms=NOW)
    for name, account in (("Anna Novák", "Acme"), ("Bo Li", "Contoso"), ("Cy", "")):
        await participants.add(
            db, session.id, name=name, account=account, segment="Mid" if account else "", now_ms=NOW
        )
    for n, (text, themes) in enumerate(
        (
            ("took three weeks", ("Onboarding",)),
            ("导出报表很慢", ("Reporting > Exports",)),
            ("so slow, so often", ("Reporting > Exports", "Onboarding")),
            ("no theme at all", ()),
        )
    ):
        await said(db, session, text, *themes, seat=n % 3, n=n)
    return session


async def said(db: Db, session: Session, text: str, *themes: str, seat: int = 0, n: int = 0) -> str:
    """A quote of the person at a seat."""
    people = await participants.of_session(db, session.id)
    new = NewQuote(
        text, list(Kind)[n % 4], NOW + n, participant_id=people[seat].id, themes=themes,
        id=new_id(NOW + n), session_id=session.id, intensity=n % 3,
    )  # fmt: skip
    await add_quote(db, new, NOW + n)
    return new.id


async def told(db: Db, session: Session) -> list[tuple[Any, ...]]:
    """What is said in a session, and by whom."""
    quotes = await quotes_of_session(db, session.id)
    return [
        (q.id, q.text, q.kind, q.speaker, q.account, q.themes, q.at_ms, q.intensity) for q in quotes
    ]


async def test_all_of_a_session_arrives_and_can_be_worked_on_there(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    first, *_, last = [q.id for q in await quotes_of_session(here, session.id)]
    await delete_quote(here, [last], NOW)
    note = Note(
        id=new_id(NOW), session_id=session.id, kind=NoteKind.COMMITMENT, text="Send it", at_ms=NOW
    )
    await notes.add(here, note)
    await debriefs.save(here, session.id, "surprises", "They wait.")
    await debriefs.save_headline(here, session.id, "Onboarding", Kind.PROBLEM, "Weeks lost", NOW)
    await sign_in(here, session.id, "Kim", JobFunction.ENGINEER, NOW)
    done = await team.publish(here, session.id)
    assert (done.quotes, done.withheld, done.conflicts) == (4, 0, ())
    there = await team.repository()
    assert await told(there, session) == await told(here, session)
    assert [n.text for n in await notes.of_session(there, session.id)] == ["Send it"]
    assert (await debriefs.load(there, session.id))["surprises"] == "They wait."
    assert await problems_of(there) == ()
    await undo.undo(there, session.id, NOW)
    for _ in range(3):
        await undo.undo(there, session.id, NOW)
    await change_quote(there, [first], Edit(text="took four weeks"), NOW)
    await said(there, session, "new there", "Reporting")
    assert await problems_of(there) == ()


async def test_again_there_is_nothing_to_send_and_nothing_is_there_twice(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    assert not (await team.publish(here, session.id)).nothing
    there = await team.repository()
    before = await told(there, session)
    for _ in range(2):
        assert (await team.publish(here, session.id)).nothing
    await team.take_back(here, session.id)
    assert (await team.publish(here, session.id)).nothing
    assert await told(there, session) == before


async def test_a_published_session_is_read_only_here_until_it_is_taken_back(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    (first, *_) = [q.id for q in await quotes_of_session(here, session.id)]
    people = await participants.of_session(here, session.id)
    done = await team.publish(here, session.id)
    assert (await sessions.find(here, session.id)).published == done.place
    item = Note(
        id=new_id(NOW), session_id=session.id, kind=NoteKind.COMMITMENT, text="x", at_ms=NOW
    )
    attempts = (
        lambda: said(here, session, "more"),
        lambda: change_quote(here, [first], Edit(text="other"), NOW),
        lambda: delete_quote(here, [first], NOW),
        lambda: participants.change(here, people[0].id, PersonChange(role="boss"), NOW),
        lambda: participants.add(here, session.id, name="Di", now_ms=NOW),
        lambda: sessions.update(here, session.id, title="Other"),
        lambda: notes.add(here, item),
        lambda: debriefs.save(here, session.id, "surprises", "x"),
        lambda: undo.undo(here, session.id, NOW),
        lambda: delete_session(here, session.id, NOW),
    )
    before = await told(here, session)
    for attempt in attempts:
        with pytest.raises(LivesElsewhere, match="read-only here"):
            await attempt()
    assert await told(here, session) == before
    assert await problems_of(here) == ()
    assert await team.take_back(here, session.id) == done.place
    await said(here, session, "more")
    assert (await team.publish(here, session.id)).quotes == 1


async def test_what_was_made_on_both_sides_under_one_name_is_one_there(team: Team) -> None:
    anna, bo = await team.laptop("anna"), await team.laptop("bo")
    first, second = await captured(anna), await captured(bo, "Buyers")
    await said(bo, second, "their own", "reporting > EXPORTS > csv")
    await team.publish(anna, first.id)
    done = await team.publish(bo, second.id)
    there = await team.repository()
    assert [each.name for each in await accounts(there)] == ["Acme", "Contoso"]
    assert {theme.path for theme in await all_themes(there)} == {
        "Reporting", "Reporting > Exports", "Reporting > Exports > csv", "Onboarding",
    }  # fmt: skip
    seated = [await participants.of_session(there, each.id) for each in (first, second)]
    same = [a.person_id == b.person_id for a, b in zip(*seated, strict=True)]
    assert same == [True, True, False]  # without an account nobody can tell
    assert "Acme" in done.joined
    assert await problems_of(there) == ()


async def test_a_theme_that_was_renamed_or_merged_there_is_followed(team: Team) -> None:
    anna, bo = await team.laptop("anna"), await team.laptop("bo")
    await team.publish(anna, (await captured(anna)).id)
    there = await team.repository()
    theme = await find_theme(there, "Reporting > Exports")
    await codebook.repath(there, theme.id, "Numbers > Out", "Kim", NOW)
    old, into = await find_theme(there, "Onboarding"), await find_theme(there, "Numbers")
    await codebook.merge(there, old.id, into.id, "Kim", NOW)
    second = await captured(bo, "Buyers")
    quote = (await quotes_of_session(bo, second.id))[2]
    await delete_quote(bo, [quote.id], NOW)
    await team.publish(bo, second.id)
    tagged = [q.themes for q in await quotes_of_session(there, second.id)]
    assert tagged == [("Numbers",), ("Numbers > Out",), ()]
    await undo.undo(there, second.id, NOW)
    assert (await get_quote(there, quote.id)).themes == ("Numbers > Out", "Numbers")
    assert await problems_of(there) == ()


async def test_what_one_side_changed_is_kept_and_what_both_changed_is_asked(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    a, b, c, d = [q.id for q in await quotes_of_session(here, session.id)]
    await team.publish(here, session.id)
    there = await team.repository()
    await change_quote(there, [a], Edit(themes=("Reporting",)), NOW)
    await change_quote(there, [b, c], Edit(text="theirs"), NOW)
    await team.take_back(here, session.id)
    await change_quote(here, [a], Edit(text="mine, themes theirs"), NOW)
    await change_quote(here, [b], Edit(text="mine"), NOW)
    await change_quote(here, [d], Edit(kind=Kind.STRENGTH), NOW)
    before = await told(there, session)
    done = await team.publish(here, session.id)
    (conflict,) = done.conflicts
    assert (conflict.id, [(f.name, f.mine, f.theirs) for f in conflict.fields]) == (
        b,
        [("text", "mine", "theirs")],
    )
    assert await told(there, session) == before
    assert not (await sessions.find(here, session.id)).published
    assert not (await team.publish(here, session.id, Side.THEIRS)).conflicts
    quotes = {q.id: q for q in await quotes_of_session(there, session.id)}
    assert (quotes[a].text, quotes[a].themes) == ("mine, themes theirs", ("Reporting",))
    assert (quotes[b].text, quotes[c].text) == ("theirs", "theirs")
    kept = [step for step in await history_of_quote(there, b) if step.verb == "refused"]
    assert [step.after["text"] for step in kept] == ["mine"]
    assert quotes[d].kind is Kind.STRENGTH
    await team.take_back(here, session.id)
    assert (await team.publish(here, session.id)).nothing
    assert await problems_of(there) == ()


async def test_mine_replaces_what_both_changed_and_theirs_can_be_brought_back(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    a, b, *_ = [q.id for q in await quotes_of_session(here, session.id)]
    await team.publish(here, session.id)
    there = await team.repository()
    await change_quote(there, [a], Edit(text="theirs"), NOW)
    await delete_quote(there, [b], NOW)
    await sessions.update(there, session.id, title="Theirs")
    await team.take_back(here, session.id)
    await change_quote(here, [a], Edit(text="mine"), NOW)
    await sessions.update(here, session.id, title="Mine", place="Room 2")
    done = await team.publish(here, session.id)
    assert [each.what for each in done.conflicts] == ["session “Theirs”", "quote “theirs”"]
    await team.publish(here, session.id, Side.MINE)
    changed = await sessions.find(there, session.id)
    assert (changed.title, changed.place) == ("Mine", "Room 2")
    assert (await get_quote(there, a)).text == "mine"
    assert b not in [q.id for q in await quotes_of_session(there, session.id)]
    await undo.undo(there, session.id, NOW)
    assert (await get_quote(there, a)).text == "theirs"
    assert await problems_of(there) == ()


async def test_words_of_who_did_not_agree_stay_here_and_consent_travels(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    people = await participants.of_session(here, session.id)
    theirs = [q for q in await quotes_of_session(here, session.id) if q.speaker == people[0].name]
    await change_quote(here, [theirs[-1].id], Edit(kind=Kind.OBSERVATION), NOW)
    refused = PersonChange(consent_notes=False)
    await participants.change(here, people[0].id, refused, NOW)
    done = await team.publish(here, session.id)
    assert (done.quotes, done.withheld) == (2, 1)
    there = await team.repository()
    everything = " ".join([row["words"] for row in await there.read(_everything)])
    assert "took three weeks" not in everything
    assert "导出报表很慢" in everything
    await team.take_back(here, session.id)
    await participants.change(here, people[0].id, PersonChange(consent_notes=True), NOW)
    await participants.change(here, people[1].id, refused, NOW)
    done = await team.publish(here, session.id)
    assert (done.quotes, done.withheld) == (2, 1)
    assert await told(there, session) == await told(here, session)
    assert await problems_of(there) == ()


async def _everything(tx: Any) -> Any:
    quotes = await tx.all("SELECT text AS words FROM quote")
    kept = await tx.all("SELECT coalesce(before, '') || coalesce(after, '') AS words FROM change")
    return [*quotes, *kept]


async def test_of_two_changes_of_consent_the_narrower_counts(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    people = await participants.of_session(here, session.id)
    await participants.change(here, people[1].id, PersonChange(consent_name=False), NOW)
    await team.publish(here, session.id)
    there = await team.repository()
    await participants.change(there, people[1].id, PersonChange(consent_notes=False), NOW)
    await team.take_back(here, session.id)
    await participants.change(here, people[1].id, PersonChange(consent_name=True), NOW)
    await team.publish(here, session.id, Side.MINE)
    now = await participants.get(there, people[1].id)
    assert (now.consent_notes, now.consent_name) == (False, True) or not now.consent_name
    assert not now.consent_notes
    assert await problems_of(there) == ()


async def test_merges_splits_items_and_half_typed_lines_arrive(team: Team) -> None:
    from focusgroup.core.model.items import Item, ItemStatus

    here = await team.laptop("anna")
    session = await captured(here)
    a, b, c, d = [q.id for q in await quotes_of_session(here, session.id)]
    await merge_quotes(here, a, b, NOW)
    rest = NewQuote("so often", Kind.PROBLEM, NOW, session_id=session.id, id=new_id(NOW))
    await split_quote(here, c, "so slow", rest, NOW)
    item = Item(
        id="", title="Faster", status=ItemStatus.OPEN, theme="Onboarding", kind="problem",
        created_ms=NOW, changed_ms=NOW,
    )  # fmt: skip
    await add_item(here, item, [a, d], "Anna", NOW)
    await open_draft(here, session.id, "Anna", NOW)
    await save_draft(here, session.id, Draft(text="half a sentence"), NOW)
    with pytest.raises(FocusgroupError, match="open in another program"):
        await team.publish(await team.laptop("anna"), session.id)
    await leave_draft(here, session.id)
    here.programs.end()
    await team.publish(here, session.id)
    there = await team.repository()
    assert await told(there, session) == await told(here, session)
    assert (await open_draft(there, session.id, "Bo", NOW)).text == "half a sentence"
    support = await there.read(lambda tx: tx.all("SELECT quote_id FROM item_quote"))
    assert {row["quote_id"] for row in support} == {a, d}
    assert await problems_of(there) == ()


async def test_accounts_and_themes_are_filled_and_differences_asked(team: Team) -> None:
    anna, bo = await team.laptop("anna"), await team.laptop("bo")
    first, second = await captured(anna), await captured(bo, "Buyers")
    await change_account(anna, "Acme", owner="Kim")
    await change_account(bo, "Acme", segment="Enterprise", revenue_share=0.2)
    await team.publish(anna, first.id)
    done = await team.publish(bo, second.id)
    assert [(c.what, [f.name for f in c.fields]) for c in done.conflicts] == [
        ("account “Acme”", ["segment"])
    ]
    await team.publish(bo, second.id, Side.MINE)
    there = await team.repository()
    acme = (await accounts(there))[0]
    assert (acme.segment, acme.owner, acme.revenue_share) == ("Enterprise", "Kim", 0.2)
    assert await problems_of(there) == ()


async def test_a_session_that_was_deleted_there_is_not_sent(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    await team.publish(here, session.id)
    there = await team.repository()
    await delete_session(there, session.id, NOW)
    with pytest.raises(FocusgroupError, match="was deleted in"):
        await team.publish(here, session.id)
    await restore_session(there, session.id, NOW)
    assert (await team.publish(here, session.id)).nothing


async def test_nothing_is_sent_to_itself_or_to_nowhere(team: Team) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    found = await sessions.find(here, session.id)
    choose = publishing.Choices()
    own = publishing.read_destination(str(team.folder / "anna.db"))
    with pytest.raises(UsageError, match="is the database that the session is in"):
        await publishing.publish(here, found, own, choose)
    missing = publishing.read_destination(str(team.folder / "missing.db"))
    with pytest.raises(FocusgroupError, match="there is no database"):
        await publishing.publish(here, found, missing, choose)
    assert not (team.folder / "missing.db").exists()
    unreachable = publishing.read_destination("postgresql://anna@127.0.0.1:1/none")
    with pytest.raises(StoreError, match=r"“Planners” was not published: .*can't be reached"):
        await publishing.publish(here, found, unreachable, choose)
    assert not (await sessions.find(here, session.id)).published
    assert database_at(str(team.folder / "anna.db")) == own.path


async def test_the_same_session_published_twice_at_once_is_there_once(team: Team) -> None:
    here, beside = await team.laptop("anna"), await team.laptop("anna")
    session = await captured(here)
    done = await asyncio.gather(
        *(team.publish(db, session.id) for db in (here, beside)), return_exceptions=True
    )
    assert [each for each in done if isinstance(each, BaseException)] == []
    there = await team.repository()
    assert await told(there, session) == await told(here, session)
    assert len(await participants.of_session(there, session.id)) == 3
    assert await problems_of(there) == ()
    assert (await team.publish(here, session.id)).nothing


async def test_names_that_differ_by_case_width_or_accents_are_one_there(team: Team) -> None:
    here, other = await team.laptop("anna"), await team.laptop("bo")
    spellings = [
        (("Anna Novák", "ACME"), ("Exports",)),
        (("ＡＮＮＡ  Novak", "Ａcme"), ("ＥＸＰＯＲＴＳ", "exports > Ｃsv")),
    ]
    for laptop, (person, themes) in zip((here, other), spellings, strict=True):
        session = await sessions.create(laptop, title="T", agenda=Agenda("T"), now_ms=NOW)
        await participants.add(laptop, session.id, name=person[0], account=person[1], now_ms=NOW)
        await said(laptop, session, "so slow", *themes)
        await team.publish(laptop, session.id)
    there = await team.repository()
    assert [each.name for each in await accounts(there)] == ["ACME"]
    assert sorted(theme.path for theme in await all_themes(there)) == ["Exports", "Exports > Ｃsv"]
    people = await there.read(lambda tx: tx.all("SELECT DISTINCT person_id FROM participant"))
    assert len(people) == 1
    assert await problems_of(there) == ()


@pytest.mark.parametrize(
    ("here_too", "side"), [(True, None), (True, Side.THEIRS), (False, None), (False, Side.MINE)]
)
async def test_consent_withdrawn_on_either_side_is_not_widened_by_the_other(
    team: Team, here_too: bool, side: Side | None
) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    await team.publish(here, session.id)
    there = await team.repository()
    await team.take_back(here, session.id)
    where, beside = (here, there) if here_too else (there, here)
    (anna, *_) = await participants.of_session(here, session.id)
    none = PersonChange(consent_notes=False, consent_name=False)
    await participants.change(where, anna.id, none, NOW)
    await participants.change(beside, anna.id, PersonChange(role="boss"), NOW)
    await team.publish(here, session.id, side)
    (now, *_) = await participants.of_session(there, session.id)
    assert (now.consent_notes, now.consent_name, now.role) == (False, False, "boss")
    texts = {quote.text for quote in await quotes_of_session(there, session.id)}
    assert "took three weeks" not in texts
    assert await problems_of(there) == ()


async def test_a_session_that_is_live_is_not_sent_until_it_is_left(team: Team) -> None:
    here, live = await team.laptop("anna"), await team.laptop("anna")
    session = await captured(here)
    live.programs.begin()
    await open_draft(live, session.id, "anna at tty1", NOW)
    with pytest.raises(FocusgroupError, match=r"is open in another program \(anna at tty1\)"):
        await team.publish(here, session.id)
    there = await team.repository()
    assert await sessions.recent(there) == []
    await said(live, session, "said live")
    await leave_draft(live, session.id)
    assert (await team.publish(here, session.id)).quotes == 5


async def test_a_session_that_is_opened_while_it_is_sent_stays_to_be_changed(team: Team) -> None:
    here, live = await team.laptop("anna"), await team.laptop("anna")
    session = await captured(here)
    live.programs.begin()
    there = await team.repository()
    sending = there.write_long

    async def opens_meanwhile(work: Any) -> Any:
        done = await sending(work)
        await open_draft(live, session.id, "anna at tty1", NOW)
        return done

    there.write_long = opens_meanwhile  # type: ignore[method-assign]
    to = publishing.read_destination(team.named)
    with pytest.raises(FocusgroupError, match="opened or changed here while it was being"):
        await publish_session(here, there, session.id, to, publishing.Choices(), NOW)
    assert (await sessions.find(here, session.id)).published == ""
    await said(live, session, "said live")
    await leave_draft(live, session.id)
    done = await team.publish(here, session.id)
    assert (done.quotes, done.conflicts) == (1, ())
    assert await told(there, session) == await told(here, session)
    assert await problems_of(there) == ()
