"""From new to Word by commands alone: every quote is in the document."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from focusgroup.store.engine.location import config_file
from focusgroup.system.clock import unix_ms
from tests.conftest import Finished
from tests.exports.templates import corporate

Run = Callable[..., Finished]

AGENDA = """\
---
title: Small group
product: Atlas
themes:
  - Reporting
  - Reporting > Exports
---
## Welcome (5 min)
## Trouble (10 min, key)
"""

LINES = """\
[00:30] + the board saves me an hour @1 #rep !
[05:30] - three weeks until the first report @2 #rep
[06:00] ? mail it to people without a log-in @1 #exports !!
[07:00] - 导出的数字和屏幕上的不一样 @2 #exports
[08:00] - التقارير تأخذ ثلاثة أسابيع @1 #rep
[09:00] - [/] [red]no[/red] <w:t>&amp; @1 #exports
. nods all round
/promise Send the list, owner Paula, due fri
/park vans
- wrong @9
"""


def words(path: Path) -> str:
    """All text of a document's body, tables included."""
    body = Document(str(path)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )


@pytest.fixture
def session_id(focusgroup: Run, tmp_path: Path) -> str:
    path = tmp_path / "small.md"
    path.write_text(AGENDA)
    made = focusgroup(
        "session", "add", path, "--title", "Planners / group", "--zone", "Europe/Berlin",
        "--participant", "Anna Novak, planner, Northwind",
        "--participant", "Bo Li, buyer, Contoso",
    )  # fmt: skip
    session_id = made.out.strip()
    done = focusgroup("session", "capture", session_id, "--began", "2026-03-12 14:00", stdin=LINES)
    assert (done.code, "line 10" in done.err) == (1, True)
    return session_id


def test_every_quote_that_was_captured_is_in_the_document(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "summary.docx"
    done = focusgroup("export", "word", session_id, "-o", target)
    assert (done.code, done.out.strip()) == (0, str(target))
    text = words(target)
    quotes = focusgroup("quotes", "--json").json
    assert len(quotes) == 7
    for quote in quotes:
        assert quote["text"] in text
    for part in ("Planners / group", "Anna Novak", "Contoso", "vans", "Send the list", "Paula"):
        assert part in text


def test_the_file_is_named_after_day_and_title_among_the_exports(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    done = focusgroup("export", "word", "last")
    assert done.code == 0
    path = Path(done.out.strip())
    assert path == tmp_path / "exports" / "2026-03-12 Planners - group.docx"
    assert path.is_file()


def test_conditions_choose_the_quotes(focusgroup: Run, session_id: str, tmp_path: Path) -> None:
    target = tmp_path / "exports.docx"
    done = focusgroup("export", "word", "--theme", "exports", "--kind", "problem", "-o", target)
    assert done.code == 0, done.err
    text = words(target)
    assert "Reporting > Exports" in text
    assert "problems" in text
    assert "导出的数字" in text
    assert "three weeks until" not in text
    assert "mail it to people" not in text


def test_conditions_within_sessions(focusgroup: Run, session_id: str, tmp_path: Path) -> None:
    other = focusgroup(
        "session", "add", tmp_path / "small.md", "--title", "Other", "--participant", "Cy, vp, Acme"
    ).out.strip()
    focusgroup("session", "capture", other, stdin="- other exports @1 #exports\n- more @1 #rep\n")
    both, one, every = (tmp_path / f"{name}.docx" for name in ("both", "one", "every"))
    focusgroup("export", "word", session_id, other, "--theme", "exports", "-o", both)
    assert "other exports" in words(both)
    assert "导出的数字" in words(both)
    assert "three weeks until" not in words(both)
    focusgroup("export", "word", other, "--theme", "exports", "-o", one)
    assert "导出的数字" not in words(one)
    focusgroup("export", "word", session_id, other, "-o", every)
    assert "three weeks until" in words(every)
    assert "more" in words(every)


def test_paper_is_a4_or_letter(focusgroup: Run, session_id: str, tmp_path: Path) -> None:
    def width(paper: str) -> int:
        target = tmp_path / f"{paper}.docx"
        assert focusgroup("export", "word", "last", "--paper", paper, "-o", target).code == 0
        section = Document(str(target)).sections[0]
        assert section.page_width
        return round(section.page_width.mm)

    assert (width("a4"), width("letter")) == (210, 216)
    assert focusgroup("export", "word", "last", "--paper", "a5").code == 2


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--segment", "Nonesuch"), 1, "does not match one segment"),
        (("ffffffff",), 1, "session list"),
        (("--theme", "Nonesuch"), 1, "no theme"),
        (("--search", "zzzz"), 1, "no quotes"),
        (("last", "--search", "zzzz"), 1, "nothing was written"),
        (("last", "-o", "."), 1, "folder"),
    ],
)
def test_what_can_not_be_written_says_why(
    focusgroup: Run, session_id: str, tmp_path: Path, args: tuple[str, ...], code: int, message: str
) -> None:
    done = focusgroup("export", "word", *args)
    assert (done.code, message in done.err) == (code, True), done.err
    assert done.out == ""
    assert not list(tmp_path.rglob("*.docx"))


