"""Hostile text round a template's marker, and markers in hostile text: the one place is found.

A company's template says with a paragraph {{report}} where the report goes. What people said
may say the same, and the template's own words may be anything that a file can hold.
"""

import itertools
import re
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from focusgroup.core.model import Report
from focusgroup.core.text import clean
from focusgroup.exports.word.company_template import TemplateError, opened_template
from focusgroup.exports.word.ooxml.markup import Markup
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, findings
from tests.exports.templates import COMMENTED, COVER, MARKER, corporate, text
from tests.exports.word.test_text import small, with_text
from tests.exports.writing import write_summary
from tests.hostile import SHORT

MARKERS = {
    "the marker": "{{report}}",
    "the marker with blanks": "{{ Report }}",
    "three": "{{report}} {{report}}{{report}}",
    "a marker's beginning": "{{rep",
    "a marker's end": "ort}}",
    "our own marks": "<?focusgroup-report ?> <?focusgroup-section ?>",
    "the paragraph as it is stored": MARKER,
    "other programs' markers": "{% for x in y %}{{ x.__class__ }}{% endfor %} ${report} <<report>>",
    "a field": "{ INCLUDETEXT report } MERGEFIELD \\* MERGEFORMAT",
}
TEXTS = {**SHORT, **MARKERS}
MARKED = re.compile(r"\{\{\s*report\s*\}\}", re.IGNORECASE)
FRONT, BEHIND = "Contoso Research", "Imprint: Contoso Ltd, Redmond"


def made_of(words: list[str]) -> Report:
    """A report with one of *words* in each of its fields, all of them in turn."""
    turn = itertools.cycle(words)
    ids = itertools.count()
    made = with_text(small(), lambda old: old and f"{old}{next(turn)}")
    quotes = tuple(replace(each, id=f"q{next(ids)}") for each in made.quotes)
    said = [replace(quotes[0], id=f"w{n}", text=clean(each).text) for n, each in enumerate(words)]
    return replace(made, quotes=(*quotes, *said))


def in_its_place(path: Path) -> None:
    """The template's own words stand once each, with the report between them."""
    shown = [words for _, words in WordFile(path).paragraphs()]
    assert shown.count(FRONT) == 1
    assert shown.count(BEHIND) == 1
    assert shown.index(FRONT) < 10
    assert shown.index(BEHIND) > len(shown) - 5
    assert "{{report}}" not in shown[: shown.index(FRONT) + 3]


def test_what_was_said_is_no_marker(tmp_path: Path) -> None:
    template = opened_template(corporate(tmp_path / "corporate.dotx"))
    words = list(TEXTS.values())
    path = write_summary(made_of(words), tmp_path / "s.docx", now_ms=NOW, template=template)
    assert findings(path, company=True) == []
    in_its_place(path)
    log = {row[5] for row in WordFile(path).log()}
    for each in MARKERS.values():
        # "rep" is also a name here, of somebody who is not to be named.
        assert each in log or each.replace("rep", "[a participant]") in log


def in_xml(words: str) -> str:
    """*words* as a file that Word opens can hold them."""
    return escape(Markup().legal(words))


@pytest.mark.parametrize("where", ["in front", "behind"])
def test_whatever_a_template_says_the_report_stands_at_its_marker(
    tmp_path: Path, where: str
) -> None:
    others = [each for name, each in TEXTS.items() if "{{" not in each]
    body = "".join(text(in_xml(each)) for each in others)
    parts = (
        (COVER, body, MARKER, COMMENTED)
        if where == "in front"
        else (COVER, MARKER, body, COMMENTED)
    )
    path = corporate(tmp_path / "corporate.dotx", "".join(parts))
    made = write_summary(small(), tmp_path / "s.docx", now_ms=NOW, template=opened_template(path))
    assert findings(made, company=True) == []
    in_its_place(made)
    file = WordFile(made)
    (title,) = file.styled("Title")
    at = [words for _, words in file.paragraphs()].index(title)
    assert at > len(others) if where == "in front" else at < 10


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS.keys())
def test_beside_a_marker_no_text_may_stand_and_that_is_said(tmp_path: Path, words: str) -> None:
    beside = in_xml(words)
    path = corporate(
        tmp_path / "corporate.dotx",
        f"{COVER}<w:p><w:r><w:t>{{{{report}}}}{beside}</w:t></w:r></w:p>{COMMENTED}",
    )
    if MARKED.sub("", beside).strip():
        with pytest.raises(TemplateError, match=r"\{\{report\}\} s") as refused:
            opened_template(path)
        assert all(ord(each) >= 32 for each in str(refused.value))
        return
    template = opened_template(path)
    made = write_summary(small(), tmp_path / "s.docx", now_ms=NOW, template=template)
    assert findings(made, company=True) == []
    in_its_place(made)
