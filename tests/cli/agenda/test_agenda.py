"""`focusgroup agenda`: what people and scripts see of agendas."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from focusgroup.cli.agenda import agenda
from tests.conftest import Finished
from tests.special_files import SPECIAL

Run = Callable[..., Finished]

GOOD = """\
# Visit (15 min)

## Welcome (5 min, opening)

> Thank you.

1. Who are you?

## 您的工作 (10 min, key)
Themes: Support
Listen for: problems

Watch first.

- [ ] Consent

1. **What broke?**
   - When?
"""


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_list_names_every_shipped_agenda(focusgroup: Run) -> None:
    done = focusgroup("agenda", "list")
    assert done.code == 0
    rows = [line.split() for line in done.out.splitlines()]
    assert rows[0] == ["name", "minutes", "language", "title"]
    assert ["customer-visit", "90", "en", "Customer", "visit"] in rows


def test_list_as_json_is_an_array(focusgroup: Run) -> None:
    rows = focusgroup("agenda", "list", "--json").json
    visit = next(row for row in rows if row["name"] == "customer-visit")
    assert (visit["title"], visit["minutes"], visit["language"]) == ("Customer visit", 90, "en")
    assert Path(visit["path"]).is_file()


def test_show_prints_what_is_said_and_asked(focusgroup: Run) -> None:
    Path("visit.md").write_text(GOOD, "utf-8")
    done = focusgroup("agenda", "show", "visit.md")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Visit\n15 minutes\n\n"
        "1. Welcome (5 min, opening)\n   Listen for: context\n"
        "   > Thank you.\n   - Who are you?\n\n"
        "2. 您的工作 (10 min, key)\n   Listen for: problem\n   Themes: Support\n"
        "   Note: Watch first.\n   [ ] Consent\n   * What broke?\n       - When?\n"
    )


def test_show_gives_the_file_back_with_markdown(focusgroup: Run) -> None:
    Path("visit.md").write_text(GOOD, "utf-8")
    assert focusgroup("agenda", "show", "visit.md", "--markdown").out == GOOD


def test_show_as_json_holds_every_part(focusgroup: Run) -> None:
    Path("visit.md").write_text(GOOD, "utf-8")
    shown = focusgroup("agenda", "show", "visit.md", "--json").json
    work = shown["sections"][1]
    assert work["notes"] == ["Watch first."]
    assert work["tasks"] == ["Consent"]
    assert work["questions"] == [
        {"text": "What broke?", "must": True, "line": 17, "probes": ["When?"]}
    ]


SCRIPTED = """\
# Tasks

## Three tasks (20 min)

### Task 1

> Find the invoice.

1. What did you expect?
   - And then?

### Task 2

- [ ] Second file sent

> Now send it on.

2. What was in the way?

