"""The text of a mail and the slides: what is in them, who is not, and the same bytes again."""

import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.destination import at
from focusgroup.exports.handover.mail import write_mail
from focusgroup.exports.handover.slides import write_slides
from focusgroup.exports.privacy.consent import Audience
from focusgroup.exports.word import Making
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
