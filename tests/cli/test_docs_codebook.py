"""The commands that docs/review.md gives for the codebook do what it says."""

import shlex
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Finished

DOCS = Path(__file__).parents[2] / "docs" / "review.md"


def test_the_commands_of_the_docs_work_one_after_the_other(
    focusgroup: Callable[..., Finished],
) -> None:
    assert focusgroup("session", "new", "customer-visit", "--participant", "Anna").code == 0
    lines = '- a dashboard #Reporting @1\n- a file #"Reporting > Exports" @1\n'
    assert focusgroup("session", "capture", "last", "--new-themes", stdin=lines).code == 0
    text = DOCS.read_text("utf-8").split("## The codebook")[1].split("```sh\n")[1].split("```")[0]
    commands = [shlex.split(line)[1:] for line in text.splitlines()]
    assert len(commands) == 10
    for words in commands:
        done = focusgroup(*words)
        assert done.code == 0, (words, done.err)
    rows = {row["path"]: row for row in focusgroup("themes", "--json").json}
    assert rows["Downloads"]["problem"] == rows["Boards"]["problem"] == 1
    assert rows["Downloads"]["description"] == ""  # change 1, the definition, was taken back
    assert rows["Boards"]["retired"]