Do not help.
"""


def test_show_and_check_keep_the_order_of_the_steps(focusgroup: Run) -> None:
    Path("tasks.md").write_text(SCRIPTED, "utf-8")
    assert focusgroup("agenda", "show", "tasks.md").out.splitlines()[3:] == [
        "1. Three tasks (20 min)",
        "   ## Task 1",
        "   > Find the invoice.",
        "   - What did you expect?",
        "       - And then?",
        "   ## Task 2",
        "   [ ] Second file sent",
        "   > Now send it on.",
        "   - What was in the way?",
        "   Note: Do not help.",
    ]
    (checked,) = focusgroup("agenda", "check", "tasks.md", "--json").json
    shown = focusgroup("agenda", "show", "tasks.md", "--json").json
    steps = checked["sections"][0]["steps"]
    assert steps == shown["sections"][0]["steps"]
    assert [(step["step"], step["line"]) for step in steps] == [
        ("heading", 5), ("script", 7), ("question", 9), ("heading", 12), ("task", 14),
        ("script", 16), ("question", 18), ("note", 20),
    ]  # fmt: skip


def test_check_reads_an_agenda_back_as_a_table(focusgroup: Run) -> None:
    Path("visit.md").write_text(GOOD, "utf-8")
    done = focusgroup("agenda", "check", "visit.md")
    assert (done.code, done.err) == (0, "")
    title, read, table = done.out.split("\n\n")
    head, *rows, total, verdict = table.splitlines()
    assert title == "visit.md: Visit"
    assert read.splitlines()[0].split() == ["line", "read", "as", "text"]
    columns = ["section", "minutes", "kind", "questions", "must", "listens", "for", "themes"]
    assert head.split() == columns
    assert [row.split() for row in rows] == [
        ["1", "Welcome", "5", "opening", "1", "0", "context"],
        ["2", "您的工作", "10", "key", "1", "1", "problem", "Support"],
    ]
    # Chinese takes two cells a character; the columns still stand under each other.
    ends = {
        width(line[: line.index(word)]) for line, word in zip(rows, ["opening", "key"], strict=True)
    }
    assert len(ends) == 1
    assert total == "total: 15 of 15 minutes, 2 sections, 2 questions, 1 theme"
    assert verdict == "no problems"


def test_check_names_line_problem_and_fix_and_warnings_end_with_0(focusgroup: Run) -> None:
    Path("visit.md").write_text("---\ntitle: T\ntheems: x\n---\n## A (5 min)\n1. Why?\n", "utf-8")
    done = focusgroup("agenda", "check", "visit.md")
    assert done.code == 0
    assert done.out.splitlines()[1:3] == [
        "visit.md:3: warning: `theems` isn't an agenda key and was ignored",
        "    fix: did you mean `themes`?",
    ]
    assert done.out.splitlines()[-1] == "1 warning"


def test_check_ends_with_1_where_one_of_several_can_not_be_led(focusgroup: Run) -> None:
    Path("good.md").write_text(GOOD, "utf-8")
    Path("bad.md").write_text("# T\n## A (-5 min)\n1. Why?\n", "utf-8")
    done = focusgroup("agenda", "check", "good.md", "bad.md")
    assert done.code == 1
    assert "bad.md:2: error: -5 minutes is a negative length" in done.out
    assert "no problems" in done.out
    assert done.out.splitlines()[-1] == "1 error, 1 warning"


def test_check_goes_on_behind_a_file_that_is_no_agenda(focusgroup: Run) -> None:
    Path("good.md").write_text(GOOD, "utf-8")
    Path("latin.md").write_bytes(b"caf\x81\x8d")
    done = focusgroup("agenda", "check", "latin.md", "gone.md", "good.md")
    assert done.code == 1
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["focusgroup", "focusgroup"]
    assert "line 1 has the byte 0x81" in done.err
    assert "there is no file gone.md" in done.err
    assert done.out.startswith("\ngood.md: Visit") or done.out.startswith("good.md: Visit")


def test_what_is_not_of_the_session_is_shown_beside_it_folded(focusgroup: Run) -> None:
    goals = "Find out what is slow, and for whom, and since when, and how they put up with it."
    before = f"# Visit (15 min)\n\n## Goals\n\n{goals}\n\n- Decide\non the plan\n\n"
    after = "\n## Analysis\n\nWrite it up.\n"
    Path("visit.md").write_text(GOOD.replace("# Visit (15 min)\n\n", before) + after, "utf-8")
    cut = f"{goals} · Decide on the plan"[:99]
    shown = focusgroup("agenda", "show", "visit.md").out
    said = shown.split("\n\n")
    assert said[1] == f"Before the session: notes for you\n  + Goals: {cut}…"
    assert said[-1] == "After the session: notes for you\n  + Analysis: Write it up.\n"
    one = focusgroup("agenda", "show", "visit.md", "--json").json
    (checked,) = focusgroup("agenda", "check", "visit.md", "--json").json
    for each in (one, checked):
        assert each["before"] == [
            {"title": "Goals", "text": f"{goals}\nDecide on the plan", "line": 3}
        ]
        assert each["after"] == [{"title": "Analysis", "text": "Write it up.", "line": 27}]
        assert len(each["sections"]) == 2
        assert each["planned_minutes"] == 15
    table = focusgroup("agenda", "check", "visit.md").out
    assert "beside the session  Write it up." in table
    assert "left out" not in table
    last = table.splitlines()[-2:]
    assert last[0] == "1 part before the session, 1 after: Goals, Analysis"


def test_check_as_json_is_an_array_with_an_object_each(focusgroup: Run) -> None:
    Path("bad.md").write_text("# T\n## A (-5 min)\n1. Why?\n", "utf-8")
    done = focusgroup("agenda", "check", "--json", "bad.md", "gone.md", "customer-visit")
    bad, gone, visit = done.json
    assert done.code == 1
    assert bad["ok"] is False
    assert bad["problems"][0] | {"fix": ""} == {
        "line": 2,
        "severity": "error",
        "message": "-5 minutes is a negative length",
        "fix": "",
    }
    assert (gone["ok"], "gone.md" in gone["error"]) == (False, True)
    assert (visit["ok"], visit["minutes"], visit["planned_minutes"]) == (True, 90, 90)
    assert visit["sections"][0]["questions"] == 1


def test_check_without_a_path_is_wrong_use(focusgroup: Run) -> None:
    assert focusgroup("agenda", "check").code == 2


def test_new_writes_an_agenda_that_check_finds_nothing_in(focusgroup: Run) -> None:
    done = focusgroup("agenda", "new", "mine.md", "--title", "Exports: what is missing?")
    assert (done.code, done.out) == (0, "mine.md\n")
    checked = focusgroup("agenda", "check", "mine.md")
    assert checked.out.startswith("mine.md: Exports: what is missing?\n")
    assert checked.out.endswith("no problems\n")


def test_new_starts_from_another_agenda_under_a_new_title(focusgroup: Run) -> None:
    assert focusgroup("agenda", "new", "mine.md", "--from", "customer-visit").code == 0
    copied = Path("mine.md").read_text("utf-8")
    assert focusgroup("agenda", "show", "customer-visit", "--markdown").out == copied
    focusgroup("agenda", "new", "other.md", "--from", "mine.md", "--title", "Besuch")
    other = Path("other.md").read_text("utf-8")
    assert other == copied.replace("title: Customer visit", "title: Besuch")


def test_new_never_replaces_a_file_unless_it_is_forced(focusgroup: Run) -> None:
    Path("mine.md").write_text("precious", "utf-8")
    done = focusgroup("agenda", "new", "mine.md")
    assert done.code == 1
    assert "mine.md already exists" in done.err
    assert Path("mine.md").read_text("utf-8") == "precious"
    assert focusgroup("agenda", "new", "mine.md", "--force").code == 0
    assert Path("mine.md").read_text("utf-8") != "precious"


@pytest.mark.skipif(os.name == "nt", reason="special files are those of POSIX")
@pytest.mark.parametrize("sort", SPECIAL)
def test_new_never_replaces_what_is_not_a_file(focusgroup: Run, sort: str) -> None:
    path = Path("special")
    SPECIAL[sort](path)
    Path("link.md").symlink_to(path)
    before = path.lstat()
    for name in ("special", "link.md"):
        done = focusgroup("agenda", "new", name, "--force")
        assert done.code == 1
        assert (name in done.err, done.err.count("\n")) == (True, 1)
    assert os.path.samestat(before, path.lstat())


def test_an_unknown_agenda_is_one_line_on_standard_error(focusgroup: Run) -> None:
    done = focusgroup("agenda", "show", "custmer-visit")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("focusgroup: there is no agenda or file named “custmer-visit”")
    assert "did you mean `customer-visit`?" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("command", ["show", "check"])
def test_nothing_in_an_agenda_reaches_the_terminal_raw(focusgroup: Run, command: str) -> None:
    text = "# T\x1b]0;x\x07\n## A\u202eB [/] (5 min)\n> [red]\x9b31m\n\n1. W\x1b[31mhy\x7f?\n"
    Path("evil.md").write_text(text, "utf-8")
    done = focusgroup("agenda", command, "evil.md")
    assert done.code == 0
    for char in "\x1b\x07\x9b\x7f\u202e":
        assert char not in done.out + done.err
    assert "A<U+202E>B [/]" in done.out


def test_every_command_and_option_has_help() -> None:
    assert agenda.help
    assert sorted(agenda.commands) == ["check", "import", "kit", "list", "new", "show"]
    for command in agenda.commands.values():
        assert command.help
        options = [each for each in command.params if each.param_type_name == "option"]
        assert all(getattr(option, "help", None) for option in options)


def test_completion_offers_the_shipped_names() -> None:
    command = agenda.commands["show"]
    context = command.make_context("show", ["x"])
    argument = command.params[0]
    assert "customer-visit" in [item.value for item in argument.shell_complete(context, "cust")]
    assert [item.type for item in argument.shell_complete(context, "./x")] == ["file"]


def test_the_group_stands_alone_too() -> None:
    done = CliRunner().invoke(agenda, ["list"])
    assert done.exit_code == 0
    assert "customer-visit" in done.output
