"""Our own template with a logo and a cover, as the configuration asks for."""

import re
import zlib
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.word import open_pages
from focusgroup.exports.word.frame import OwnTemplate
from focusgroup.exports.word.logo import LARGEST_LOGO, read_logo
from focusgroup.store.engine.location import config_file, configured_documents
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, findings, w
from tests.exports.reports import planners
from tests.exports.templates import _png
from tests.exports.writing import write_summary


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    path.write_bytes(_png(200, 50))
    return path


def test_a_logo_and_a_cover_are_on_pages_of_their_own_template(tmp_path, logo):
    template = open_pages(None, None, logo=logo, cover=True).template
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, template=template)
    assert findings(path, company=True) == []
    file = WordFile(path)
    said = [words for _, words in file.paragraphs()][:7]
    assert said[1:3] == ["Meridian Dispatch", "Planners’ focus group"]
    assert said[3] == "12 March 2026"
    cover, upright, _log = file.all("//w:sectPr")
    assert cover.find(w("headerReference")) is cover.find(w("titlePg")) is None
    assert upright.find(w("titlePg")) is not None
    pictures = [name for name in file.parts if "media/" in name]
    assert len(pictures) == 1
    # 200 by 50 pixels: 1.2 cm high in the header, 9 cm wide on the cover.
    extents = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', file.everything())
    drawn = [int(high) for _, high in extents]
    assert 432_000 in drawn
    assert 810_000 in drawn


def test_a_top_line_has_no_cover_and_page_one_counts_on_the_logo(tmp_path, logo):
    template = open_pages("letter", None, logo=logo, cover=True).template
    path = write_summary(
        planners(), tmp_path / "s.docx", now_ms=NOW, template=template, topline=True
    )
    assert findings(path) == []
    assert len(WordFile(path).all("//w:sectPr")) == 1
    assert isinstance(template, OwnTemplate)
    assert template.sheet.height < OwnTemplate("letter").sheet.height


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is an SVG; save it as PNG"),
        ("logo.gif", b"GIF89a", "is neither a PNG nor a JPEG"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "is damaged"),
        ("logo.jpg", b"\xff\xd8\xff\xe0", "is damaged"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * LARGEST_LOGO, "is larger than 5 MB"),
        ("logo.png", _png(2_000, 10), "measures 2000 by 10 pixels"),
    ],
)
def test_a_logo_that_word_can_not_show_is_a_sentence(tmp_path, name, data, why):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FocusgroupError, match=re.escape(why)) as said:
        read_logo(path)
    assert str(said.value).endswith(".")
    with pytest.raises(FocusgroupError, match="can't be read"):
        read_logo(tmp_path / "nothing.png")


def test_the_configuration_names_logo_and_cover(tmp_path, logo):
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text(f'logo = "{logo.as_posix()}"\ncover = true\n')
    documents = configured_documents()
    assert (documents.logo, documents.cover) == (logo, True)
    config_file().write_text('cover = "yes"\n')
    with pytest.raises(FocusgroupError, match="`cover` must be true or false"):
        configured_documents()


def test_the_command_takes_them_from_the_configuration(focusgroup, tmp_path, logo):
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text(f'logo = "{logo.as_posix()}"\n')
    path = tmp_path / "g.docx"
    done = focusgroup("export", "guide", "customer-visit", "-o", str(path))
    assert done.code == 0, done.err
    assert any("media/" in name for name in WordFile(path).parts)
    logo.write_bytes(b"<svg/>" + zlib.compress(b""))
    done = focusgroup("export", "guide", "customer-visit", "-o", str(path))
    assert done.code == 1
    assert "is an SVG" in done.err
