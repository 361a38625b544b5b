"""Ctrl+Z in a line with text undoes typing, and nothing that is stored."""

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.capture import Line, TypingHistory
from tests.services.capture.typing import Typed


async def test_typing_is_undone_word_by_word_and_redone(typed: Typed) -> None:
    typed.type("stored⏎it is slow")
    seen = []
    while typed.line.text:
        assert typed.control.typed.walk(back=True)
        seen.append(typed.line.text)
    assert seen == ["it is ", "it ", ""]
    assert not typed.control.typed.walk(back=True)
    while typed.control.typed.walk(back=False):
        pass
    assert typed.line.text == "it is slow"
    assert [quote.text for quote in await typed.saved()] == ["stored"]


async def test_a_line_deleted_at_one_stroke_comes_back(typed: Typed) -> None:
    typed.type("it is slow")
    typed.line = typed.line.delete_to_start()
    typed.control.changed()
    assert typed.control.typed.walk(back=True)
    assert typed.line.text == "it is slow"
    typed.type("⏎")
    assert not typed.control.typed.walk(back=True)


async def test_a_quote_in_the_line_is_what_undo_goes_back_to(typed: Typed) -> None:
    typed.type("slow @1⏎")
    typed.up()
    typed.alt(2)
    typed.type("#mob")
    assert typed.control.typed.walk(back=True)
    assert typed.control.typed.walk(back=True)
    assert typed.line.text == "= slow @1"
    assert not typed.control.typed.walk(back=True)
    assert typed.control.editing is not None


async def test_a_resumed_line_is_undone_before_anything_stored(typed: Typed) -> None:
    typed.type("stored⏎half a")
    await typed.saved()
    again = await Typed.opened(typed.db, typed.live.session.id)
    assert again.line.text == "half a"
    assert again.control.typed.walk(back=True)
    assert again.line.text == ""
    assert not again.control.typed.walk(back=True)
    await again.left()


@given(st.lists(st.text("ab ", max_size=6), max_size=12))
def test_undo_ends_where_the_line_began_and_redo_where_it_was(texts: list[str]) -> None:
    history = TypingHistory()
    for text in texts:
        history.follow(Line.at_end(text))
    last = end = Line.at_end(texts[-1] if texts else "")
    steps = 0
    while (line := history.back()) is not None:
        last, steps = line, steps + 1
    for _ in range(steps):
        end = history.forward() or end
    assert last.text == "" or not steps
    assert history.forward() is None
    assert not texts or end.text == texts[-1]
