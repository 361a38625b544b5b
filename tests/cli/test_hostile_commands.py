"""Texts that break programs, through every argument of the commands besides the screens."""

import os
from collections.abc import Callable

import pytest

from tests.conftest import Finished
from tests.hostile import SHORT

Run = Callable[..., Finished]


def _as_argument(text: str) -> str:
    """*text* as a process gets it: no NUL, undecodable bytes as Python writes them."""
    return os.fsdecode(text.replace("\x00", "").encode("utf-8", "surrogatepass"))


TEXTS = {name: _as_argument(text) for name, text in SHORT.items()}


@pytest.fixture
def session_id(focusgroup: Run) -> str:
    made = focusgroup("session", "new", "customer-visit", "--participant", "Anna, x, Acme")
    session_id = made.out.strip()
    assert focusgroup("session", "capture", session_id, stdin="- slow @1 #workplace\n").code == 0
    return session_id


def shown_safely(done: Finished) -> None:
    """It worked or said why; nothing broke and nothing reached the terminal raw."""
    assert done.code in (0, 1, 2)
    assert "which is a bug" not in done.err, done.err
    assert "Traceback" not in done.err
    for text in (done.out, done.err):
        assert not any(ord(char) < 32 and char not in "\n\t" for char in text)
        assert not any("\x7f" <= char <= "\x9f" or "\u202a" <= char <= "\u202e" for char in text)
    if done.code:
        assert done.err.strip()


def test_facts_and_people_of_a_session(focusgroup: Run) -> None:
    for text in TEXTS.values():
        done = focusgroup(
            "session", "new", "customer-visit", f"--title={text}", f"--place={text}",
            f"--facilitator={text}", f"--note-taker={text}", f"--product={text}",
            f"--participant={text}",
        )  # fmt: skip
        shown_safely(done)
    shown_safely(focusgroup("session", "list"))
    listed = focusgroup("session", "list", "--json")
    shown_safely(listed)
    assert len(listed.json) > len(TEXTS) * 0.8
    for session in listed.json:
        shown_safely(focusgroup("session", "show", session["id"]))


def test_references_and_conditions(focusgroup: Run, session_id: str) -> None:
    for text in TEXTS.values():
        shown_safely(focusgroup("session", "show", "--", text))
        shown_safely(focusgroup("session", "goto", session_id, "--", text))
        for option in ("--theme", "--account", "--speaker", "--search", "--session", "--since"):
            shown_safely(focusgroup("quotes", f"{option}={text}"))
        shown_safely(focusgroup("quotes", f"--kind={text}", "--json"))


def test_corrections_and_themes(focusgroup: Run, session_id: str) -> None:
    quote_id = focusgroup("quotes", "--json").json[0]["id"]
    for text in TEXTS.values():
        shown_safely(
            focusgroup(
                "session", "fix", quote_id, f"--text={text}", f"--add-theme={text}", "--new-themes"
            )
        )
        shown_safely(focusgroup("session", "fix", quote_id, f"--speaker={text}"))
        shown_safely(focusgroup("session", "fix", "--text=x", "--", text))
        shown_safely(focusgroup("themes", "add", f"--description={text}", "--", text))
        shown_safely(focusgroup("session", "person", session_id, "--", text))
    shown_safely(focusgroup("themes"))
    shown_safely(focusgroup("themes", "--json"))
    shown_safely(focusgroup("session", "undo", session_id))


def test_names_of_files(focusgroup: Run, session_id: str) -> None:
    for text in TEXTS.values():
        shown_safely(focusgroup("session", "new", "customer-visit", f"--participants={text}"))
        shown_safely(focusgroup("session", "new", "--", text))
