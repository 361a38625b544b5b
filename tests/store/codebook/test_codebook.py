"""Rename, move, merge, split, retire and delete themes, and take each of them back."""

from dataclasses import replace

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Kind, Session
from focusgroup.core.themes.entries import ThemeDetails, ThemeEntry
from focusgroup.store import debriefs, sessions, themes, undo
from focusgroup.store.codebook import (
    CodebookChange,
    change_to_undo,
    changes,
    concerned,
    delete,
    edit,
    merge,
    put_themes,
    repath,
    split,
)
from focusgroup.store.codebook import undo as take_back
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.maintenance.counts import check_counts
from focusgroup.store.outbox import QuoteEdit, load_draft
from focusgroup.store.outbox.replay import store_most
from focusgroup.store.quotes import (
    Edit,
    NewQuote,
    add_quote,
    change_quote,
    delete_quote,
    get_quote,
    theme_tree,
)
from focusgroup.store.reports import session_report

NOW = 1_760_000_000_000
WHO = "anna"


class Coded:
    """A database, with themes by path and quotes by id."""

    def __init__(self, db: SqliteDb, session: Session) -> None:
        self.db, self.session = db, session

    async def say(self, name: str, *paths: str, codebook: int | None = None) -> None:
        quote = NewQuote(
            id=name,
            session_id=self.session.id,
            text=name,
            kind=Kind.PROBLEM,
            at_ms=NOW,
            themes=paths,
            codebook=codebook,
        )
        await add_quote(self.db, quote, NOW)

    async def of(self, name: str) -> tuple[str, ...]:
        return (await get_quote(self.db, name)).themes

    async def id(self, path: str) -> str:
        return next(t.id for t in await themes.all_themes(self.db) if t.path == path)

    async def rename(self, path: str, to: str) -> CodebookChange:
        return await repath(self.db, await self.id(path), to, WHO, NOW)

    async def merge(self, path: str, into: str) -> CodebookChange:
        return await merge(self.db, await self.id(path), await self.id(into), WHO, NOW)

    async def delete(self, path: str) -> CodebookChange:
        return await delete(self.db, await self.id(path), WHO, NOW)

    async def undo(self, n: int = 0) -> CodebookChange:
        return await take_back(self.db, await change_to_undo(self.db, n), WHO, NOW)

    async def paths(self) -> list[str]:
        return [theme.path for theme in await themes.all_themes(self.db)]

    async def counts(self) -> dict[str, int]:
        await self.is_right()
        return {each.theme.path: each.problem for each in await theme_tree(self.db)}

    async def is_right(self) -> None:
        async def work(tx: object) -> None:
            assert check_counts(tx._connection) == ()  # type: ignore[attr-defined]  # a raw look

        await self.db.read(work)


@pytest.fixture
async def coded(db: SqliteDb, session: Session) -> Coded:
    """Quotes: one in `Reporting > Exports`, one in `Reporting`, one in both and `Onboarding`."""
    made = Coded(db, session)
    await made.say("below", "Reporting > Exports")
    await made.say("above", "Reporting")
    await made.say("three", "Onboarding", "Reporting > Exports", "Reporting")
    return made


async def test_a_renamed_theme_keeps_its_quotes_and_answers_to_its_old_name(coded: Coded) -> None:
    before = await coded.counts()
    done = await coded.rename("Reporting", "Reports")
    assert (done.words, done.quotes, done.sessions) == ("renaming “Reporting” to “Reports”", 3, 1)
    assert await coded.of("three") == ("Onboarding", "Reports > Exports", "Reports")
    assert await coded.counts() == {
        path.replace("Reporting", "Reports"): n for path, n in before.items()
    }
    assert (await themes.find(coded.db, "reporting > exports")).path == "Reports > Exports"
    await coded.say("late", "Reporting > Exports", "Reporting > New")
    assert await coded.of("late") == ("Reports > Exports", "Reports > New")
    back = await coded.undo()
    assert back.words == done.words
    assert await coded.of("late") == ("Reporting > Exports", "Reporting > New")
    assert (await themes.find(coded.db, "reports")).path == "Reporting"
    await coded.counts()


async def test_a_moved_theme_is_counted_under_its_new_parents_only(coded: Coded) -> None:
    await coded.rename("Reporting > Exports", "Onboarding > First steps > Exports")
    assert await coded.counts() == {
        "Onboarding": 2,
        "Onboarding > First steps": 2,
        "Onboarding > First steps > Exports": 2,
        "Reporting": 2,
    }
    await coded.undo()
    assert await coded.counts() == {"Onboarding": 1, "Reporting": 3, "Reporting > Exports": 2}


