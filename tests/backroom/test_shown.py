"""What the back room is shown of a session, by itself: who, what, how much and how late."""

from dataclasses import replace

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.model import Kind, Quote
from focusgroup.services.backroom.shown import (
    HEARD_LATE_MS,
    MOST_SHOWN,
    RoomChange,
    RoomView,
    themes_so_far,
)
from focusgroup.store import clocks, participants, sessions
from focusgroup.store.backroom import observers
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import Edit, change_quote, delete_quote
from focusgroup.system.clock import mono_ms, unix_ms
from tests.backroom.conftest import Held
from tests.tui.living import AGENDA

MINUTE = 60_000


async def look(view: RoomView) -> RoomChange:
    """See what has changed, by whatever program."""
    view.look_again()
    change = await view.look()
    assert change is not None
    return change


def said(text: str, kind: Kind, *themes: str) -> Quote:
    return Quote(text, kind, 0, themes=themes, id=text, session_id="s")


def test_a_quote_counts_once_for_each_theme_at_the_top_and_each_kind_that_there_is() -> None:
    quotes = [
        said("a", Kind.PROBLEM, "B > x", "B > y", "A"),
        said("b", Kind.STRENGTH, "B"),
        said("c", Kind.CONTEXT, "C > z"),
        said("d", Kind.MISSING_FEATURE),
    ]
    none = {"problem": 0, "strength": 0, "missing_feature": 0}
    assert themes_so_far(quotes) == {
        "themes": [
            {"name": "B", "all": 2, **none, "problem": 1, "strength": 1},
            {"name": "A", "all": 1, **none, "problem": 1},
            {"name": "C", "all": 1, **none},
        ],
        "kinds": {"problem": 1, "strength": 1, "missing_feature": 1, "context": 1},
    }
    assert themes_so_far([]) == {"themes": [], "kinds": {}}


async def test_a_look_shows_each_quote_as_consent_allows_and_then_only_what_changed(
    session: Held,
) -> None:
    wait = await session.say("we wait", "Anna Novak", themes=("Reporting > Exports", "Speed"))
    await session.say("Anna and Bert wait", "Bert Ilić", kind=Kind.STRENGTH)
    await session.say("so do I", "Cleo Ray")
    silent = await session.say("not to be noted", "Dan Poe")
    await session.say("somebody laughs", "")
    await session.say("they look away", "", kind=Kind.OBSERVATION)
    view = RoomView(session.db, session.stored.id)
    first = await view.look()
    assert first is not None
    assert first.whole
    assert [(each["who"], each["text"]) for each in first.quotes] == [
        ("Anna Novak, planner", "we wait"),
        ("Finance", "Anna and [a participant] wait"),
        ("Participant 3", "so do I"),
        ("", "somebody laughs"),
    ]
    assert first.quotes == view.quotes()
    about = {key: first.quotes[0][key] for key in ("id", "offset_ms", "kind", "verbatim", "account",
             "themes", "agree", "object")}  # fmt: skip
    assert about == {
        "id": wait, "offset_ms": 0, "kind": "problem", "verbatim": True, "account": "Northwind",
        "themes": ["Reporting › Exports", "Speed"], "agree": 0, "object": 0,
    }  # fmt: skip
    assert abs(first.quotes[0]["at_ms"] - unix_ms()) < MINUTE
    assert await view.look() is None
    view.look_again()
    assert await view.look() is None
    await change_quote(session.db, [wait], Edit(text="we wait long"), unix_ms())
    change = await look(view)
    assert ([each["text"] for each in change.quotes], change.gone) == (["we wait long"], ())
    assert not change.whole
    assert change.quotes[0]["id"] in {each["id"] for each in view.quotes()}
    # Of what was never shown nothing is told.
    await change_quote(session.db, [silent], Edit(text="still not"), unix_ms())
    change = await look(view)
    assert (change.quotes, change.gone, change.whole) == ((), (), False)
    await delete_quote(session.db, [wait], unix_ms())
    change = await look(view)
    assert (change.quotes, change.gone, change.whole) == ((), (wait,), False)
    assert "we wait long" not in str(view.quotes())
    bert = session.people["Bert Ilić"].id
    await participants.change(session.db, bert, PersonChange(consent_notes=False), unix_ms())
    change = await look(view)
    assert (change.whole, change.gone) == (True, ())
    assert [each["text"] for each in change.quotes] == ["so do I", "somebody laughs"]
    assert change.state["kinds"] == {"problem": 2}


async def test_without_names_nobody_is_named(session: Held) -> None:
    await session.say("Cleo Ray and Novak said so", "Anna Novak")
    view = RoomView(session.db, session.stored.id, names=False)
    await view.look()
    (shown,) = view.quotes()
    assert (shown["who"], shown["text"]) == (
        "Planner",
        "[a participant] and [a participant] said so",
    )


