"""Every kind of document, asked for on a screen and by a command, is the same document."""

import asyncio
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Kind
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan, read_span
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.destination import Destination
from focusgroup.exports.export_result import Written
from focusgroup.exports.kinds import GUIDE, REGISTER, REPORTS
from focusgroup.exports.making import Audience
from focusgroup.exports.privacy.consent import presentable
from focusgroup.exports.wording.words import Words
from focusgroup.services.documents import PLAIN, DocumentOptions, finished_report, report_of
from focusgroup.services.documents.jobs import DocumentOffer, Job, documents_of
from focusgroup.services.review import ReviewFacts
from focusgroup.services.selection import resolved
from focusgroup.store import open_sqlite
from focusgroup.store.engine.location import config_file
from focusgroup.store.engine.sqlite import SqliteDb
from tests.conftest import Finished
from tests.exports.reports import planners
from tests.slow import some

Run = Callable[..., Finished]

NOW = 1_790_000_000_000
AGENDA = """\
---
title: Two groups
product: Atlas
themes:
  - Onboarding
  - Reporting > Exports
---
## Welcome (5 min)
## Trouble (10 min, key)
1. **When did it let you down?**
"""
FIRST = """\
- nobody told us @2
- three weeks until the first report @1 #onb
- the import failed twice @2 #onb
+ the board saves me an hour @1 #exports !
. nods all round #onb
/promise Send the list, owner Paula, due fri
"""
SECOND = """\
? mail the export to people without a log-in @1 #exports
+ the start was easy @2 #onb
"""


EVERYTHING = Selection()
SESSIONS = (
    ("Planners", "2026-03-12 14:00", FIRST),
    ("Fleet", "2026-04-02 10:00", SECOND),
)
PEOPLE = {
    "Planners": ("Anna Novak, planner, Northwind", "Bo Li, buyer, Contoso"),
    "Fleet": ("Cy Abel, driver, Acme", "Di Roth, fleet lead, Contoso"),
}
ACCOUNTS = (("Northwind", "Enterprise", "Otto"), ("Contoso", "Mid-market", "Paula"))


def span(text: str) -> TimeSpan:
    return read_span(text, date(2026, 11, 29), UTC)


@dataclass(frozen=True)
class Case:
    """What is chosen: as options of a command, and as a screen has it."""

    args: tuple[str, ...] = ()
    selection: Selection = EVERYTHING
    options: DocumentOptions = PLAIN
    config: str = ""
    session: int | None = None
    said: str = ""


CASES = {
    "everything": Case(said="What customers said"),
    "a theme and a kind": Case(
        ("--theme", "Onboarding", "--kind", "problem"),
        Selection(themes=("Onboarding",), kinds=(Kind.PROBLEM,)),
        said="2 of 4 people",
    ),
    "a segment": Case(
        ("--segment", "mid"), Selection(segments=("Mid-market",)), said="segment Mid-market"
    ),
    "a segment's problems": Case(
        ("--segment", "mid", "--kind", "problem"),
        Selection(segments=("Mid-market",), kinds=(Kind.PROBLEM,)),
        said="1 of 2 people",
    ),
    "an owner": Case(("--owner", "Paula"), Selection(owner="Paula"), said="owner Paula"),
    "a facilitator's words": Case(
        ("--facilitator", "fri", "--verbatim"),
        Selection(facilitator="Frida Foley", verbatim=True),
        said="led by Frida Foley, verbatim only",
    ),
    "Chinese by the configuration": Case(
        ("--theme", "Onboarding", "--since", "2026-03", "--until", "2026-Q4"),
        Selection(themes=("Onboarding",), since=span("2026-03"), until=span("2026-Q4")),
        config='language = "zh"',
        said="筛选条件：主题“Onboarding”，2026年3月起",
    ),
    "another time zone": Case(
        ("--zone", "Asia/Tokyo", "--kind", "strength"),
        Selection(kinds=(Kind.STRENGTH,)),
        DocumentOptions(zone="Asia/Tokyo"),
    ),
    "until a day": Case(
        ("--theme", "Onboarding", "--until", "2026-03-31"),
        Selection(themes=("Onboarding",), until=span("2026-03-31")),
        said="2 of 2 people",
    ),
    "an account": Case(
        ("--account", "Contoso"), Selection(accounts=("Contoso",)), said="account Contoso"
    ),
    "a speaker": Case(("--speaker", "cy"), Selection(speakers=("cy",)), said="said by cy"),
    "a search": Case(
        ("--search", "weeks"), Selection(search="weeks"), said="1 of 4 people"
    ),
    "without a theme": Case(("--untagged",), Selection(untagged=True), said="without a theme"),
    "one session": Case(session=0, said="Planners"),
    "a theme in one session": Case(
        ("--theme", "Onboarding"), Selection(themes=("Onboarding",)), session=0,
        said="Onboarding: Planners",
    ),
    "no roles for readers outside": Case(
        ("--no-roles",), options=DocumentOptions(external=True, roles=False)
    ),
}  # fmt: skip