async def test_a_merge_moves_every_quote_and_can_be_undone_after_later_ones(coded: Coded) -> None:
    await coded.say("other", "Exports")
    await coded.say("both", "Exports", "Reporting > Exports")
    done = await coded.merge("Exports", "Reporting > Exports")
    assert (done.words, done.quotes) == ("merging “Exports” into “Reporting > Exports”", 2)
    assert await coded.of("other") == await coded.of("both") == ("Reporting > Exports",)
    await coded.say("since", "exports")
    assert await coded.of("since") == ("Reporting > Exports",)
    assert "Exports" not in await coded.counts()
    await coded.rename("Reporting", "Reports")
    await coded.undo(done.n)
    assert await coded.of("other") == ("Exports",)
    assert await coded.of("both") == ("Exports", "Reports > Exports")
    assert await coded.of("since") == await coded.of("below") == ("Reports > Exports",)
    assert (await coded.counts())["Exports"] == 2
    with pytest.raises(FocusgroupError, match="undone already"):
        await coded.undo(done.n)


async def test_themes_below_a_merged_one_join_those_of_the_same_name(coded: Coded) -> None:
    await coded.say("new", "Onboarding > Exports > CSV", "Onboarding > Help")
    before = await coded.counts()
    await coded.merge("Onboarding", "Reporting")
    assert await coded.paths() == [
        *("Reporting", "Reporting > Exports", "Reporting > Exports > CSV", "Reporting > Help"),
    ]
    assert await coded.of("new") == ("Reporting > Exports > CSV", "Reporting > Help")
    await coded.counts()
    await coded.undo()
    assert await coded.of("new") == ("Onboarding > Exports > CSV", "Onboarding > Help")
    assert await coded.counts() == before


async def test_a_theme_merges_into_its_parent_even_with_a_child_of_its_own_name(
    coded: Coded,
) -> None:
    await coded.say("deep", "Reporting > Exports > Exports")
    before = await coded.counts()
    await coded.merge("Reporting > Exports", "Reporting")
    assert await coded.of("deep") == ("Reporting > Exports",)
    assert await coded.of("three") == ("Onboarding", "Reporting")
    await coded.counts()
    with pytest.raises(FocusgroupError, match="there is a theme “Reporting > Exports” again"):
        await coded.undo()
    await coded.rename("Reporting > Exports", "Reporting > Inner")
    await coded.undo(1)
    assert await coded.of("three") == ("Onboarding", "Reporting > Exports", "Reporting")
    assert set(await coded.counts()) == {*before, "Reporting > Inner"} - {
        "Reporting > Exports > Exports"
    }


async def test_a_deleted_theme_leaves_the_words_and_comes_back_with_its_quotes(
    coded: Coded,
) -> None:
    before = await coded.counts()
    await debriefs.save_headline(
        coded.db, coded.session.id, "Reporting", Kind.PROBLEM, "Three weeks", NOW
    )
    done = await coded.delete("Reporting")
    assert (done.quotes, await coded.of("below"), await coded.of("three")) == (
        *(3, (), ("Onboarding",)),
    )
    assert await coded.counts() == {"Onboarding": 1}
    await coded.say("waited", "Reporting > Exports", "Onboarding", codebook=0)
    assert await coded.of("waited") == ("Onboarding",)
    await coded.undo()
    assert await coded.of("three") == ("Onboarding", "Reporting > Exports", "Reporting")
    # What waited has the theme too that it was captured with.
    more = {"Onboarding": 2, "Reporting": 4, "Reporting > Exports": 3}
    assert await coded.counts() == before | more
    report = await session_report(coded.db, [coded.session.id])
    assert [line.text for line in report.headlines] == ["Three weeks"]


async def test_a_theme_that_is_made_again_is_another_one(coded: Coded) -> None:
    await coded.rename("Reporting", "Reports")
    await put_themes(coded.db, [ThemeEntry("Reporting")], "add", "adding", WHO, NOW)
    await coded.say("new", "Reporting")
    await coded.say("waited", "Reporting", codebook=0)
    assert await coded.of("new") == ("Reporting",)
    assert await coded.of("waited") == ("Reports",)


