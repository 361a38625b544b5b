"""Days in documents and tables are those of each session's own time zone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished
from tests.exports.packages import WordFile

Run = Callable[..., Finished]

FAR_APART = ("Pacific/Auckland", "Pacific/Honolulu", "America/St_Johns")


@pytest.fixture
def all_evening(focusgroup: Run) -> Run:
    """Three sessions of the evening of 20 November, each in its own zone, a customer in each."""
    for zone in FAR_APART:
        one = ("--zone", zone, "--title", f"Group {zone}", "--at", "2026-11-20 21:30")
        who = ("--participant", f"Mia, lead, {zone.partition('/')[2]}")
        assert focusgroup("session", "add", "customer-visit", *one, *who).code == 0
        done = focusgroup(
            "session", "capture", f"Group {zone}", "--began", "2026-11-20 21:30",
            stdin="[10:00] - slow @1\n",
        )  # fmt: skip
        assert done.code == 0, done.err
    return focusgroup


def test_a_day_in_a_document_is_that_of_each_session_s_own_zone(all_evening: Run) -> None:
    day = ("--since", "2026-11-20", "--until", "2026-11-20")
    page = all_evening("export", "markdown", *day, "-o", "-").out
    assert "3 sessions, 20 November 2026\n" in page
    assert "21 Nov" not in page
    path = Path(all_evening("export", "word", *day).out.strip())
    assert path.name.startswith("2026-11-20 ")
    said = [text for _, text in WordFile(path).paragraphs()]
    assert any("20 Nov" in text for text in said)
    assert [text for text in said if "21 Nov" in text and "Created" not in text] == []
    assert all_evening("quotes", "list", "--since", "2026-11-21").out == ""


def test_an_account_was_last_heard_on_the_day_of_its_session_s_zone(all_evening: Run) -> None:
    shown = all_evening("accounts").out
    assert shown.count("20 Nov 2026") == 3, shown
