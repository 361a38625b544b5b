"""What is typed right behind the key that closes a window goes into the line, in its order."""

import asyncio
from collections.abc import Iterable

import pytest
from textual import events

from tests.tui.living import Live

SENTENCE = "it took three weeks, number "
CLOSED: dict[str, tuple[str, ...]] = {
    "a person": ("f7", *"Fred Sand", "enter"),
    "nobody": ("f7", *"Gert", "escape"),
    "details": ("f7", "@", "1", "enter", "escape"),
    "a plan": ("f5", "plus", "enter"),
    "a seat": ("shift+f7", "2"),
    "documents": ("f8", "z", "escape", "escape"),
    "the end": ("f9", "escape"),
    "the end, by typing": ("f9",),
    "help": ("f1", "f1"),
    "the palette": ("ctrl+p", *"guide", "enter"),
    "a window of the palette": ("ctrl+p", *"seats", "enter", "1"),
    "the palette, left": ("ctrl+p", *"pau", "escape"),
    "a brief": (*"/brief", "enter", "escape"),
    "coverage": (*"/coverage", "enter", "q"),
    "a word alone": (*"/who", "enter", *"Ida Holm", "enter"),
    "a new theme": (*"slow #gates", "enter", "ctrl+n"),
    "help, by typing": ("f1",),
    "seats, by typing": ("shift+f7",),
    "a brief, by typing": (*"/brief", "enter"),
    "a plan, by typing": ("f5", "p"),
    "documents, by typing": ("f8",),
}
FEW = ("a person", "a plan", "the end, by typing", "the palette", "help, by typing")


def send(live: Live, keys: Iterable[str]) -> None:
    """Type all at once, as a paste without brackets or a fast machine does."""
    for key in keys:
        character = key if len(key) == 1 else None
        name = {" ": "space", "@": "at", "#": "number_sign", "/": "slash", ",": "comma"}
        live.pilot.app.post_message(events.Key(name.get(key, key), character))


@pytest.mark.parametrize(
    "names", [pytest.param(FEW, id="few"), pytest.param(CLOSED, marks=pytest.mark.slow, id="all")]
)
async def test_what_is_typed_behind_a_closing_key_is_a_quote_of_its_own(
    live: Live, names: Iterable[str]
) -> None:
    session, line = live.session, live.screen.line
    live.key("f2")
    for n, name in enumerate(names):
        typed = f"{'p' * name.startswith('a plan, by')}{SENTENCE}{n}"
        send(live, (*CLOSED[name], *typed.removeprefix("p"), "enter"))

        try:
            async with asyncio.timeout(60):  # a hang; a pause of the pilot's costs more than a key
                while typed not in {quote.text for quote in session.quotes.values()}:
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"behind {name}: {line.text!r}") from None
        assert line.text == "", name
    stored = [quote.text for quote in await live.saved() if SENTENCE in quote.text]
    assert len(stored) == len(list(names))
    assert "Fred Sand" in {person.name for person in session.participants}