async def test_the_newest_quotes_are_shown_in_the_order_in_which_they_were_said(
    session: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        await session.say(f"quote {n}")
    view = RoomView(session.db, session.stored.id)
    await view.look()
    assert MOST_SHOWN == 1_000
    monkeypatch.setattr("focusgroup.services.backroom.shown.MOST_SHOWN", 3)
    assert [each["text"] for each in view.quotes()] == ["quote 1", "quote 2", "quote 3"]
    view._quotes = {key: replace(q, at_ms=0) for key, q in reversed(view._quotes.items())}
    assert [each["text"] for each in view.quotes()] == ["quote 1", "quote 2", "quote 3"]


async def test_the_state_has_the_clock_the_place_and_the_way_that_is_led(session: Held) -> None:
    view = RoomView(session.db, session.stored.id)
    await session.clock(lambda clock: replace(clock, elapsed_ms=3 * MINUTE))
    change = await look(view)
    state = change.state
    titles = [each["title"] for each in state["agenda"]]
    assert titles[:2] == ["Welcome", "In your way"]
    assert len(titles) > 2
    assert [each["now"] for each in state["agenda"]] == [True] + [False] * (len(titles) - 1)
    assert not any(each["done"] for each in state["agenda"])
    shown = (state["title"], state["status"], state["zone"], state["section"])
    assert shown == ("Planners", "running", "Asia/Tokyo", titles[0])
    assert state["hushed"] is False
    clock = await clocks.load(session.db, session.stored.id, mono_ms())
    assert state["total_ms"] == clock.total_ms > 0
    assert state["section_ms"] == clock.planned[0]
    for key, value in (
        ("elapsed_ms", clock.elapsed(mono_ms())),
        ("projected_ms", clock.projected(mono_ms())),
        ("section_left_ms", clock.section_left(mono_ms())),
        ("now_ms", unix_ms()),
    ):
        assert abs(state[key] - value) < MINUTE, key
    await session.clock(lambda clock: clock.moved(1, 0, mono_ms()))
    change = await look(view)
    assert (change.state["section"], change.state["question"]) == (
        titles[1],
        "When did it last let you down?",
    )
    assert change.state["section_ms"] == clock.planned[1]
    ways = [(each["now"], each["done"]) for each in change.state["agenda"]]
    assert ways[:3] == [(False, True), (True, False), (False, False)]
    plan = clock.plan
    await session.clock(
        lambda clock: clock.replanned(replace(plan, cut=frozenset({len(titles) - 1})))
    )
    change = await look(view)
    assert [each["title"] for each in change.state["agenda"]] == titles[:-1]
    assert not view.ended
    await session.end()
    change = await look(view)
    assert (view.ended, change.state["status"]) == (True, "ended")
    await observers.secret_of(session.db, session.stored.id, anew=False)
    await observers.hush(session.db, session.stored.id, hushed=True)
    change = await look(view)
    assert change.state["hushed"]


async def test_a_heartbeat_of_the_clock_is_told_only_where_it_shows_another_time(
    session: Held,
) -> None:
    await session.clock(lambda clock: replace(clock, elapsed_ms=10 * MINUTE))
    view = RoomView(session.db, session.stored.id)
    assert await view.look() is not None
    clock = await clocks.load(session.db, session.stored.id, mono_ms())
    for ahead, told in ((0, False), (HEARD_LATE_MS // 2, False), (20 * MINUTE, True)):
        beat = replace(clock, elapsed_ms=clock.elapsed_ms + ahead)
        await clocks.tick(session.db, session.stored.id, beat, mono_ms())
        view.look_again()
        assert (await view.look() is not None) is told, ahead


async def test_a_session_is_shown_from_its_first_revision_on(db: SqliteDb) -> None:
    agenda = parse_agenda(AGENDA).agenda
    made = await sessions.create(db, title="Planners", agenda=agenda, now_ms=unix_ms())
    for seat in range(3):
        change = await RoomView(db, made.id).look()
        assert change is not None
        assert change.whole
        await participants.add(db, made.id, name=f"Guest {seat}", now_ms=unix_ms())


async def test_the_time_since_a_program_ended_is_counted_once(
    session: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> int:
        return 5 * MINUTE

    monkeypatch.setattr("focusgroup.services.backroom.shown.away_ms", away)
    view = RoomView(session.db, session.stored.id)
    change = await look(view)
    assert 5 * MINUTE <= change.state["elapsed_ms"] < 6 * MINUTE
    await session.clock(lambda clock: clock.moved(1, 0, mono_ms()))
    assert (await look(view)).state["elapsed_ms"] < MINUTE
