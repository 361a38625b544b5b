"""Pages, agendas, help and messages are in English as people speak it: see `.ci/plain_words.py`."""

import importlib.util

import pytest

from tests.conftest import ROOT

_spec = importlib.util.spec_from_file_location("plain_words", ROOT / ".ci" / "plain_words.py")
assert _spec
assert _spec.loader
plain_words = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plain_words)


def test_few_turns_of_phrase_of_another_language_are_left_on_the_pages() -> None:
    found = plain_words.found_turns(plain_words.read_pages())
    assert len(found) <= plain_words.MOST, "\n".join(found)


@pytest.mark.slow
def test_few_turns_of_phrase_of_another_language_are_left_in_the_messages() -> None:
    found = plain_words.found_turns(plain_words.read_messages())
    assert len(found) <= plain_words.MOST, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "“foo” is no date that I know.",
        "The log lies on its side.",
        "what stands where",
        "Behind Enter, or behind a sentence, it saves too.",
        "Who is asked. Who forgets the passphrase gets no help.",
        "Nobody can help who forgets the passphrase.",
        "The seat; that of the agenda without it.",
        "A name or key that is none is refused.",
        "Split it, so that nothing is lost.",
        "Whom do you ask when you are stuck?",
        "It was put right before the session.",
    ],
)
def test_a_turn_of_phrase_is_found(text: str) -> None:
    assert list(plain_words.turns_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "There is no theme “x”; there is no network.",
        "� stands for a character.",
        "Who is missing? Who will do it, and by when?",
        "Observers sit behind the group.",
        "To whom it was promised, and who does it.",
        "It is no longer there.",
    ],
)
def test_english_is_left_alone(text: str) -> None:
    assert list(plain_words.turns_in(text)) == []