def test_a_session_without_quotes_is_a_document_too(focusgroup: Run, tmp_path: Path) -> None:
    focusgroup("session", "add", "customer-visit", "--title", "Empty")
    target = tmp_path / "empty.docx"
    assert focusgroup("export", "word", "last", "-o", target).code == 0
    assert "Empty" in words(target)
    assert zipfile.ZipFile(target).testzip() is None


def test_an_external_document_names_nobody_and_neither_does_its_file(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    focusgroup("session", "capture", session_id, stdin="- Anna at Contoso said so @2\n")
    done = focusgroup("export", "word", "--account", "Contoso", "--external", "--no-roles")
    assert done.code == 0, done.err
    (path,) = (tmp_path / "exports").iterdir()
    assert "Contoso" not in path.name
    text = words(path)
    assert "[Participant 1] at [Account 2] said so" in text
    for name in ("Anna", "Novak", "Bo Li", "Contoso", "Northwind", "buyer"):
        assert name not in text


def test_a_top_line_has_a_name_of_its_own_and_no_log(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    done = focusgroup("export", "word", "last", "--topline")
    path = Path(done.out.strip())
    assert path.name == "2026-03-12 Planners - group - Top-line.docx"
    assert "Send the list" in words(path)
    assert "Quote log" not in words(path)


def test_dropping_roles_is_for_documents_that_go_outside(focusgroup: Run, session_id: str) -> None:
    done = focusgroup("export", "word", "last", "--no-roles")
    assert (done.code, "--external" in done.err) == (2, True)


def test_without_a_session_everything_that_was_said_is_in_it(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    other = focusgroup(
        "session", "add", tmp_path / "small.md", "--title", "Other", "--participant", "Cy, vp, Acme"
    ).out.strip()
    focusgroup("session", "capture", other, "--began", "2026-04-02 10:00", stdin="- more @1 #rep\n")
    focusgroup("session", "add", tmp_path / "small.md", "--title", "Only planned")
    done = focusgroup("export", "word")
    assert done.code == 0, done.err
    text = words(Path(done.out.strip()))
    for part in ("What customers said", "three weeks until", "more", "2 sessions", "Acme"):
        assert part in text
    assert "Only planned" not in text


def test_a_theme_report_counts_the_sessions_in_which_nobody_said_it(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    other = focusgroup(
        "session", "add", tmp_path / "small.md", "--title", "Other", "--participant", "Cy, vp, Acme"
    ).out.strip()
    focusgroup("session", "capture", other, "--began", "2026-04-02 10:00", stdin="- slow @1\n")
    target = tmp_path / "theme.docx"
    done = focusgroup("export", "word", "--theme", "exports", "-o", target)
    assert done.code == 0, done.err
    assert "Raised in 1 of 2 sessions." in words(target)
    focusgroup("export", "word", "--theme", "exports", "--until", "2026-03-31", "-o", target)
    assert "Raised in" not in words(target)


def test_without_any_session_there_is_nothing_to_write(focusgroup: Run, tmp_path: Path) -> None:
    focusgroup("session", "add", "customer-visit", "--title", "Only planned")
    done = focusgroup("export", "word")
    assert (done.code, "session list" in done.err) == (1, True)


@pytest.mark.parametrize("form", ["markdown", "xlsx", "csv"])
def test_the_same_choice_is_written_in_other_forms(
    focusgroup: Run, session_id: str, tmp_path: Path, form: str
) -> None:
    done = focusgroup("export", form, "last", "--theme", "exports")
    assert done.code == 0, done.err
    path = Path(done.out.strip())
    assert path.suffix == {"markdown": ".md"}.get(form, f".{form}")
    if form == "xlsx":
        data = zipfile.ZipFile(path).read("xl/sharedStrings.xml").decode()
    else:
        data = path.read_text("utf-8")
    assert "mail it to people" in data
    assert "three weeks until" not in data


def test_the_register_has_the_promises_of_all_sessions(focusgroup: Run, session_id: str) -> None:
    done = focusgroup("export", "commitments")
    assert done.code == 0, done.err
    path = Path(done.out.strip())
    assert path.name == "Commitments.docx"
    assert "Send the list" in words(path)


def test_two_exports_a_minute_apart_are_the_same_bytes(
    focusgroup: Run, session_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dates in a file are those of the data's last change, or of SOURCE_DATE_EPOCH."""
    first, second, fixed = {}, {}, {}
    now = unix_ms() // 86_400_000 * 86_400_000 + 60_000
    for made, at_ms in ((first, now), (second, now + 60_000), (fixed, now)):
        monkeypatch.setattr("focusgroup.services.documents.jobs.unix_ms", lambda at=at_ms: at)
        if made is fixed:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        for args in (("word", session_id), ("xlsx", session_id), ("commitments",)):
            target = tmp_path / f"x.{args[0]}"
            assert focusgroup("export", *args, "-o", target).code == 0
            made[args[0]] = target.read_bytes()
    assert first == second
    for name, data in fixed.items():
        with zipfile.ZipFile(BytesIO(data)) as package:
            assert b"2023-11-14T22:13:20Z" in package.read("docProps/core.xml"), name


def test_an_agenda_is_printed_as_a_guide(focusgroup: Run, tmp_path: Path) -> None:
    target = tmp_path / "guide.docx"
    assert focusgroup("export", "guide", "customer-visit", "-o", target).code == 0
    assert "must ask" in words(target)
    broken = tmp_path / "broken.md"
    broken.write_text("just a sentence\n")
    done = focusgroup("export", "guide", broken)
    assert (done.code, "agenda check" in done.err) == (1, True)


def test_a_name_that_is_open_elsewhere_is_said_beside_the_file_that_was_written(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "summary.docx"
    target.parent.mkdir()
    target.write_bytes(b"old")
    (target.parent / ".~lock.summary.docx#").write_bytes(b"")
    done = focusgroup("export", "word", session_id, "-o", target)
    assert done.out == f"{target.with_name('summary (2).docx')}\n"
    assert "summary.docx is open in another program" in done.err


@pytest.mark.parametrize("full", [False, True])
def test_a_long_log_is_beside_the_document_unless_it_is_asked_for(
    focusgroup: Run, session_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    monkeypatch.setattr("focusgroup.exports.word.summary.LOG_IN_WORD", 5)
    target = tmp_path / "out" / "summary.docx"
    done = focusgroup("export", "word", session_id, "-o", target, *(["--full-log"] * full))
    assert (done.code, done.out) == (0, f"{target}\n")
    assert ("workbook next to it: summary - Quote log.xlsx" in done.err) is not full
    assert sorted(path.suffix for path in target.parent.iterdir()) == [".docx", ".xlsx"][: 2 - full]
    assert ("End of the log" in words(target)) is full


@pytest.mark.parametrize(
    ("form", "suffix", "said"),
    [
        ("word", ".docx", "我们听到了什么"),
        ("markdown", ".md", "## 我们听到了什么"),
        ("csv", ".csv", "发言人"),
        ("commitments", ".docx", "对客户的承诺登记表"),
    ],
)
def test_a_document_is_written_in_the_language_that_is_asked_for(
    focusgroup: Run, session_id: str, form: str, suffix: str, said: str
) -> None:
    done = focusgroup("export", form, "last", "--language", "zh-CN")
    assert done.code == 0, done.err
    path = Path(done.out.strip().splitlines()[0])
    assert said in (words(path) if suffix == ".docx" else path.read_text("utf-8"))
    refused = focusgroup("export", form, "last", "--language", "tlh")
    assert refused.code == 2
    for known in ("en (English)", "de (German)", "zh (Chinese)"):
        assert known in refused.err


def test_what_was_chosen_is_said_in_the_language_of_the_document(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    target = tmp_path / "c.docx"
    chosen = (
        "--theme",
        "Reporting",
        "--kind",
        "problem",
        "--kind",
        "strength",
        "--until",
        "2026-Q4",
    )
    for code, said in (
        ("en", "Chosen: theme Reporting, problems and strengths, since Mar 2026, until Q4 2026"),
        ("zh", "筛选条件：主题“Reporting”，问题和优点，2026年3月起，截至2026年第4季度"),
    ):
        done = focusgroup(
            "export", "word", *chosen, "--since", "2026-03", "--language", code, "-o", target
        )
        assert done.code == 0, done.err
        assert said in words(target)


def test_a_session_led_in_chinese_gives_a_chinese_document(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "zh.md"
    path.write_text("---\ntitle: 座谈\nlanguage: zh-CN\n---\n## 开场\n", "utf-8")
    made = focusgroup(
        "session", "add", path, "--participant", "王芳, 调度主管, 华东物流"
    ).out.strip()
    focusgroup("session", "capture", made, stdin="- 报表太慢 @1\n")
    focusgroup("export", "word", made, "-o", tmp_path / "zh.docx")
    assert "我们听到了什么" in words(tmp_path / "zh.docx")
    guide = Path(focusgroup("export", "guide", path).out.strip())
    assert guide.name == "座谈 - 主持人提纲.docx"
    focusgroup("export", "word", made, session_id, "-o", tmp_path / "both.docx")
    assert "What we heard" in words(tmp_path / "both.docx")
    # Of all sessions only the Chinese one is left, and what was chosen is said in Chinese too.
    page = focusgroup("export", "markdown", "--account", "华东物流", "-o", "-").out
    assert "筛选条件：客户“华东物流”" in page
    assert "我们听到了什么" in page


# -- as the configuration says -----------------------------------------------------------------


def configure(*lines: str) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text("\n".join(lines), "utf-8")


def headers(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.startswith("word/header")]
        return "".join(package.read(name).decode() for name in parts)


@pytest.mark.parametrize("command", [("word", "last"), ("commitments",), ("guide", "small.md")])
def test_documents_are_on_the_configured_template_and_in_its_language(
    focusgroup: Run, session_id: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    configure(f'template = "{corporate(tmp_path / "corporate.dotx")}"', 'language = "zh"')
    command = tuple(str(tmp_path / part) if part.endswith(".md") else part for part in command)
    path = tmp_path / "x.docx"
    done = focusgroup("export", *command, "-o", path)
    assert done.code == 0, done.err
    assert "Contoso Research" in headers(path)
    assert any(word in words(path) for word in ("座谈总结", "承诺", "主持人提纲"))
    done = focusgroup("export", *command, "-o", path, "--paper", "letter", "--language", "en")
    assert done.code == 0, done.err
    assert "Contoso Research" not in headers(path)
    assert Document(str(path)).sections[0].page_width.twips == 12240


def test_documents_are_on_the_configured_paper(
    focusgroup: Run, session_id: str, tmp_path: Path
) -> None:
    configure('paper = "Letter"')
    path = tmp_path / "x.docx"
    assert focusgroup("export", "word", "last", "-o", path).code == 0
    assert Document(str(path)).sections[0].page_width.twips == 12240
    assert focusgroup("export", "word", "last", "-o", path, "--paper", "a4").code == 0
    assert Document(str(path)).sections[0].page_width.twips == 11906


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('paper = "a3"', '`paper` must be "a4" or "letter"'),
        ('language = "xx"', "config.toml: No translation for the language"),
        ('language = "xx"', "en-US (English (United States)), de"),
        ('template = "missing.dotx"', "config.toml: No template"),
        ('template = "missing.dotx"', "missing.dotx"),
        ('logo = "missing.png"', "config.toml: The logo"),
        ("template = 3", "must be text in quotes"),
    ],
)
def test_what_can_not_be_configured_is_a_sentence(
    focusgroup: Run, session_id: str, line: str, said: str
) -> None:
    configure(line)
    done = focusgroup("export", "word", "last")
    assert (done.code != 0, said in done.err) == (True, True)


# -- what it costs -----------------------------------------------------------------------------

ASKED = """
import sys
from focusgroup.cli.main import main

code = main(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"docx", "lxml", "babel"}))
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("form", "loaded"),
    [
        ("csv", ""),
        ("word", "babel docx lxml"),
        pytest.param("markdown", "babel", marks=pytest.mark.slow),
        pytest.param("xlsx", "", marks=pytest.mark.slow),
    ],
)
def test_a_format_loads_only_what_it_needs(
    focusgroup: Run, session_id: str, tmp_path: Path, form: str, loaded: str
) -> None:
    args = ("export", form, "last", "-o", str(tmp_path / "x"))
    done = subprocess.run(
        [sys.executable, "-c", ASKED, *args], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(tmp_path / "x"), loaded]
