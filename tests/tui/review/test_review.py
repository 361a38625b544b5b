"""The review: all quotes by theme, narrowed, searched, opened, changed, written to Word."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.widgets import Input
from textual.widgets._toast import Toast

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import (
    Kind,
    Session,
    SessionStatus,
)
from focusgroup.core.search.query import SearchField
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import clean_line
from focusgroup.services.documents import report_of
from focusgroup.services.edits import Edits
from focusgroup.store import accounts, participants, sessions, themes
from focusgroup.store.engine.around import AroundDb
from focusgroup.store.engine.protocol import Work
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.maintenance import check_and_backup
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import Edit
from focusgroup.store.quotes.selecting import TRAITS
from focusgroup.store.undo import undo
from focusgroup.tui.review.filter_line import FilterLine
from focusgroup.tui.review.filters import FiltersScreen
from focusgroup.tui.review.quotes.quote_context import QuoteContextScreen
from focusgroup.tui.review.quotes.quote_list import QuoteList
from focusgroup.tui.review.quotes.retag import RetagScreen, RetagTags
from focusgroup.tui.review.quotes.rewrite import RewriteScreen
from focusgroup.tui.review.saving_dialog import WhyNotSaved
from focusgroup.tui.review.screen import ReviewScreen
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.themes.theme_outline import ALL, NO_THEME, path_of, theme_choice
from focusgroup.tui.review.themes.theme_tree import ThemeTree
from focusgroup.tui.widgets.caret import row_of
from focusgroup.tui.widgets.completion import Completion
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.notifications import tell
from focusgroup.tui.widgets.tick import Tick
from tests.hostile import few_or_all
from tests.tui.conftest import NOW, Add
from tests.tui.review.reviewing import (
    AGENDA,
    SAID,
    ReviewApp,
    Reviewing,
    RunApp,
    open_retag,
    ready,
    settled,
    take_down,
)
from tests.tui.seeing import on_screen, opened, told, until

T = TypeVar("T")


# -- what is shown -----------------------------------------------------------------------------


async def test_all_sessions_stand_by_theme_with_kinds_and_people(reviewing: Reviewing) -> None:
    _, app = reviewing
    rows = [row.choice for row in app.tree.rows]
    assert rows == [
        ALL, theme_choice("Reporting"), theme_choice("Reporting > Exports"),
        theme_choice("Mobile"), theme_choice("Pricing"), NO_THEME,
    ]  # fmt: skip
    assert app.counts(ALL) == (4, 1, 1, 3)
    assert app.counts(theme_choice("Reporting")) == (2, 1, 1, 2)
    assert app.counts(theme_choice("Reporting > Exports")) == (2, 0, 1, 1)
    assert app.counts(theme_choice("Pricing")) == (0, 0, 0, 0)
    assert app.counts(NO_THEME) == (1, 0, 0, 1)
    # Newest first, and the note-taker's own notes are no quotes.
    assert app.texts == [text for *_, kind, _, text in reversed(SAID) if kind != "observation"]
    seen = on_screen(app)
    assert "6 mentions · 3 people · 3 accounts · 2 sessions" in seen
    assert "–" in next(line for line in seen.splitlines() if "Pricing" in line)


async def test_a_theme_shows_its_quotes_its_figures_and_whose_voice_it_is(
    reviewing: Reviewing,
) -> None:
    pilot, app = reviewing
    await pilot.press("down", "down")
    await settled(pilot)
    assert app.tree.choice == theme_choice("Reporting > Exports")
    assert app.texts == [
        "schedule the export", "the exports come too late", "the export is not the dashboard",
    ]  # fmt: skip
    seen = on_screen(app)
    assert "Reporting > Exports" in seen
    assert "3 mentions · 1 person · 1 account · 2 sessions" in seen
    assert "⚠ one voice: 3 of 3 from Northwind" in seen
    assert "Ana · Northwind · 19 Oct 2025 · Fleet owners 4:00 · #Exports, Mobile" in seen
    await pilot.press("up")
    await settled(pilot)
    # Three of four come from one account.
    assert "one voice: 3 of 4" in on_screen(app)


async def test_a_theme_without_a_warning_says_what_it_means(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    extra = await participants.add(db, groups[0].id, name="Di", account="Tailspin", now_ms=NOW)
    for n in range(20, 23):
        await take_down(db, groups[0], "x", n, themes=("Reporting",), participant_id=extra.id)
    async with run_app(ReviewApp(db)) as pilot:
        await ready(pilot)
        await pilot.press("down")
        await settled(pilot)
        assert "numbers that leave the house" in on_screen(pilot.app)


async def test_themes_fold_and_stay_chosen(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("down", "down", "left")
    assert app.tree.choice == theme_choice("Reporting")
    await pilot.press("left")
    assert theme_choice("Reporting > Exports") not in [row.choice for row in app.tree.rows]
    await pilot.press("right")
    assert theme_choice("Reporting > Exports") in [row.choice for row in app.tree.rows]
    # Folding what hides the chosen theme goes to the one above it.
    await pilot.press("down")
    assert app.tree.choice == theme_choice("Reporting > Exports")
    app.tree._toggle(1)
    await settled(pilot)
    assert app.tree.choice == theme_choice("Reporting")
    assert len(app.texts) == 4
    await pilot.press("space", "s")
    assert [path_of(row.choice) for row in app.tree.rows[1:-1]] == [
        "Mobile", "Pricing", "Reporting", "Reporting > Exports",
    ]  # fmt: skip
    assert app.tree.choice == theme_choice("Reporting")


async def test_the_mouse_chooses_a_theme_folds_it_and_goes_to_its_quotes(
    reviewing: Reviewing,
) -> None:
    pilot, app = reviewing
    await pilot.click(ThemeTree, offset=(8, 4))
    await settled(pilot)
    assert app.tree.choice == theme_choice("Mobile")
    assert len(app.texts) == 2
    await pilot.click(ThemeTree, offset=(1, 2))
    assert [path_of(row.choice) for row in app.tree.rows[1:-1]] == [
        "Reporting", "Mobile", "Pricing",
    ]  # fmt: skip
    assert app.tree.choice == theme_choice("Mobile")
    await pilot.click(ThemeTree, offset=(8, 2), times=2)
    assert app.listed.has_focus


async def test_one_session_alone_is_reviewed_in_the_same_way(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    async with run_app(ReviewApp(db, groups[1].id)) as pilot:
        app = await ready(pilot)
        assert app.counts(ALL) == (2, 0, 1, 2)
        assert app.texts == ["nobody told us", "没有信号就不能用", "schedule the export"]
        assert "Fleet owners" in on_screen(app).splitlines()[0]


# -- narrowing ---------------------------------------------------------------------------------


async def test_the_kind_key_goes_round_and_the_counts_follow(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    seen = []
    for _ in range(len(Kind) + 1):
        await pilot.press("k")
        await settled(pilot)
        seen.append((len(app.texts), app.counts(theme_choice("Reporting"))))
    assert seen == [
        (4, (2, 0, 0, 1)),
        (1, (0, 1, 0, 1)),
        (1, (0, 0, 1, 1)),
        (0, (0, 0, 0, 0)),  # context
        (0, (0, 0, 0, 0)),  # untagged
        (1, (2, 1, 1, 2)),  # observations, beside the counts of the quotes
        (6, (2, 1, 1, 2)),
    ]


async def test_search_is_shown_as_it_is_typed_and_escape_closes_it(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("slash", *"expo")
    await until(pilot, lambda: len(app.texts) == 3)
    await settled(pilot)
    assert app.counts(theme_choice("Mobile")) == (0, 0, 1, 1)
    assert app.counts(NO_THEME) == (0, 0, 0, 0)
    await pilot.press("enter")
    assert app.listed.has_focus
    await pilot.press("escape")
    await settled(pilot)
    assert len(app.texts) == 6
    assert not app.review.query_one(FilterLine).searching
    assert isinstance(app.screen, ReviewScreen)


async def test_letters_typed_into_the_search_are_no_commands(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("slash", *"kftuwc/ s")
    assert app.review.query_one(FilterLine).field.value == "kftuwc/ s"
    assert isinstance(app.screen, ReviewScreen)
    assert not app.review.selection.kinds


async def test_chinese_is_found_by_two_characters(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("slash")
    app.review.query_one(FilterLine).field.value = "信号"
    await until(pilot, lambda: app.texts == ["没有信号就不能用"])


async def test_a_segment_and_an_owner_narrow_the_review_too(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    await accounts.change(db, "Northwind", segment="Enterprise", owner="Paula")
    await accounts.change(db, "Contoso", segment="Mid-market", owner="Otto")
    async with run_app(ReviewApp(db), (80, 24)) as pilot:
        app = await ready(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
        await pilot.press("enter", *"nobody", "ctrl+s")
        await until(pilot, lambda: "does not match one segment" in told(app))
        assert isinstance(app.screen, FiltersScreen)
        await pilot.press("ctrl+r", "enter", *"ent", "enter", *"paula", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await settled(pilot)
        assert app.review.selection == Selection(segments=("Enterprise",), owner="Paula")
        assert len(app.texts) == 3
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
        assert app.screen.query_one("#filters-segment", Input).value == "Enterprise"


async def test_filters_for_account_speaker_and_time_stand_in_one_line_and_can_be_dropped(
    asked_on: None, reviewing: Reviewing
) -> None:
    pilot, app = reviewing
    await pilot.press("f")
    await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
    await pilot.press(
        *"nor", "enter", "enter", "enter", *"an", "enter", *"last", "space", *"3", "space"
    )
    await pilot.press(*"days", "enter")
    assert "last 3 days" in on_screen(app)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    await settled(pilot)
    assert app.texts == ["schedule the export"]
    top = on_screen(app).splitlines()[0]
    assert "Northwind ✕   said by an ✕   last 3 days ✕   c clears" in top
    assert app.counts(theme_choice("Reporting > Exports")) == (0, 0, 1, 1)
    await pilot.click("#review-narrowing", offset=(36, 0))
    await settled(pilot)
    assert len(app.texts) == 3
    await pilot.press("c")
    await settled(pilot)
    assert len(app.texts) == 6
    assert "clears" not in on_screen(app)


async def test_session_facilitator_and_verbatim_hold_on_every_screen(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    await sessions.update(db, groups[0].id, facilitator="Frida Foley")
    only = "UPDATE quote SET verbatim = 0 WHERE text LIKE 'the exports%'"
    await db.write(lambda tx: tx.run(only))
    async with run_app(ReviewApp(db), (120, 36)) as pilot:
        app = await ready(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
        app.screen.query_one("#filters-session", Input).value = "no such session"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "there is no session" in told(app))
        assert isinstance(app.screen, FiltersScreen)
        app.screen.query_one("#filters-session", Input).value = "planners"
        app.screen.query_one("#filters-facilitator", Input).value = "fri"
        app.screen.query_one("#filters-verbatim", Tick).focus()
        await pilot.press("space", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await settled(pilot)
        assert set(app.texts) == {"the export is not the dashboard", "the board saves me an hour"}
        assert app.counts(theme_choice("Reporting")) == (1, 1, 0, 2)
        words = ("Planners", "led by Frida Foley", "verbatim only")
        assert all(word in on_screen(app).splitlines()[0] for word in words)
        for key in "234567":
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, TableScreen))
            await pilot.pause()
            assert all(word in on_screen(app).splitlines()[0] for word in words)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
        assert app.screen.query_one("#filters-session", Input).value == "Planners"
        await pilot.press("ctrl+r", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await settled(pilot)
        assert len(app.texts) == 6


async def test_a_time_that_can_not_be_read_is_explained_and_not_taken(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("f")
    await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
    app.screen.query_one("#filters-until", Input).value = "soon"
    await pilot.press("ctrl+s")
    assert isinstance(app.screen, FiltersScreen)
    assert "a date or time span" in on_screen(app)
    await pilot.press("escape")
    assert app.review.selection.filters() == {}


async def test_an_account_that_nobody_knows_is_not_taken(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("f")
    await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
    await pilot.press(*"zz", "ctrl+s")
    assert isinstance(app.screen, FiltersScreen)
    assert "no match" in on_screen(app)
    await pilot.press("ctrl+r", *"cont", "ctrl+s")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    assert app.review.selection.accounts == ("Contoso",)


# -- where there is nothing --------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_empty_database_says_how_to_get_quotes(
    db: SqliteDb, run_app: RunApp, size: tuple[int, int]
) -> None:
    async with run_app(ReviewApp(db), size) as pilot:
        await until(pilot, lambda: "No quotes yet" in on_screen(pilot.app))
        assert "focusgroup demo" in on_screen(pilot.app)
        await pilot.press("enter", "space", "t", "u", "w", "k", "k")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_when_nothing_matches_it_says_which_filter_to_drop(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("k", "k", "slash", *"export")
    await until(pilot, lambda: "Nothing matches." in on_screen(app))
    await settled(pilot)
    seen = on_screen(app)
    assert "without strengths: 3 quotes" in seen
    assert "without “export”: 1 quote" in seen
    await pilot.click(QuoteList, offset=(8, 4))
    await settled(pilot)
    assert len(app.texts) == 3
    assert app.review.selection.kinds == ()


async def test_an_empty_theme_says_so(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    app.tree.choose(theme_choice("Pricing"))
    await until(pilot, lambda: "No quotes here yet" in on_screen(app))
    app.tree.choose(ALL)
    await settled(pilot)
    assert "nobody told us" in on_screen(app)


# -- a quote in its session --------------------------------------------------------------------


async def test_enter_opens_a_quote_among_what_was_said_around_it(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("down", "down", "enter")
    await settled(pilot)
    await pilot.press("down", "enter")
    await until(pilot, lambda: isinstance(app.screen, QuoteContextScreen))
    around = app.screen.query_one(QuoteList)
    await until(pilot, lambda: around.loaded and around.selected)
    await pilot.pause()
    assert around.rows.total == 4
    assert around.selected is not None
    assert around.selected.text == "the exports come too late"
    seen = on_screen(app)
    assert "nods all round" in seen  # observations belong to a session
    assert "Planners" in seen
    assert "Question   When did it let you down?" in seen
    assert "Said by    Ana, planner (seat 1)" in seen
    await pilot.press("up")
    await pilot.pause()
    assert "the export is not the dashboard" in on_screen(app).replace("\n", " ")
    await pilot.press("escape")
    assert isinstance(app.screen, ReviewScreen)


async def test_what_is_changed_in_a_session_shows_in_the_review(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("enter", "enter")
    await until(pilot, lambda: isinstance(app.screen, QuoteContextScreen))
    await pilot.press("t")
    await opened(pilot, RetagScreen)
    await pilot.press("s", "enter")
    await until(pilot, lambda: "1 quote changed" in told(app))
    await pilot.press("escape")
    await settled(pilot)
    assert app.counts(ALL) == (3, 2, 1, 3)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_quote_of_100_000_characters_is_shown_and_scrolls(
    db: SqliteDb, groups: list[Session], run_app: RunApp, size: tuple[int, int]
) -> None:
    await take_down(db, groups[0], "长而又长 long " * 10_000, 9_999_999, themes=("Mobile",))
    async with run_app(ReviewApp(db), size) as pilot:
        app = await ready(pilot)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, QuoteContextScreen))
        await pilot.press("tab", "pagedown")
        assert "长而又长" in on_screen(app)


# -- changing ----------------------------------------------------------------------------------


async def test_one_quote_gets_another_kind_and_undo_gives_the_old_one_back(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    await pilot.press("enter")
    await open_retag(pilot)
    await pilot.press("m", "enter")
    await until(pilot, lambda: "1 quote changed" in told(app))
    await settled(pilot)
    assert app.counts(ALL) == (3, 1, 2, 3)
    assert app.listed.cursor == 0
    await pilot.press("u")
    await until(pilot, lambda: "1 quote restored" in told(app))
    await settled(pilot)
    assert app.counts(ALL) == (4, 1, 1, 3)
    assert check_and_backup.check(db.path) == ()


async def test_many_quotes_of_several_sessions_change_and_come_back_together(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    await pilot.press("down", "down", "enter")
    await settled(pilot)
    await pilot.press("space", "space", "space")
    assert len(app.listed.marked) == 3
    assert "3 marked" in on_screen(app)
    retag = await open_retag(pilot)
    assert [(tag.path, tag.on, tag.of) for tag in retag.query_one(RetagTags).tags] == [
        ("Reporting > Exports", 3, 3), ("Mobile", 1, 3),
    ]  # fmt: skip
    # Exports goes, Mobile on all, and a theme that is found by a part of its name.
    await pilot.press("space", "down", "space", "a", *"pri", "enter", "enter")
    await until(pilot, lambda: "3 quotes changed" in told(app))
    await settled(pilot)
    assert app.counts(theme_choice("Pricing")) == (2, 0, 1, 1)
    assert app.counts(theme_choice("Mobile")) == (3, 0, 1, 2)
    assert app.counts(theme_choice("Reporting > Exports")) == (0, 0, 0, 0)
    assert not app.listed.marked
    assert check_and_backup.check(db.path) == ()
    await pilot.press("u")
    await until(pilot, lambda: "3 quotes restored" in told(app))
    await settled(pilot)
    assert app.counts(theme_choice("Reporting > Exports")) == (2, 0, 1, 1)
    assert app.counts(theme_choice("Pricing")) == (0, 0, 0, 0)


async def test_a_new_theme_is_made_only_after_it_was_asked_about(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("enter")
    retag = await open_retag(pilot)
    await pilot.press("a", *"Billing", "enter")
    assert "Enter again creates “Billing”" in on_screen(app)
    assert retag.query_one(RetagTags).tags == ()
    await pilot.press("enter")
    assert [tag.path for tag in retag.query_one(RetagTags).tags] == ["Billing"]
    await pilot.press("enter")
    await until(pilot, lambda: "1 quote changed" in told(app))
    await settled(pilot)
    assert app.counts(theme_choice("Billing")) == (1, 0, 0, 1)


async def test_a_theme_is_the_same_theme_however_it_is_written(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    await pilot.press("enter")
    retag = await open_retag(pilot)
    retag.query_one(Completion).field.value = "reporting>EXPORTS"
    retag.query_one(Completion).field.focus()
    await pilot.press("enter", "enter")
    await until(pilot, lambda: "1 quote changed" in told(app))
    assert "Reporting > Exports" in {t.path for t in await themes.all_themes(db)}
    assert len(await themes.all_themes(db)) == 4


async def test_escape_changes_nothing_and_keeps_the_marks(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("enter", "space")
    await open_retag(pilot)
    await pilot.press("s", "a", *"pri", "escape", "escape", "escape")
    await settled(pilot)
    assert isinstance(app.screen, ReviewScreen)
    assert app.counts(ALL) == (4, 1, 1, 3)
    assert len(app.listed.marked) == 1
    await pilot.press("escape")
    assert not app.listed.marked
    assert isinstance(app.screen, ReviewScreen)


async def test_several_changes_of_one_quote_are_undone_one_after_the_other(
    reviewing: Reviewing,
) -> None:
    pilot, app = reviewing
    await pilot.press("enter")
    changed = (Kind.MISSING_FEATURE, Kind.STRENGTH, Kind.PROBLEM)
    for key, kind in zip("msp", changed, strict=True):
        await open_retag(pilot)
        await pilot.press(key, "enter")
        await until(pilot, lambda kind=kind: app.listed.selected.kind is kind)
        await settled(pilot)
    for kind in (Kind.STRENGTH, Kind.MISSING_FEATURE, Kind.PROBLEM):
        app.clear_notifications()
        await pilot.press("u")
        await until(pilot, lambda: "1 quote restored" in told(app))
        await settled(pilot)
        assert app.listed.selected.kind is kind
    assert not app.review.edits.can_undo


async def test_kind_and_themes_are_changed_by_mouse_as_well(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("down", "down", "enter")
    await settled(pilot)
    retag = await open_retag(pilot)
    await pilot.click("#retag-kinds", offset=(22, 0))
    assert retag.kind is Kind.STRENGTH
    await pilot.click(RetagTags, offset=(6, 0))
    assert retag.query_one(RetagTags).tags[0].wanted is False
    await pilot.press("enter")
    await until(pilot, lambda: "1 quote changed" in told(app))
    await settled(pilot)
    assert app.counts(theme_choice("Reporting > Exports")) == (2, 0, 0, 1)
    assert app.counts(theme_choice("Mobile")) == (1, 1, 0, 2)


async def test_undo_never_goes_past_what_somebody_else_changed_in_between(
    db: SqliteDb, groups: list[Session]
) -> None:
    quote = await take_down(db, groups[0], "said once", 50)
    edits = Edits(db)
    await edits.change([quote.id], Edit(kind=Kind.STRENGTH), NOW)
    await quotes.change_quote(db, [quote.id], Edit(text="corrected meanwhile"), NOW)
    await edits.change([quote.id], Edit(kind=Kind.MISSING_FEATURE), NOW)
    assert await edits.undo(NOW) == "1 quote restored: the correction of “corrected meanwhile”"
    with pytest.raises(FocusgroupError, match="was changed later"):
        await edits.undo(NOW)
    after = await quotes.get_quote(db, quote.id)
    assert (after.text, after.kind) == ("corrected meanwhile", Kind.STRENGTH)


async def test_undo_of_several_sessions_says_how_many_of_each(
    db: SqliteDb, groups: list[Session]
) -> None:
    ids = [(await take_down(db, each, f"said {n}", 50 + n)).id for each in groups for n in (1, 2)]
    edits = Edits(db)
    await edits.change(ids, Edit(kind=Kind.STRENGTH), NOW)
    assert await edits.undo(NOW) == f"{len(ids)} quotes restored in {len(groups)} sessions"


async def test_undo_leaves_another_quote_of_the_session_alone(
    db: SqliteDb, groups: list[Session]
) -> None:
    ours = await take_down(db, groups[0], "ours", 50)
    theirs = await take_down(db, groups[0], "theirs", 51)
    edits = Edits(db)
    await edits.change([ours.id], Edit(kind=Kind.STRENGTH), NOW)
    await quotes.change_quote(db, [theirs.id], Edit(kind=Kind.STRENGTH), NOW)
    with pytest.raises(FocusgroupError, match="0 of 1 quote restored"):
        await edits.undo(NOW)
    assert (await quotes.get_quote(db, theirs.id)).kind is Kind.STRENGTH
    assert (await quotes.get_quote(db, ours.id)).kind is Kind.STRENGTH


async def test_a_change_that_changes_nothing_is_nothing_to_undo(
    db: SqliteDb, groups: list[Session]
) -> None:
    quote = await take_down(db, groups[0], "a problem", 50, themes=("Pricing",))
    edits = Edits(db)
    same = Edit(kind=Kind.PROBLEM, add_themes=("Pricing",))
    assert await edits.change([quote.id], same, NOW) == 0
    assert not edits.can_undo
    assert await edits.undo(NOW) == ""


async def test_undo_leaves_what_somebody_else_changed_since(
    reviewing: Reviewing, db: SqliteDb, groups: list[Session]
) -> None:
    pilot, app = reviewing
    await pilot.press("enter")
    await open_retag(pilot)
    await pilot.press("m", "enter")
    await until(pilot, lambda: "1 quote changed" in told(app))
    quote = app.listed.selected
    assert quote is not None
    await quotes.change_quote(db, [quote.id], Edit(text="corrected meanwhile"), NOW)
    await pilot.press("u")
    await until(pilot, lambda: "was changed later" in told(app))
    after = await quotes.get_quote(db, quote.id)
    assert (after.text, after.kind) == ("corrected meanwhile", Kind.MISSING_FEATURE)
    # What the other one did can still be taken back by them.
    undone = await undo(db, groups[1].id, NOW)
    assert undone is not None
    assert (await quotes.get_quote(db, quote.id)).text == "nobody told us"


async def test_undo_is_offered_only_when_there_is_something_to_undo(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    assert "Undo" not in on_screen(app)
    await pilot.press("u")
    await pilot.press("enter")
    await open_retag(pilot)
    await pilot.press("s", "enter")
    await until(pilot, lambda: "1 quote changed" in told(app))
    await until(pilot, lambda: "Undo" in on_screen(app))


# -- Word --------------------------------------------------------------------------------------


async def test_what_is_seen_is_written_to_word(
    db: SqliteDb, groups: list[Session], run_app: RunApp, tmp_path: Path
) -> None:
    from docx import Document

    async with run_app(ReviewApp(db)) as pilot:
        app = await ready(pilot)
        await pilot.press("down", "down", "k")
        await settled(pilot)
        await pilot.press("w")
        await until(pilot, lambda: "Write  theme" in on_screen(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Written" in on_screen(app))
        (path,) = (tmp_path / "exports").glob("*.docx")
        words = " ".join(Document(str(path)).element.itertext())
        assert "the exports come too late" in words
        assert "schedule the export" not in words  # no problem
        assert "nobody told us" not in words


async def test_a_theme_over_time_counts_the_sessions_in_which_nobody_raised_it(
    db: SqliteDb, groups: list[Session], add_session: Add
) -> None:
    await add_session("Silent", SessionStatus.ENDED)
    report = await report_of(db, theme_choice("Reporting"))
    assert {each.title for each in report.sessions} == {"Planners", "Fleet owners", "Silent"}
    assert {each.session_title for each in report.quotes} == {"Planners", "Fleet owners"}
    assert report.theme == "Reporting"


# -- going and coming --------------------------------------------------------------------------


class SlowDb(AroundDb):
    """A database whose reads wait for a gate."""

    def __init__(self, db: SqliteDb) -> None:
        super().__init__(db)
        self.gate = asyncio.Event()
        self.reads = 0
        self.under_way = 0

    async def read(self, work: Work[T]) -> T:
        self.reads += 1
        self.under_way += 1
        try:
            await self.gate.wait()
            return await self._db.read(work)
        finally:
            self.under_way -= 1


async def test_leaving_while_it_is_still_being_read_tells_of_nothing(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    slow = SlowDb(db)
    async with run_app(ReviewApp(slow)) as pilot:
        app: ReviewApp = pilot.app
        await until(pilot, lambda: slow.reads and isinstance(app.screen, ReviewScreen))
        await pilot.press("slash", *"exp", "escape", "escape")
        await until(pilot, lambda: not isinstance(app.screen, ReviewScreen))
        slow.gate.set()
        await pilot.pause(0.05)
        assert told(app) == ""
        await app.push_screen(ReviewScreen(slow))
        await ready(pilot)
        assert told(app) == ""


async def test_however_fast_it_is_asked_one_read_of_a_kind_is_under_way(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    slow = SlowDb(db)
    slow.gate.set()
    async with run_app(ReviewApp(slow)) as pilot:
        app = await ready(pilot)
        slow.gate.clear()
        for n in range(50):
            app.review.narrow(replace(app.review.selection, search=f"export {n}"))
            await pilot.pause()
            # One for the list and one for the counts: what nobody waits for has been ended.
            assert slow.under_way <= 3
        app.review.narrow(replace(app.review.selection, search="export"))
        slow.gate.set()
        await settled(pilot)
        assert len(app.texts) == 3
        assert app.counts(theme_choice("Mobile")) == (0, 0, 1, 1)


async def test_a_count_is_never_shown_with_another_filter_than_it_was_counted_for(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    slow = SlowDb(db)
    slow.gate.set()
    async with run_app(ReviewApp(slow)) as pilot:
        app = await ready(pilot)
        before = app.tree.render_line(1).text
        slow.gate.clear()
        app.review.narrow(replace(app.review.selection, kinds=(Kind.PROBLEM,)))
        await pilot.pause()
        for line in range(1, len(app.tree.rows) + 1):
            assert app.tree.render_line(line).text.endswith("… ")
        slow.gate.set()
        await settled(pilot)
        after = app.tree.render_line(1).text
        assert "…" not in after
        assert after != before


# -- sizes and hostile texts -------------------------------------------------------------------


async def test_at_80_by_24_themes_and_quotes_take_turns(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    async with run_app(ReviewApp(db), (80, 24)) as pilot:
        app = await ready(pilot)
        assert app.tree.size.width > 70
        assert "nobody told us" not in on_screen(app)
        await pilot.press("enter")
        await pilot.pause()
        seen = on_screen(app)
        assert "nobody told us" in seen
        assert "6 mentions · 3 people · 3 accounts · 2 sessions" in seen
        assert "Pricing" not in seen
        for label in ("Search", "Kind", "Filter", "Mark", "Retag", "Open", "Write", "Back"):
            assert label in seen
        await pilot.press("escape")
        await pilot.pause()
        assert "Pricing" in on_screen(app)
        await pilot.press("tab")
        await pilot.pause()
        assert "nobody told us" in on_screen(app)


@few_or_all
@pytest.mark.parametrize(("size", "first"), [((80, 24), 0), ((120, 36), 1)])
async def test_hostile_texts_reach_every_place_and_do_nothing(
    db: SqliteDb, run_app: RunApp, size: tuple[int, int], first: int, texts: dict[str, str]
) -> None:
    names = list(texts)[first::2]
    # The first, which is the worst.
    first_of_each = {name.partition(":")[0]: texts[name][:60] for name in reversed(names)}.values()
    for n, text in enumerate(texts[name] for name in names):
        session = await sessions.create(db, title=text, agenda=AGENDA, now_ms=NOW + n, place=text)
        name = clean_line(text) or "x"
        person = await participants.add(
            db, session.id, name=name, role=text, account=text, now_ms=NOW
        )
        await take_down(db, session, text, n, themes=(text,), participant_id=person.id)
    async with run_app(ReviewApp(db), size) as pilot:
        app = await ready(pilot)

        def checked() -> None:
            seen = on_screen(app)
            assert not set(seen) & set("\x1b\x07\x9b\u202e\u2066\r")

        app.tree.action_last()
        await settled(pilot)
        checked()
        await pilot.press("home", "enter", "end", "home")
        await settled(pilot)
        while app.listed.cursor + 1 < app.listed.rows.total:
            checked()
            app.listed.action_page_down()
            await settled(pilot)
        checked()
        for text in first_of_each:
            # As the search field gives it, which holds what was typed as it was typed.
            app.review.post_message(FilterLine.Typed(text))
            await settled(pilot)
            checked()
        for text in texts:
            await app.review.facts.tally(Selection(search=clean_line(text[:60])))
        app.review.query_one(FilterLine).open_search()
        for text in first_of_each:
            app.review.query_one(FilterLine).field.value = text
            await pilot.pause()
            checked()
        await pilot.press("enter")
        await settled(pilot)
        checked()
        app.review.action_clear()
        await settled(pilot)
        app.listed.focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, QuoteContextScreen))
        await pilot.pause()
        checked()
        await open_retag(pilot)
        for text in first_of_each:
            app.screen.query_one(Completion).field.value = text
            await pilot.pause()
            checked()
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QuoteContextScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
        for text in first_of_each:
            for place in ("since", "until", "speaker"):
                app.screen.query_one(f"#filters-{place}", Input).value = text
            await pilot.pause()
            checked()
        assert app.is_running


async def test_all_and_a_range_are_marked_with_two_keys(reviewing: Reviewing) -> None:
    pilot, app = reviewing
    await pilot.press("tab")
    quotes_list = app.review._list

    def marked() -> list[int]:
        ids = [row.id if (row := quotes_list.rows.row(n)) else "" for n in range(6)]
        return [place for place, each in enumerate(ids) if each in quotes_list.marked]

    await pilot.press("down", "shift+down", "shift+down")
    assert marked() == [1, 2, 3]
    await pilot.press("shift+up", "shift+up", "shift+up")
    assert marked() == [0, 1]
    await pilot.press("down", "down", "down", "down", "shift+down")
    assert marked() == [0, 1, 4, 5]
    await pilot.press("ctrl+a")
    await until(pilot, lambda: marked() == [0, 1, 2, 3, 4, 5])
    assert "6 marked" in on_screen(app)
    await pilot.press("ctrl+a")
    await until(pilot, lambda: not marked())


async def test_a_quote_is_corrected_in_its_line_and_undone(
    db: SqliteDb, reviewing: Reviewing
) -> None:
    pilot, app = reviewing
    await pilot.press("tab", "end")
    await settled(pilot)
    was = app.review._list.selected
    assert was is not None
    assert was.speaker == "Ana"
    await pilot.press("e")
    await until(pilot, lambda: isinstance(app.screen, RewriteScreen))
    field = app.screen.query_one(Field)
    assert was.text in field.value
    assert "@1" in field.value
    field.value = f"{field.value} @9"
    await pilot.press("enter")
    await until(pilot, lambda: "9" in app.screen.query_one(WhyNotSaved).content.plain)
    assert await quotes.get_quote(db, was.id) == was
    field.value = field.value.replace(was.text, "the export is late").replace("@9", "@2")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    now = await quotes.get_quote(db, was.id)
    assert (now.text, now.speaker, now.kind) == ("the export is late", "Bo", was.kind)
    assert now.themes == was.themes
    await settled(pilot)
    assert "the export is late" in on_screen(app)
    await pilot.press("ctrl+z")
    await until(pilot, lambda: "restored: the correction of “the export is late”" in told(app))
    back = await quotes.get_quote(db, was.id)
    assert (back.text, back.speaker, back.themes) == (was.text, was.speaker, was.themes)


async def test_a_correction_leaves_what_somebody_else_made_of_the_quote(
    db: SqliteDb, groups: list[Session]
) -> None:
    (was, *_) = await quote_pages.quotes_of_session(db, groups[0].id)
    await quotes.change_quote(db, [was.id], Edit(text="theirs"), NOW)
    edits = Edits(db)
    with pytest.raises(FocusgroupError, match="changed elsewhere to “theirs”"):
        await edits.rewrite(was, "- ours @1", NOW)
    assert (await quotes.get_quote(db, was.id)).text == "theirs"
    for line in ("/undo", "   ", "- ours #nothing", "- ours @nobody"):
        with pytest.raises(FocusgroupError):
            await edits.rewrite(was, line, NOW)


@pytest.mark.parametrize("steps", range(6))
async def test_no_notification_covers_the_chosen_quote_that_it_speaks_of(
    reviewing: Reviewing, steps: int
) -> None:
    pilot, app = reviewing
    await pilot.resize_terminal(100, 14)
    await settled(pilot)
    app.listed.focus()
    await settled(pilot)
    await pilot.press(*["down"] * steps)
    row = row_of(app.listed)
    assert row is not None
    tell(app.review, "Starred: a top moment of its session")
    await until(pilot, lambda: "Starred" in on_screen(app))
    toast = next(iter(app.screen.query(Toast))).region
    assert toast.bottom <= row.y or toast.y > row.y + 1, (toast, row)


def test_help_lists_all_that_a_search_takes() -> None:
    assert [field for field in SearchField if f"{field}:" not in ReviewScreen.HELP_TEXT] == []
    traits = [f"is:{trait.replace(' ', '-')}" for trait in TRAITS]
    assert [trait for trait in traits if trait not in ReviewScreen.HELP_TEXT] == []


async def test_a_letter_paints_its_quotes_before_their_counts_and_lays_nothing_out(
    reviewing: Reviewing, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot, _app = reviewing
    await pilot.press("slash", *"the e")
    await settled(pilot)
    done: list[str] = []

    def noting(owner: type[Any], name: str, what: str) -> None:
        found = getattr(owner, name)

        def noted(*args: Any, **kwargs: Any) -> Any:
            done.append(what)
            return found(*args, **kwargs)

        monkeypatch.setattr(owner, name, noted)

    noting(QuoteList, "_take", "rows")
    noting(QuoteList, "render_line", "painted")
    noting(ThemeTree, "forget", "counts")
    noting(ReviewScreen, "_refresh_layout", "laid out")
    await pilot.press("x")
    await until(pilot, lambda: "counts" in done)
    since = done[done.index("rows") :]
    assert since.index("painted") < since.index("counts")
    assert "laid out" not in since