@pytest.fixture
def session_ids(focusgroup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two sessions of two people each, taken down by commands; no document knows the time."""
    monkeypatch.setattr("focusgroup.services.documents.jobs.unix_ms", lambda: NOW)
    monkeypatch.setattr("focusgroup.exports.pdf.write_pdf", laid_out)
    (tmp_path / "guide.md").write_text(AGENDA)
    made = []
    for title, began, lines in SESSIONS:
        seats = [part for person in PEOPLE[title] for part in ("--participant", person)]
        berlin = ("--zone", "Europe/Berlin")
        led = ("--facilitator", "Frida Foley") if title == "Planners" else ()
        new = focusgroup(
            *("session", "add", tmp_path / "guide.md", "--title", title), *berlin, *led, *seats
        )
        made.append(new.out.strip())
        done = focusgroup("session", "capture", made[-1], "--began", began, stdin=lines)
        assert done.code == 0, done.err
    for name, segment, owner in ACCOUNTS:
        done = focusgroup("accounts", "edit", name, "--segment", segment, "--owner", owner)
        assert done.code == 0, done.err
    return made


def laid_out(
    path: Destination, write: Callable[[Path], Written], *_: object, **__: object
) -> Written:
    """Instead of a PDF the Word file that LibreOffice would lay out."""
    made = write(path.path.with_name("word.docx"))
    word = made.path.read_bytes()
    made.path.unlink()
    return Written(replace_file(path, lambda file: file.write(word)), path, made.log, made.replaced)


def contents(path: Path) -> dict[str, bytes]:
    """What is in a document, part by part."""
    if not zipfile.is_zipfile(path):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if not name.startswith("docProps/")]
        # The workbook in a chart is a package with the time in it.
        return {name: package.read(name) for name in names if not name.endswith(".xlsx")}


def by_command(focusgroup: Run, *args: str) -> tuple[str, dict[str, bytes]]:
    """Name and contents of what the command writes."""
    done = focusgroup("export", *args)
    assert done.code == 0, done.err
    path = Path(done.out.strip())
    return path.name, contents(path)


def by_screen(
    db_path: Path, label: str, selection: Selection, options: DocumentOptions, session: str = ""
) -> tuple[str, dict[str, bytes]]:
    """Name and contents of what the documents window writes, opened from the review."""

    async def write() -> Path:
        db = await open_sqlite(db_path)
        try:
            offers = documents_of(db, ReviewFacts(db, session).within(selection))
            return (await offered(offers, label).make(Job(), options)).path
        finally:
            await db.close()

    path = asyncio.run(write())
    return path.name, contents(path)


def offered(offers: tuple[DocumentOffer, ...], label: str) -> DocumentOffer:
    return next(each for each in offers if each.label == label)


@pytest.mark.parametrize("every", some([False, True], [False]), ids=["some kinds", "all kinds"])
@pytest.mark.parametrize("name", CASES)
def test_a_screen_and_a_command_write_the_same_documents(
    focusgroup: Run, db_path: Path, session_ids: list[str], name: str, every: bool
) -> None:
    """Every choice in Markdown, which says it in words, and in another kind in turn."""
    case = CASES[name]
    here = [kind for kind in REPORTS if kind.installed]
    turn = here[list(CASES).index(name) % len(here)]
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text(case.config, "utf-8")
    session = session_ids[case.session] if case.session is not None else ""
    for kind in here:
        if case.options.external and not kind.external:
            continue
        if not (every or case.options.external or kind == turn or kind.command == "markdown"):
            continue
        args = [*kind.command.split(), *case.args, *([session] if session else [])]
        asked = by_command(focusgroup, *args)
        seen = by_screen(db_path, kind.label, case.selection, case.options, session)
        assert asked[0] == seen[0], kind.label
        assert asked[1].keys() == seen[1].keys(), kind.label
        for part in asked[1]:
            assert asked[1][part] == seen[1][part], (kind.label, part)
        if kind.command == "markdown":
            assert case.said in asked[1][""].decode()


def test_people_who_were_asked_and_did_not_say_it_count_on_both_fronts(
    focusgroup: Run, db_path: Path, session_ids: list[str]
) -> None:
    problems = Selection(themes=("Onboarding",), kinds=(Kind.PROBLEM,))
    _, asked = by_command(focusgroup, "markdown", "--theme", "Onboarding", "--kind", "problem")
    _, seen = by_screen(db_path, "Markdown", problems, DocumentOptions())
    for text in (asked[""].decode(), seen[""].decode()):
        assert "2 of 4 people" in text
        assert "2 of 3 people" not in text


def test_the_register_and_the_guide_are_the_same_on_both_fronts(
    focusgroup: Run,
    db_path: Path,
    session_ids: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, how = session_ids[0], DocumentOptions()
    for kind, args in ((REGISTER, ()), (GUIDE, (str(tmp_path / "guide.md"),))):
        asked = by_command(focusgroup, kind.command, *args)
        if kind == GUIDE:  # one of an agenda's file and one of a session's copy of it
            monkeypatch.setenv("FOCUSGROUP_EXPORTS", str(tmp_path / "screen"))
        assert asked == by_screen(db_path, kind.label, Selection(), how, first)
    assert b"Send the list" in by_command(focusgroup, REGISTER.command)[1]["word/document.xml"]


def test_a_session_is_compared_with_the_one_before_of_its_agenda_or_accounts(
    focusgroup: Run, db_path: Path, session_ids: list[str]
) -> None:
    first, second = (focusgroup("export", "markdown", each).out.strip() for each in session_ids)
    assert "## Compared with last time" not in Path(first).read_text("utf-8")
    told = Path(second).read_text("utf-8")
    assert "With the session of 12 March 2026: the same agenda, 1 account in both." in told
    assert "| Onboarding | 2 of 2 | 1 of 2 | again |" in told
    assert "| Reporting | 1 of 2 | 1 of 2 | again |" in told


def test_no_role_and_no_owner_is_told_to_readers_outside(
    focusgroup: Run, db_path: Path, session_ids: list[str]
) -> None:
    paula = Selection(owner="Paula")
    _, roles = by_screen(db_path, "For readers outside", paula, DocumentOptions())
    _, bare = by_screen(db_path, "For readers outside", paula, DocumentOptions(roles=False))
    assert b"buyer" in roles["word/document.xml"]
    assert b"buyer" not in bare["word/document.xml"]
    for parts in (roles, bare):
        assert not [name for name, part in parts.items() if b"Paula" in part]
        assert not [name for name, part in parts.items() if b"Contoso" in part]


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(themes=("Nonesuch",)), "no theme"),
        (Selection(accounts=("Nonesuch",)), "no account"),
        (Selection(segments=("Nonesuch",)), "does not match one segment"),
        (Selection(owner="Nonesuch"), "does not match one owner"),
        (Selection(search="zzzz"), "no quotes for with “zzzz”"),
        (Selection(sessions=("ffffffff",)), "no session"),
    ],
)
def test_what_can_not_be_chosen_is_said_in_a_sentence(
    db_path: Path, session_ids: list[str], selection: Selection, words: str
) -> None:
    async def read() -> None:
        db = await open_sqlite(db_path)
        try:
            await report_of(db, selection)
        finally:
            await db.close()

    with pytest.raises(FocusgroupError, match=words):
        asyncio.run(read())


def test_several_names_are_any_of_them(db_path: Path, session_ids: list[str]) -> None:
    async def texts(db: SqliteDb, selection: Selection) -> set[str]:
        return {quote.text.split()[0] for quote in (await report_of(db, selection)).quotes}

    async def read() -> None:
        db = await open_sqlite(db_path)
        try:
            themes = Selection(themes=("Onboarding", "exports"), kinds=(Kind.STRENGTH,))
            assert await texts(db, themes) == {"the"}
            assert len((await report_of(db, themes)).quotes) == 2
            assert (await report_of(db, themes)).title == "Onboarding and Reporting > Exports"
            assert await texts(db, Selection(accounts=("Acme", "north"))) == {
                "three",
                "the",
                "mail",
            }
            assert await texts(db, Selection(speakers=("cy", "bo"))) == {"the", "nobody", "mail"}
            assert await texts(db, Selection(sessions=tuple(session_ids))) >= {"three", "mail"}
            found = await resolved(db, Selection(segments=("mid", "ENTERPRISE")))
            assert found.segments == ("Mid-market", "Enterprise")
        finally:
            await db.close()

    asyncio.run(read())


def test_the_people_who_were_not_chosen_do_not_count_and_are_named_nowhere_outside() -> None:
    made = planners()
    told = replace(made.quotes[0], text="as Petr Novák says, it is slow")  # of another segment
    report = replace(made, quotes=(told, *made.quotes[1:5]))
    chosen = finished_report(report, Selection(segments=("Enterprise",)), PLAIN)
    assert chosen.participants == made.participants
    assert {person.account for person in chosen.room} == {
        "Hallberg Foods", "Shirakawa Retail", "Crescent Pharma Logistics",
    }  # fmt: skip
    outside = presentable(chosen, Audience(external=True), Words("en")).report
    assert "Novák" not in outside.quotes[0].text
    assert len(outside.room) == len(chosen.room) == 5