@pytest.mark.parametrize("changed", ["renamed", "merged", "deleted"])
async def test_undo_and_restored_quotes_follow_their_themes(coded: Coded, changed: str) -> None:
    await delete_quote(coded.db, ["below"], NOW)
    await change_quote(coded.db, ["above"], Edit(themes=("Onboarding",)), NOW)
    if changed == "renamed":
        await coded.rename("Reporting", "Numbers")
        wanted: tuple[str, ...] = ("Numbers",)
    elif changed == "merged":
        await put_themes(coded.db, [ThemeEntry("Numbers")], "add", "adding", WHO, NOW)
        await coded.merge("Reporting", "Numbers")
        wanted = ("Numbers",)
    else:
        await coded.delete("Reporting")
        wanted = ()
    await put_themes(coded.db, [ThemeEntry("Reporting")], "add", "adding", WHO, NOW)
    await undo.undo(coded.db, coded.session.id, NOW)
    await undo.undo(coded.db, coded.session.id, NOW)
    assert await coded.of("above") == wanted
    assert await coded.of("below") == tuple(f"{path} > Exports" for path in wanted)
    await coded.counts()


async def test_a_split_takes_the_chosen_quotes_and_undo_brings_them_back(coded: Coded) -> None:
    theme = await coded.id("Reporting > Exports")
    done = await split(coded.db, theme, "PDF", ["three"], WHO, NOW)
    assert done.words == "splitting “Reporting > PDF” off “Reporting > Exports”"
    assert await coded.of("three") == ("Onboarding", "Reporting > PDF", "Reporting")
    assert await coded.of("below") == ("Reporting > Exports",)
    await coded.undo()
    assert await coded.of("three") == ("Onboarding", "Reporting > Exports", "Reporting")
    assert "Reporting > PDF" not in await coded.counts()


async def test_what_is_retagged_since_stays_as_it_is_when_a_merge_is_undone(coded: Coded) -> None:
    await coded.merge("Reporting > Exports", "Onboarding")
    await change_quote(coded.db, ["below"], Edit(themes=("Elsewhere",)), NOW)
    await coded.undo()
    assert await coded.of("below") == ("Elsewhere",)
    assert await coded.of("three") == ("Onboarding", "Reporting > Exports", "Reporting")
    await coded.counts()


async def test_a_definition_is_kept_with_who_and_when_and_taken_back(coded: Coded) -> None:
    theme = await coded.id("Onboarding")
    details = ThemeDetails("The first week", "Training", ("start", "setup"), "Mia", retired=True)
    await edit(coded.db, theme, details, "edit", WHO, NOW)
    found = await themes.find(coded.db, "Onboarding")
    assert (found.description, found.excludes, found.keywords, found.owner, found.retired) == (
        *("The first week", "Training", ("start", "setup"), "Mia", True),
    )
    await coded.undo()
    assert (await themes.find(coded.db, "Onboarding")).owner == ""
    assert [(each.verb, each.who, each.undone) for each in await changes(coded.db)] == [
        ("undo", WHO, False),
        ("edit", WHO, True),
    ]


async def test_what_can_not_be_done_is_a_sentence_and_changes_nothing(coded: Coded) -> None:
    for what in (
        coded.rename("Reporting", "Reporting > Exports > More"),
        coded.rename("Reporting", "Onboarding"),
        coded.rename("Reporting", " > "),
        coded.merge("Reporting", "Reporting > Exports"),
        coded.merge("Reporting", "Reporting"),
        coded.undo(9),
        coded.undo(),
    ):
        with pytest.raises(FocusgroupError):
            await what
    assert await changes(coded.db) == ()
    assert await concerned(coded.db, await coded.id("Reporting")) == (3, 1)


async def test_the_session_shows_what_changed_in_its_quotes(coded: Coded) -> None:
    before = (await sessions.find(coded.db, coded.session.id)).rev
    await coded.rename("Reporting", "Reports")
    assert (await sessions.find(coded.db, coded.session.id)).rev == before + 1
    assert (await get_quote(coded.db, "below")).rev == before + 1


async def test_a_correction_that_waited_for_a_renamed_theme_is_not_given_back(
    coded: Coded,
) -> None:
    quote = await get_quote(coded.db, "below")
    edit = Edit(text="in other words", add_themes=("Onboarding",)).starting_from(quote)
    await coded.rename("Onboarding", "Start")
    waited = QuoteEdit("e", "below", replace(edit, codebook=0))
    assert await store_most(coded.db, [waited], NOW) == []
    assert await coded.of("below") == ("Reporting > Exports", "Start")
    assert (await load_draft(coded.db, coded.session.id)).text == ""
