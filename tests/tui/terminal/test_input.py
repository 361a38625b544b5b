"""Whatever bytes a terminal sends: reading goes on, and nothing in a paste is a key."""

import os
import threading
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tests.speed import within

pytestmark = pytest.mark.needs("module:termios")


def read(*chunks: bytes, silence_s: float = 0.0) -> list[str]:
    """Keys by their character or name, pastes in «»."""
    from focusgroup.tui.terminal.input import TerminalInput

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


@pytest.mark.parametrize("cut", range(11))
def test_alt_with_a_digit_or_letter_is_a_key_wherever_it_stands(cut: int) -> None:
    sent = b"so\x1b3it\x1bqx\x1bEs"
    seen = ["s", "o", "alt+3", "i", "t", "alt+q", "x", "alt+E", "s"]
    assert read(sent[:cut], sent[cut:]) == seen
    assert read(sent * 2) == seen * 2


def test_ctrl_and_alt_with_a_letter_are_one_key() -> None:
    assert read(b"so\x1b\x05 it\x1b\x1a", b"x") == [*"so", "alt+ctrl+e", *" it", "alt+ctrl+z", "x"]
    assert read(b"so\x1b\x08it", b"\x1b", b"\x08") == [*"so", "alt+ctrl+h", *"it", "alt+ctrl+h"]


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
    from focusgroup.tui.terminal.input import TerminalInput

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


def test_letters_that_come_at_once_are_one_paste_and_enter_stays_enter() -> None:
    run = "x" * 100
    assert read(b"typed\r" + run.encode() + b"\rtyped") == [
        *"typed", "\r", f"«{run}»", "\r", *"typed",
    ]  # fmt: skip


def test_a_code_that_is_cut_by_a_read_takes_no_text_with_it() -> None:
    # The rest of a mouse report, and text behind it.
    assert read(b"\x1b[<35;10", b";10M" + b"y" * 80) == ["y"] * 80


def test_a_megabyte_without_brackets_is_a_paste_and_not_a_key() -> None:
    from focusgroup.tui.terminal.input import FLOOD

    line = b"- quote number one @3 #onb\r"
    data = line * (1_000_000 // len(line))
    chunks = [data[at : at + 4095] for at in range(0, len(data), 4095)]
    seen = within(2, lambda: read(*chunks, silence_s=0.2))
    # Those that came before it was too fast for anything but a paste.
    assert seen.count("\r") < 2 * FLOOD // len(line)
    assert sum(map(len, seen)) > 990_000
    assert "\n" in seen[-1]
    assert seen[-1].startswith("«")


def test_a_mouse_that_is_moved_fast_is_no_paste() -> None:
    from focusgroup.tui.terminal.input import TerminalInput

    source = TerminalInput()
    moves = b"".join(b"\x1b[<35;%d;%dM" % (n % 90 + 1, n % 20 + 1) for n in range(20_000))
    messages = [m for at in range(0, len(moves), 4095) for m in source.feed(moves[at : at + 4095])]
    assert sum(isinstance(message, events.MouseMove) for message in messages) == 20_000
    assert not list(named(messages))


def test_keys_are_keys_again_behind_a_flood() -> None:
    from focusgroup.tui.terminal.input import FLOOD, TerminalInput

    source = TerminalInput()
    list(source.feed(b"z" * (FLOOD + 1)))
    list(source.quiet(0.1))
    assert list(named(source.feed(b"ab\r"))) == ["a", "b", "\r"]


def test_textuals_reader_still_ends_at_a_byte_that_is_not_utf_8() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    reading, writing = os.pipe()
    driver = LinuxDriver.__new__(LinuxDriver)
    driver.fileno, driver._debug, driver.exit_event = reading, False, threading.Event()
    try:
        os.write(writing, b"caf\xe9 ")
        driver.process_message = lambda message: None  # type: ignore[method-assign]
        with pytest.raises(UnicodeDecodeError):  # else textual#6456 is fixed
            driver.run_input_thread()
    finally:
        os.close(reading)
        os.close(writing)


def test_textuals_parser_still_fails_at_a_code_beyond_unicode() -> None:
    from textual._xterm_parser import XTermParser

    with pytest.raises(ValueError, match="chr"):  # else `TerminalInput` needn't make a new parser
        list(XTermParser().feed("\x1b[99999999u"))


def test_textuals_parser_still_makes_keys_of_a_paste_with_an_escape_sequence() -> None:
    from textual._xterm_parser import XTermParser

    seen = list(XTermParser().feed("\x1b[200~a\x1b[Ab\x1b[201~"))
    assert any(isinstance(each, events.Key) for each in seen)  # else it can take pastes itself
