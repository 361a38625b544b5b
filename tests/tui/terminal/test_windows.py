"""A Windows console's records become the text that was typed, however they are cut in batches."""

from collections.abc import Iterable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.tui.terminal.windows import BATCH, KEY_EVENT, WINDOW_BUFFER_SIZE_EVENT, ConsoleText
from tests.tui.terminal.test_input import named

FOCUS_EVENT = 0x0010


def key(unit: str, *, down: bool = True, code: int = 231, held: int = 0) -> SimpleNamespace:
    """A key's record: *unit* is one UTF-16 unit; *code* and *held* as Windows gives them."""
    event = SimpleNamespace(
        bKeyDown=down,
        wVirtualKeyCode=code,
        dwControlKeyState=held,
        uChar=SimpleNamespace(UnicodeChar=unit),
    )
    return SimpleNamespace(EventType=KEY_EVENT, Event=SimpleNamespace(KeyEvent=event))


def resized(width: int, height: int) -> SimpleNamespace:
    size = SimpleNamespace(dwSize=SimpleNamespace(X=width, Y=height))
    return SimpleNamespace(
        EventType=WINDOW_BUFFER_SIZE_EVENT, Event=SimpleNamespace(WindowBufferSizeEvent=size)
    )


def units(text: str) -> list[str]:
    """Return the UTF-16 units of *text*; an emoji has two."""
    data = text.encode("utf-16-le", "surrogatepass")
    return [chr(int.from_bytes(data[at : at + 2], "little")) for at in range(0, len(data), 2)]


def read(records: list[SimpleNamespace], batch: int = BATCH) -> str:
    console = ConsoleText()
    parts = (records[at : at + batch] for at in range(0, len(records), batch))
    return "".join(map(console.feed, parts))


def test_an_emoji_cut_by_the_batch_of_1024_records_arrives_whole() -> None:
    text = "a" * (BATCH - 1) + "🙂 the export is slow"
    records = [key(unit) for unit in units(text)]
    first = "".join(record.Event.KeyEvent.uChar.UnicodeChar for record in records[:BATCH])
    with pytest.raises(UnicodeDecodeError):  # what Textual does with a batch
        first.encode("utf-16", "surrogatepass").decode("utf-16")
    assert read(records) == text


@given(st.text(), st.integers(1, 5))
def test_text_arrives_as_typed_wherever_it_is_cut(text: str, batch: int) -> None:
    assert read([key(unit) for unit in units(text)], batch) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\ud83d", ""),  # half an emoji: the rest may come
        ("\ud83dx", "\N{REPLACEMENT CHARACTER}x"),
        ("\ude42y", "\N{REPLACEMENT CHARACTER}y"),
        ("\ud83d\ud83d\ude42", "\N{REPLACEMENT CHARACTER}🙂"),
    ],
)
def test_half_a_character_takes_nothing_else_with_it(typed: str, shown: str) -> None:
    assert read([key(unit) for unit in typed], batch=1) == shown


def test_only_keys_going_down_type() -> None:
    shift_alone = key("\0", code=0, held=0x10)
    focus = SimpleNamespace(EventType=FOCUS_EVENT)
    records = [key("a"), key("a", down=False), shift_alone, focus, key("b", code=0)]
    assert read(records) == "ab"


def test_the_last_new_size_is_given_once() -> None:
    console = ConsoleText()
    assert console.feed([resized(80, 24), key("a"), resized(120, 36)]) == "a"
    assert [console.new_size(), console.new_size()] == [(120, 36), None]


def test_what_a_console_sends_becomes_keys_and_pastes() -> None:
    from focusgroup.tui.terminal.input import TerminalInput

    source, console = TerminalInput(), ConsoleText()

    def sent(text: str) -> Iterable[str]:
        text_now = console.feed([key(unit) for unit in units(text)])
        return named([*source.feed(text_now.encode())])

    assert [*sent("- ok🙂\r")] == ["-", " ", "o", "k", "🙂", "\r"]
    assert [*sent("\x1b[200~one\r\ntwo\ud83d")] == []
    assert [*sent("\ude42\x1b[201~")] == ["«one\ntwo🙂»"]
