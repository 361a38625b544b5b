"""A command that is typed as a word does what its key does, also in a correction."""

from collections.abc import Callable

import pytest

from tests.tui.living import Live

Seen = Callable[[Live], object]


def line(live: Live) -> object:
    editing = live.screen.control.editing
    return live.screen.line.text, editing.text if editing else None


def quotes(live: Live) -> object:
    return [(q.text, q.agreement, q.dissent, q.offset_ms) for q in live.session.ordered()]


TYPED = {
    "fix": ("up", line),
    "stub": ("shift+up", line),
    "aside": ("down", line),
    "undo": ("ctrl+z", quotes),
    "nod": ("ctrl+r", quotes),
    "object": ("shift+f6", quotes),
    "earlier": ("shift+f4", quotes),
    "newtheme": ("ctrl+n", lambda live: live.session.ordered()[-1].themes),
    "off": ("f10", lambda live: live.session.off_record),
    "pause": ("f6", lambda live: live.session.clock.running),
    "next": ("f2", lambda live: live.session.clock.stop),
    "section": ("f3", lambda live: live.session.clock.place),
}


async def filled(live: Live) -> Live:
    live.key("f2")
    live.type("- slow @1⏎never …⏎/park⏎late #nonesuch⏎")
    await live.saved()
    return live


@pytest.mark.parametrize("word", TYPED)
async def test_a_typed_command_does_what_its_key_does(live: Live, word: str) -> None:
    key, seen = TYPED[word]
    await filled(live)
    before = seen(live)
    live.type(f"/{word}⏎")
    await live.settled()
    typed = seen(live)
    assert typed != before
    if word in ("fix", "stub", "aside"):
        live.key("escape", "ctrl+u")
        live.key(key) if word != "aside" else None
        assert seen(live) == typed or word == "aside"


async def test_a_line_brought_back_by_a_word_is_in_the_line(live: Live) -> None:
    await filled(live)
    live.type("/aside⏎")
    assert line(live) == ("/park", None)
    live.type(" prices⏎")
    assert [note.text for note in live.session.notes] == ["prices"]


@pytest.mark.parametrize("word", ["nod", "delete", "undo", "fix"])
async def test_a_command_typed_in_a_correction_is_carried_out_and_no_words_are_replaced(
    live: Live, word: str
) -> None:
    await filled(live)
    live.key("escape", "up")
    live.key("ctrl+u")
    live.type(f"/{word}⏎")
    await live.settled()
    live.key("escape")
    texts = [quote.text for quote in await live.saved()]
    gone = word in ("delete", "undo")
    assert texts == ["slow", "never", *([] if gone else ["late #nonesuch"])]
