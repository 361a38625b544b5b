"""The text of a mail and the slides: what is in them, who is not, and the same bytes again."""

import html
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import NoteKind
from focusgroup.exports.destination import at
from focusgroup.exports.handover.mail import write_mail
from focusgroup.exports.handover.slides import write_slides
from focusgroup.exports.making import Audience, Making
from focusgroup.services.documents.checking import check_document
from focusgroup.services.documents.contents import pieces_of
from tests.exports.conftest import NOW
from tests.exports.reports import REPORTS, planners

INSIDE, OUTSIDE = Audience(), Audience(external=True)


def mail(path: Path, **how: object) -> tuple[str, str]:
    """A mail about the planners, as HTML and as plain text."""
    written = write_mail(planners(), at(path / "m.html"), Making(now_ms=NOW, **how))
    assert written.plain == path / "m.txt"
    return written.path.read_text("utf-8"), written.plain.read_text("utf-8")


def test_a_mail_has_the_message_the_figures_and_the_findings_in_both_forms(tmp_path):
    for text in mail(tmp_path):
        for said in (
            "Planners love replanning on the board",
            "63 quotes captured · 10 participants · 7 customer accounts",
            "▼ Top problems",
            "Invites and single sign-on stall every roll-out for days.",
            "7 of 10 people · 6 of 7 accounts · strong evidence",
            "Single sign-on took us nineteen days",
            "Check whether proof-of-delivery photos",
            "Internal: contains customer names",
        ):
            assert said in text


def test_words_are_never_markup_in_a_mail(tmp_path):
    said = replace(planners().quotes[0], text='<img src=x onerror="a"> & </li>')
    report = planners(quotes=(said,), headlines=())
    page = write_mail(report, at(tmp_path / "m.html"), Making(now_ms=NOW)).path.read_text("utf-8")
    assert "&lt;img src=x onerror=&quot;a&quot;&gt; &amp; &lt;/li&gt;" in page
    assert "<img" not in page


@pytest.mark.parametrize("name", ["no quotes", "one quote", "nothing", "right to left", "chinese"])
def test_a_mail_about_little_or_in_another_script_is_whole(tmp_path, name):
    written = write_mail(REPORTS[name](), at(tmp_path / "m.html"), Making(now_ms=NOW))
    page = written.path.read_text("utf-8")
    assert page.count("<ul>") == page.count("</ul>")
    assert page.endswith("</body></html>\n")


@pytest.mark.parametrize("suffix", [".html", ".txt"])
def test_nobody_is_named_in_a_mail_to_readers_outside(tmp_path, suffix):
    mail(tmp_path, audience=OUTSIDE)
    checked = check_document(tmp_path / f"m{suffix}", planners(), OUTSIDE)
    assert checked.lines() == []
    assert checked.looked_for == 10
    mail(tmp_path, audience=INSIDE)
    assert check_document(tmp_path / f"m{suffix}", planners(), OUTSIDE).lines() != []


def test_without_the_library_slides_say_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(FocusgroupError, match=r"run: .+ -m pip install .*pptx"):
        write_slides(planners(), at(tmp_path / "s.pptx"), Making(now_ms=NOW))
    assert list(tmp_path.glob("*.pptx")) == []


