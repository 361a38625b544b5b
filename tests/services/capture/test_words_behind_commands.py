"""A sentence behind a command that can't use it is kept as a note, and the command is not run."""

import re

import pytest

from focusgroup.cli.plain.commands import COMMANDS as PLAIN
from focusgroup.core.capture import COMMANDS as OF_THE_LINE
from focusgroup.core.model import Kind
from focusgroup.services.live_commands.words import takes
from focusgroup.tui.live.commands import LIVE
from tests.services.capture.typing import Typed

SENTENCES = (
    "we all look at exports",
    "time is too long here",
    "of the quarter is the worst",
    "5 people wait for it",
    "to that, @3",
    "是最难的 那一部分 真的",
)
EXAMPLE = re.compile(r"/([a-z]+) ([@\d][^:;,.]*|[A-Z]{2}\b)")
"""A command with words behind it, as help gives it."""


def test_no_command_but_those_that_keep_words_takes_a_sentence() -> None:
    words = {command.slash for command in LIVE} | set(PLAIN)
    taking = {(word, said) for word in words for said in SENTENCES if takes(word, said)}
    assert {word for word, _ in taking} <= set(OF_THE_LINE)


def test_every_command_takes_what_its_help_shows_behind_it() -> None:
    shown = [(word, each.example) for word, each in PLAIN.items()]
    shown += [found for command in LIVE for found in EXAMPLE.findall(command.help)]
    assert len(shown) > len(PLAIN) + 4
    assert [each for each in shown if not takes(*each)] == []
    for word, said in (("off", "the record"), ("nod", "3 5"), ("nod", "@an, @2"), ("pause", " ")):
        assert takes(word, said), (word, said)


@pytest.mark.parametrize("said", [said for said in SENTENCES if "@" not in said])
async def test_a_sentence_behind_a_command_is_a_note_and_runs_nothing(
    typed: Typed, said: str
) -> None:
    typed.type(f"- slow @1⏎/pause {said}⏎")
    assert (typed.line.text, typed.ran) == ("", [])
    asked = typed.control.names.asked
    assert asked
    assert asked.misused
    typed.control.complete()  # Tab has nothing to take
    typed.type("fast⏎/pause⏎")
    _, note, quote = await typed.saved()
    assert (note.text, note.kind, note.speaker) == (f"/pause {said}", Kind.OBSERVATION, "")
    assert (quote.text, quote.speaker) == ("fast", "Anna Novak")
    assert typed.ran == [("pause", "")]


async def test_a_sentence_behind_a_command_off_the_record_is_in_no_file(typed: Typed) -> None:
    typed.live.off_record = True
    typed.type("/pause the margin is low⏎/pause⏎")
    assert typed.ran == [("pause", "")]
    assert [each.private for each in typed.control.set_aside.lines] == [True]
    assert await typed.saved() == ()


async def test_a_mistyped_command_is_offered_only_where_it_can_use_the_words(typed: Typed) -> None:
    for line, offered in (("/puase", ("/pause",)), ("/puase for lunch it is", ())):
        typed.type(f"{line}⏎")
        asked = typed.control.names.asked
        assert asked
        assert asked.nearest == offered
    typed.control.complete()
    assert (await typed.saved())[-1].text == "/puase for lunch it is"
    assert typed.ran == []
