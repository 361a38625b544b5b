"""Page one is one page, whatever people wrote: by estimate here, and laid out by LibreOffice."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.evidence.findings import findings_of
from focusgroup.core.evidence.running import counted
from focusgroup.core.model import Report
from focusgroup.exports.text.metrics import columns, cut, ems, line, lines
from focusgroup.exports.word.body.page_one import BUDGETS, fit, height
from focusgroup.exports.word.company_template import opened_template
from focusgroup.exports.word.frame import Sheet
from focusgroup.exports.word.ooxml.fitting import room
from focusgroup.exports.word.ooxml.markup import Markup
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording.words import Words
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile
from tests.exports.reports import REPORTS, chinese, planners
from tests.exports.reports import session as session_of
from tests.exports.templates import MARKER, W, corporate, section
from tests.exports.writing import write_summary
from tests.slow import some

CHINESE = "排班看板很直观，新同事半天就会用了。"


def with_words(change: Callable[[str], str]) -> Report:
    """The planners, with everything that people wrote changed."""
    made = planners()
    people = {
        each.id: replace(
            each, name=change(each.name), role=change(each.role), account=change(each.account)
        )
        for each in made.participants
    }
    quotes = []
    for each in made.quotes:
        who = people.get(each.participant_id or "")
        said = replace(each, text=change(each.text), themes=tuple(map(change, each.themes)))
        if who:
            said = replace(said, speaker=who.name, role=who.role, account=who.account)
        quotes.append(said)
    return replace(
        made,
        title=change(made.title),
        participants=tuple(people.values()),
        accounts=tuple(replace(each, name=change(each.name)) for each in made.accounts),
        quotes=tuple(quotes),
        sessions=(session_of(bottom_line=change("All of it. "), place=change("Hamburg")),),
        headlines=tuple(
            replace(each, theme=change(each.theme), text=change(each.text))
            for each in made.headlines
        ),
    )


HARD: dict[str, Callable[[], Report]] = {
    "one word of 300 letters": lambda: with_words(lambda text: text[:4] + "W" * 300),
    "narrow words of 300 letters": lambda: with_words(lambda text: f"{text} {'i' * 300}"),
    "capitals": lambda: with_words(lambda text: (f"{text} " * 8).upper()),
    "long Chinese": lambda: with_words(lambda text: text[:4] + CHINESE * 20),
    "English and Chinese": lambda: with_words(lambda text: f"{text}，报表导出要等十分钟"),
    "long Thai": lambda: with_words(lambda text: text[:4] + "รายงานช้ามากทุกสัปดาห์" * 10),
    "long Arabic": lambda: with_words(lambda text: text[:2] + "نحتاج إلى تصدير تلقائي " * 10),
    "pictures": lambda: with_words(lambda text: text[:4] + "😀🎉" * 60),
    "hyphens": lambda: with_words(lambda text: f"{text} " + "Hohenlohe-Schillingsfürst-" * 20),
}

EMPTY = ("nothing", "no session begun", "no quotes", "observations only")
FULL = [name for name in [*HARD, *REPORTS] if name not in EMPTY]


ON_PAPER = [("zh", "letter"), ("en", "letter"), ("zh", "a4")]
"""Languages on papers; in Chinese on Letter there is the least room."""


def view(report: Report, code: str, paper: str) -> WordView:
    count = counted(report)
    return WordView(
        count=count,
        findings=findings_of(count),
        words=Words(code),
        legal=Markup(),
        sheet=Sheet.of(paper),
    )


# -- the estimate ----------------------------------------------------------------------------


def test_a_line_breaks_where_word_breaks_it():
    assert lines("", 100, 10) == 1
    assert lines("four words of text", 1000, 10) == 1
    # Three words of 30 points each, two of them in a line.
    assert lines("mmmm mmmm mmmm", 70, 10) == 2
    # A word longer than the line starts a new one and is broken at its end.
    assert lines("x" * 300, 310, 10) == 5
    assert lines("ab " + "x" * 300, 310, 10) == 6
    # Chinese may break anywhere, a compound behind its hyphen.
    assert lines("报" * 31, 106, 10) == 4
    assert lines("mmmm-mmmm", 40, 10) == 2


def test_wide_letters_take_more_room_than_narrow_ones():
    assert ems("W" * 10) > 3.5 * ems("i" * 10)
    assert ems("报表") == 2
    assert ems("e\u0301\u200b") == ems("e")
    assert columns("It took us three weeks to see a first report.") == pytest.approx(45, abs=3)


def test_lines_in_other_scripts_are_higher():
    assert line("plain ä é") < line("报表 and Latin") < line("รายงาน")


def test_a_text_is_cut_by_the_room_that_its_letters_take():
    assert cut("报" * 100, 41) == "报" * 16 + "…"
    assert len(cut("W" * 100, 41)) < len(cut("i" * 100, 41)) / 3
    assert cut("我们听到了，什么都没有，再说一遍", 15).endswith("听到了…")


def test_a_header_stays_one_line(written):
    title = CHINESE * 10
    file = written(planners(title=title), language="zh")
    assert all(columns(words) < 130 for words in file.headers())
    assert any(words.startswith(title[:20]) for words in file.headers())


@pytest.mark.parametrize("where", some(ON_PAPER, [("zh", "letter")]), ids=" on ".join)
@pytest.mark.parametrize("name", [*HARD, *REPORTS])
def test_some_version_of_the_page_fits(name, where):
    code, paper = where
    made = view({**REPORTS, **HARD}[name](), code, paper)
    assert height(made, fit(made)) <= room(made)


def test_rankings_leave_the_page_before_the_message_is_cut():
    low = view(planners(), "en", "a4")
    heights = (14_000, 9_000, 7_500, 6_500, 6_000, 5_500, 5_000, 4_000)
    chosen = [fit(replace(low, sheet=replace(low.sheet, height=each))) for each in heights]
    leads = [each.lead for each in chosen if each.quotes and each.kinds == len(low.ranked)]
    assert set(leads) == {BUDGETS[0].lead}
    assert {each.kinds for each in chosen} == {1, 2, 3}


@pytest.mark.parametrize("code", ["en", "zh"])
def test_an_ordinary_afternoon_shows_three_findings_of_each_kind(code):
    for paper in ("a4", "letter"):
        assert len(fit(view(planners(), code, paper)).quotes) == 3
        assert fit(view(chinese(), code, paper)) is BUDGETS[0]


# -- laid out --------------------------------------------------------------------------------


def laid_out(
    folder: Path, printed: Callable[..., list[list[str]]], names: list[str], codes: tuple[str, ...]
) -> None:
    """Page one of each is followed by the theme map on page two, and by nothing of its own."""
    files, expected = [], []
    for name in names:
        for code in codes:
            for paper in ("a4", "letter"):
                path = folder / f"{len(files)}.docx"
                report = {**REPORTS, **HARD}[name]()
                write_summary(report, path, now_ms=NOW, language=code, paper=paper, topline=True)
                files.append(path)
                expected.append((name, code, paper))
    for what, pages in zip(expected, printed(files), strict=True):
        first, second = (
            [each.strip() for each in page.split("\n") if each.strip()] for page in pages[:2]
        )
        heading, last = {"en": ("Theme map", "Page 1 of"), "zh": ("主题分布", "第1页")}[what[1]]
        assert last in first[-1].replace(" ", "") or last in first[-1], what
        assert heading in second[:3], what


PAPERS = {
    "A4": (11906, 16838),
    "A4 on its side": (16838, 11906),
    "Letter on its side": (15840, 12240),
}
"""Width and height in twips."""


_LINE = '<w:p><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr><w:r><w:t>Contoso</w:t></w:r></w:p>'
LETTERHEAD = (
    f'<w:hdr xmlns:w="{W}">{_LINE}<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="2400"/>'
    f'</w:trPr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>{_LINE * 3}</w:tc></w:tr>'
    f"</w:tbl>{_LINE}</w:hdr>"
)
"""Some 5 cm high, where the margin has room for 2.5."""


def on_company_papers(
    folder: Path,
    printed: Callable[..., list[list[str]]],
    names: Iterable[str],
    templates: dict[str, Path],
) -> None:
    """Page one of each on each template is one page, and the theme map stands on page two."""
    files = {}
    for what, path in templates.items():
        template = opened_template(path)
        for name in names:
            made = folder / f"{len(files)}.docx"
            report = {**REPORTS, **HARD}[name]()
            write_summary(report, made, now_ms=NOW, topline=True, template=template)
            files[f"{name}, {what}"] = made
    for what, pages in zip(files, printed(list(files.values())), strict=True):
        assert [n for n, page in enumerate(pages, 1) if "Theme map" in page] == [2], what


def company_papers(folder: Path, fonts: Iterable[str]) -> dict[str, Path]:
    return {
        f"{paper} in {font}": corporate(
            folder / f"{paper} {font}.dotx", MARKER, end=section(wide=wide, high=high), font=font
        )
        for paper, (wide, high) in PAPERS.items()
        for font in fonts
    }


@pytest.mark.needs("soffice", "pdftotext")
def test_page_one_is_one_page_on_its_side_and_in_wide_letters(tmp_path, printed, office):
    made = company_papers(tmp_path, ["DejaVu Sans"])
    on_its_side = made["A4 on its side in DejaVu Sans"]
    hardest = {
        "A4 on its side, saved by LibreOffice": office("docx", tmp_path / "it", [on_its_side])[0],
        "A4 under a letterhead": corporate(
            tmp_path / "letterhead.dotx",
            MARKER,
            font="DejaVu Sans",
            parts={"word/header2.xml": LETTERHEAD},
        ),
    }
    on_company_papers(tmp_path, printed, ["capitals"], hardest)


@pytest.mark.slow
@pytest.mark.needs("soffice", "pdftotext")
def test_page_one_is_one_page_on_every_paper_in_every_font(tmp_path, printed):
    fonts = ("Carlito", "DejaVu Sans", "Noto Sans")
    # In a third of a page the estimate is a line short for words of 300 narrow letters.
    names = [name for name in FULL if name != "narrow words of 300 letters"]
    on_company_papers(tmp_path, printed, names, company_papers(tmp_path, fonts))


def test_on_its_side_the_kinds_stand_next_to_each_other(tmp_path):
    made = company_papers(tmp_path, ["Carlito"])["A4 on its side in Carlito"]
    path = write_summary(
        planners(), tmp_path / "s.docx", now_ms=NOW, template=opened_template(made)
    )
    (table,) = WordFile(path).tables("What we heard")
    assert table[0] == ["▼ Top problems", "▲ Top strengths", "+ Most wanted, missing today"]
    assert "Onboarding and access" in table[1][0]
    assert "7 of 10 people" in table[1][0]


@pytest.mark.needs("soffice", "pdftotext")
def test_page_one_is_whole_in_chinese_and_with_words_of_any_length(tmp_path, printed):
    laid_out(tmp_path, printed, ["one word of 300 letters"], ("zh",))


@pytest.mark.slow
@pytest.mark.needs("soffice", "pdftotext")
def test_page_one_is_whole_for_every_report_in_every_language(tmp_path, printed):
    laid_out(tmp_path, printed, FULL, ("en", "zh"))