@pytest.mark.needs("module:pptx")
def test_slides_have_the_message_a_chart_and_each_theme_with_sources_in_the_notes(tmp_path):
    import pptx

    path = write_slides(planners(), at(tmp_path / "s.pptx"), Making(now_ms=NOW)).path
    slides = list(pptx.Presentation(str(path)).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[:2] == ["Planners’ focus group", "How much was said: quotes per theme"]
    assert len(titles) == 2 + 8
    shown = "\n".join(s.text_frame.text for s in slides[0].shapes if s.has_text_frame)
    assert "Planners love replanning on the board" in shown
    (chart,) = (shape.chart for shape in slides[1].shapes if shape.has_chart)
    place = list(chart.plots[0].categories).index("Onboarding and access")
    assert [series.values[place] for series in chart.plots[0].series] == [7, 1, 3]
    (theme,) = (
        each for each in slides if each.shapes.title.text_frame.text == "Onboarding and access"
    )
    notes = theme.notes_slide.notes_text_frame.text
    assert "#2 “Single sign-on took us nineteen days" in notes
    assert "Petr Novák, IT Lead, Brno Parcel" in notes


@pytest.mark.needs("module:pptx")
def test_slides_name_nobody_outside_and_never_the_maker_of_the_library(tmp_path):
    path = write_slides(
        planners(), at(tmp_path / "s.pptx"), Making(now_ms=NOW, audience=OUTSIDE)
    ).path
    assert check_document(path, planners(), OUTSIDE).lines() == []
    assert not [piece for piece in pieces_of(path) if "Canny" in piece.text]
    first = path.read_bytes()
    write_slides(planners(), at(path), Making(now_ms=NOW + 90_000, audience=OUTSIDE))
    later = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        changed = package.read("docProps/core.xml")
    assert b"2026-03-12T14:16:30Z" in changed
    assert first != later  # no data has a last change here, so the time of the export counts
    write_slides(planners(changed_ms=NOW), at(path), Making(now_ms=NOW + 1_000, audience=OUTSIDE))
    same = path.read_bytes()
    write_slides(planners(changed_ms=NOW), at(path), Making(now_ms=NOW + 9_000, audience=OUTSIDE))
    assert path.read_bytes() == same


PLAIN = """\
Planners’ focus group
Internal: contains customer names
12 March 2026, 14:00–15:10 CET · Hamburg and remote · Facilitator: Inês Ferreira · Notes: Tom Okafor
"""
SECTIONS = """\

Read with care.
- † Pricing and packaging, problems: 4 of 5 quotes come from Hallberg Foods
- † Permissions and audit, problems: 3 of 3 quotes come from Crescent Pharma Logistics

Commitments
- Check whether proof-of-delivery photos of February can be recovered
  Sofia Rossi; 16 March
- Explain the two on-time figures in writing
  Ben Ortiz; 19 March
- Find out why Monday mornings are slow and report back
  no owner yet; no date

Questions still open
- Question 2 of welcome, consent, how we work?
- Question 2 of reporting?
- Question 2 of packages and price?

Parking lot
- Electric vans: charging stops as a kind of stop
- Customs documents for the Swiss routes

How to read this
"""


def as_plain(page: str) -> str:
    """What the page of a mail says, in the form of its plain text."""
    body = page.partition("<body")[2].partition("\n")[2].partition("\n</body>")[0]
    body = re.sub(r"</?ul>|</?strong>|</\w+>", "", body)
    # A heading, the message and the figures have a line before them.
    body = re.sub(
        r'<(?:h2|p)(?= [^>]*(?:margin:16px|margin:10px|"margin:0 0 6px"))', r"\n\g<0>", body
    )
    body = re.sub(r"<li[^>]*>(.*)", lambda found: "- " + found[1].replace("<br>", "\n  "), body)
    return html.unescape(re.sub(r"<br>", "\n", re.sub(r"<(?!br)[^>]*>", "", body))) + "\n"


def test_both_forms_of_a_mail_say_the_same_line_by_line(tmp_path):
    page, text = mail(tmp_path)
    assert text.startswith(PLAIN)
    assert SECTIONS in text
    assert text.endswith("Exported 12 March 2026 · 63 quotes\n")
    assert as_plain(page) == text
    assert page.count("<ul>") == 7
    assert re.findall(r"</ul>\n<(?!h2)|</li>\n<h|<h2[^\n]*\n<li", page) == []
    assert page.count("<strong>Onboarding and access</strong>: Invites") == 1


def test_a_mail_lists_eight_commitments_and_counts_the_others(tmp_path):
    made = planners()
    (note, *_) = (each for each in made.notes if each.kind is NoteKind.COMMITMENT)
    for many in (8, 9, 11):
        notes = tuple(replace(note, id=f"c{n}", text=f"promise {n}") for n in range(many))
        report = replace(made, notes=notes)
        written = write_mail(report, at(tmp_path / f"{many}.html"), Making(now_ms=NOW))
        text = written.plain.read_text("utf-8")
        assert text.count("- promise ") == 8
        assert ("- and 1 more" in text) is (many == 9)
        assert ("- and 3 more" in text) is (many == 11)
        assert "Parking lot" not in text


def test_a_mail_without_a_message_says_the_counts_and_that_it_did(tmp_path):
    made = planners()
    said = replace(made.sessions[0], bottom_line="")
    report = replace(made, sessions=(said,), headlines=(), sample=True)
    written = write_mail(report, at(tmp_path / "m.html"), Making(now_ms=NOW))
    lines = written.plain.read_text("utf-8").splitlines()
    assert lines[1] == "Sample data · Internal: contains customer names"
    message = lines.index("") + 1
    assert lines[message].startswith("Most people (7 of 10) are held up by Onboarding and access. ")
    assert lines[message + 1] == "Counted from the quotes, not written by a person."
