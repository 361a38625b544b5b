"""The page in Chromium: hostile quotes, two observers, a restart, the end, a phone."""

import asyncio
from pathlib import Path

import pytest

from focusgroup.core.model import Kind, QuestionState
from focusgroup.store.backroom import questions
from tests.backroom.browser import Browser, Page, chromium
from tests.backroom.conftest import Held, Opening
from tests.backroom.test_feed import HOSTILE

pytestmark = pytest.mark.needs("chromium")

QUOTES = "[...document.querySelectorAll('#quotes .words')].map(each => each.textContent)"


async def come_in(browser: Browser, link: str, name: str, function: str) -> Page:
    """Open the link, type a name and press the button of a function."""
    page = await browser.page()
    await page.size(1280, 860)
    await page.open(link)
    await page.until("document.activeElement.id === 'name'")
    await page.type(name)
    await page.click(f"#functions [value={function}]")
    await page.until("state !== null")
    return page


async def shows(page: Page, *texts: str) -> None:
    """Wait until the page shows just these quotes, in any order."""
    for _ in range(600):
        if sorted(await page.look(QUOTES)) == sorted(texts):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(await page.look(QUOTES))


async def test_two_browsers_hostile_quotes_a_restart_and_the_end(
    session: Held, opened: Opening, tmp_path: Path
) -> None:
    for text in HOSTILE:
        await session.say(text, kind=Kind.MISSING_FEATURE, themes=("<b>Bold</b> > \u202eodd",))
    async with chromium(tmp_path / "profile") as browser:
        async with opened() as room:
            port = int(room.link.split(":")[2].partition("/")[0])
            eva = await come_in(browser, room.link, "Eva <b>", "engineer")
            max_ = await come_in(browser, room.link, "Max", "manager")
            for page in (eva, max_):
                await shows(page, *HOSTILE)
                assert await page.look("location.pathname") == "/"
                assert await page.look("document.cookie") == ""
                # Long and right-to-left words stay inside the page.
                assert await page.look("document.documentElement.scrollWidth <= innerWidth")
            await eva.until("document.getElementById('listening').textContent.startsWith('2 ')")
            await eva.click("#text")
            await eva.type("Who reads it?")
            await eva.click("#ask button")
            await eva.until("document.querySelector('#asked li') !== null")
            (asked,) = await questions.questions_of(session.db, session.stored.id)
            await questions.mark(session.db, asked.id, QuestionState.ASKED)
            await eva.until("document.querySelector('#asked strong').textContent === 'asked ✓'")
            assert await max_.look("document.querySelector('#asked li')") is None
            await room.close()
            await eva.until("!document.getElementById('notice').hidden")
            await session.say("said meanwhile")
        async with opened(port=port):
            for page in (eva, max_):
                await shows(page, *HOSTILE, "said meanwhile")
                await page.until("document.getElementById('notice').hidden")
            await session.end()
            for page in (eva, max_):
                await page.until("document.getElementById('notice').textContent.includes('ended')")
                await page.until("feed === null")
        await asyncio.sleep(1)
        await shows(eva, *HOSTILE, "said meanwhile")
        assert await eva.look("feed === null && over")
        assert [each for each in browser.logged if "Refused" in each or "exception" in each] == []


async def test_a_phone_gets_to_the_first_quote_in_three_taps_and_a_screen_reader_through_it(
    session: Held, opened: Opening, tmp_path: Path
) -> None:
    await session.say("the first quote")
    async with chromium(tmp_path / "profile") as browser, opened() as room:
        page = await browser.page()
        await page.size(390, 844, dark=True)
        await page.open(room.link)  # the first tap
        await page.click("#name")
        await page.type("Eva")
        await page.click("#functions [value=finance]")
        await shows(page, "the first quote")
        assert await page.look("document.documentElement.scrollWidth") == 390
        assert (
            await page.look("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 29)"
        )
        roles = {
            (node["role"]["value"], node["name"].get("value", "").casefold())
            for node in (await page.call("Accessibility.getFullAXTree"))["nodes"]
            if "name" in node
        }
        assert ("main", "") in roles
        assert ("log", "quotes, the newest first") in roles
        assert ("textbox", "your question to the moderator") in roles
        assert ("heading", "themes so far") in roles
        assert ("complementary", "themes, questions and agenda") in roles
        small = """[...document.querySelectorAll('button, input, textarea')]
            .filter(each => each.offsetParent && each.getBoundingClientRect().height < 40).length"""
        assert await page.look(small) == 0


async def test_details_are_on_the_side_of_the_words_and_long_themes_take_two_lines(
    session: Held, opened: Opening, tmp_path: Path
) -> None:
    long = "a name of a theme that is as long as a sentence of somebody who explains it " * 2
    said = {"نريد API كل اثنين": "rtl", "1) למה?": "rtl", "𐡀𐡁 old": "rtl", "API نريد": "ltr"}
    async with chromium(tmp_path / "profile") as browser, opened() as room:
        page = await come_in(browser, room.link, "Eva", "engineer")
        none = "getComputedStyle(document.getElementById('themes'), '::before').content"
        assert "as they come" in await page.look(none)
        for words in (*said, "是的"):
            await session.say(words, themes=(f"{long} > part", "导出" * 40))
        await shows(page, *said, "是的")
        assert await page.look(none) == "none"
        sides = """Object.fromEntries([...document.querySelectorAll('#quotes li')].map(row =>
            [row.querySelector('.words').textContent, row.querySelector('.about').dir]))"""
        assert await page.look(sides) == {**said, "是的": "ltr"}
        same = """[...document.querySelectorAll('#quotes .words')].every(each =>
            getComputedStyle(each).direction === each.parentNode.querySelector('.about').dir)"""
        assert await page.look(same)
        heights = """[...document.querySelectorAll('#themes .name')].map(each =>
            each.getBoundingClientRect().height / parseFloat(getComputedStyle(each).lineHeight))"""
        assert max(await page.look(heights)) < 2.1
        assert await page.look("document.querySelector('#themes .name').title.length") > 60
