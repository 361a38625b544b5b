"""A running session follows what a command does to its themes, and misfiles no quote."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from focusgroup.core.capture import Line
from focusgroup.services import codebook
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.codebook import ThemeDetails
from focusgroup.services.sharing import elsewhere
from focusgroup.store import open_db
from focusgroup.store.quotes import Edit, quotes_of_session
from tests.services.programs import Program
from tests.tui.living import make_session


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    """A running session with the themes `Slow`, which carries over, and `Speed`."""
    path = tmp_path / "groups.db"
    async with open_db(path) as db:
        session_id = (await make_session(db)).id
        for name in ("Slow", "Speed"):
            await codebook.add(db, name, ThemeDetails())
    started = await Program.start(path, session_id)
    started.enter("- the first #slow")
    await started.idle()
    yield started
    if not started.killed:
        await started.close()


async def themes_of(program: Program) -> dict[str, tuple[str, ...]]:
    """Return the themes of each quote as stored; those shown are the same."""
    stored = await quotes_of_session(program.db, program.live.session.id)
    shown = {quote.text: quote.themes for quote in program.live.quotes.values()}
    assert shown == {quote.text: quote.themes for quote in stored}
    return shown


@pytest.mark.parametrize(
    ("done", "now", "said"),
    [
        ("rename", ("Waiting",), "“Slow” is called “Waiting” now"),
        ("merge", ("Speed",), "“Slow” was merged into “Speed”"),
        ("delete", (), "“Slow” was deleted, its quotes are without it"),
    ],
)
async def test_a_quote_on_its_way_to_a_changed_theme_lands_where_the_theme_went(
    program: Program, done: str, now: tuple[str, ...], said: str
) -> None:
    async with open_db(program.db.path) as db:
        if done == "rename":
            await codebook.rename(db, "Slow", "Waiting")
        elif done == "merge":
            await codebook.merge(db, "Slow", "Speed")
        else:
            await codebook.delete(db, "Slow")
        # Not yet seen: one carries over, one is typed, one is a correction.
        program.enter("- carried over")
        program.enter("- typed #slow")
        program.live.correct(program.live.ordered()[0], Edit(add_themes=("Speed", "Slow")))
        await program.idle()
        await program.look()
        first = tuple(dict.fromkeys((*now, "Speed")))
        assert await themes_of(program) == {
            "the first": first,
            "carried over": now,
            "typed": now,
        }
        assert said in " ".join(program.said)
        assert "left as it is" not in " ".join(program.said)
        assert program.live.sticky.themes == now
        program.enter("- afterwards")
        await program.idle()
        assert (await themes_of(program))["afterwards"] == now
        assert "Slow" not in {theme.path for theme in program.live.themes}


async def test_a_former_name_goes_on_working_and_a_deleted_one_can_be_made_again(
    program: Program,
) -> None:
    async with open_db(program.db.path) as db:
        await codebook.merge(db, "Slow", "Speed")
        await program.look()
        program.enter("- by its old name #slow")
        await program.idle()
        assert (await themes_of(program))["by its old name"] == ("Speed",)
        await codebook.delete(db, "Speed")
        await program.look()
        program.enter("- made again #speed")
        await program.idle()
        program.control.names.settle_theme(nearest=False)
        await program.idle()
        assert (await themes_of(program))["made again"] == ("speed",)


async def test_completion_suggestion_and_the_line_follow_a_rename(program: Program) -> None:
    menu = CaptureMenu(program.live, {})
    async with open_db(program.db.path) as db:
        await codebook.rename(db, "Slow", "Waiting")
        await codebook.retire(db, "Speed")
    found = await elsewhere.look(program.live)
    assert found is not None
    assert found.became == {"Slow": "Waiting"}
    menu.rename(found.became)
    assert menu.numbered() == ["Waiting"]
    assert menu.keys.letter("Waiting") == "s"
    menu.follow(Line.at_end("#"))
    offered = [each.insert for each in menu.choices]
    assert "Waiting" in offered
    assert not {"Slow", "Speed"} & set(offered)
    menu.follow(Line.at_end("#slow"))
    assert [each.insert for each in menu.choices] == ["Waiting"]


async def test_a_session_that_is_opened_later_knows_its_themes_by_their_new_names(
    program: Program,
) -> None:
    path, session_id = program.db.path, program.live.session.id
    program.type("- half typed")
    await program.idle()
    await program.kill()
    async with open_db(path) as db:
        await codebook.merge(db, "Slow", "Speed")
        await codebook.add(db, "Slow", ThemeDetails(), anew=True)
    other = await Program.start(path, session_id)
    assert other.live.draft.text == "- half typed"
    assert other.live.sticky.themes == ("Speed",)
    await other.close()
