"""Whatever bytes a terminal sends: reading goes on, and nothing in a paste is a key."""

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

pytestmark = pytest.mark.needs("module:termios")


def read(*chunks: bytes, silence_s: float = 0.0) -> list[str]:
    """Keys by their character or name, pastes in «»."""
    from focusgroup.tui.terminal_input import TerminalInput

    source = TerminalInput()
    messages = [message for chunk in chunks for message in source.feed(chunk)]
    for _ in range(int(silence_s / 0.1)):
        messages += source.quiet(0.1)
    return list(named(messages))


def named(messages: Iterable[object]) -> Iterable[str]:
    for message in messages:
        if isinstance(message, events.Key):
            yield message.character or message.key
        elif isinstance(message, events.Paste):
            yield f"«{message.text}»"


@pytest.mark.parametrize(
    ("bad", "shown"),
    [
        (b"\xe9", "�"),  # é in Latin-1
        (b"\xe4\xb8", "�"),  # 中, cut
        (b"\xff\xfe", "��"),
        (b"\x1b[99999999u", ""),  # a kitty code beyond Unicode
        (b"\x1b[97;999999999999999999999999u", ""),
        (b"\x1b[99999999999999999999999999999u", ""),
    ],
)
def test_a_bad_byte_or_code_takes_nothing_else_with_it(bad: bytes, shown: str) -> None:
    seen = "".join(read(b"so " + bad + b"slow", b"!"))
    assert seen.startswith("so ")
    assert seen.endswith("slow!")
    assert shown in seen


def test_a_character_may_come_in_two_reads() -> None:
    assert read("–".encode()[:1], "–".encode()[1:], b"x") == ["–", "x"]


def test_a_paste_is_whole_wherever_it_is_cut() -> None:
    whole = b"a\x1b[200~one\r\ntwo\x1b[31m\x11\x1b\x1b[A" + b"\x1b" + b"z" * 60 + b"\x1b[201~b"
    expected = ["a", "«one\ntwo\x1b[31m\x11\x1b\x1b[A\x1b" + "z" * 60 + "»", "b"]
    for at in range(len(whole) + 1):
        assert read(whole[:at], whole[at:]) == expected, at
    assert read(*(bytes([byte]) for byte in whole)) == expected


def test_a_paste_that_is_cut_off_is_not_waited_for_for_ever() -> None:
    assert read(b"\x1b[200~half of it", silence_s=0.5) == []
    assert read(b"\x1b[200~half of it", silence_s=1.2) == ["«half of it»"]


def test_a_lone_escape_is_a_key() -> None:
    from focusgroup.tui.terminal_input import TerminalInput

    source = TerminalInput()
    messages = list(source.feed(b"\x1b"))
    end = time.monotonic() + 10
    while not messages and time.monotonic() < end:
        messages += [*source.quiet(0.02), *source.tick()]
    assert list(named(messages)) == ["\x1b"]


@given(st.lists(st.binary(max_size=40), max_size=5))
def test_no_bytes_end_the_reading(chunks: list[bytes]) -> None:
    seen = read(*chunks, b"\x1b[201~ \x1b[201~still here")
    assert "".join(seen).endswith("still here")
