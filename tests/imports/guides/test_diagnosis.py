"""Whatever is no guide is named in one sentence that says what to do, with exit code 1."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.imports.agenda_file import open_guide
from tests.conftest import Finished
from tests.imports.guides.made import as_docx, as_odt, docx_of, p, zipped

Run = Callable[..., Finished]

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
YAML = """\
title: Visit
sections:
  - name: Welcome
    minutes: 5
    questions:
      - text: Who are you?
        probe: Since when?
  - name: Work
    minutes: 20
    questions:
      - text: What broke?
"""


def _old_office(stream: str) -> bytes:
    return _OLD + stream.encode("utf-16-le") + bytes(200)


def _encrypted_zip() -> bytes:
    data = bytearray(as_docx([("p", "x")]))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


OTHERS: dict[str, tuple[str, bytes, str]] = {
    "YAML": ("guide.yaml", YAML.encode(), "a YAML file"),
    "YAML called text": ("guide.txt", YAML.encode(), "a YAML file"),
    "YAML called Markdown": ("guide.md", YAML.encode(), "a YAML file"),
    "JSON": ("guide.txt", json.dumps({"sections": [{"a": 1}]}).encode(), "a JSON file"),
    "TOML": ("guide.toml", b"[a]\nb = 1\n", "a TOML file"),
    "CSV": ("guide.csv", b"time,topic\n5 min,Welcome\n", "a table (.csv)"),
    "captions": ("call.txt", b"00:00:01.000 --> 00:00:02.000\nHello\n\n" * 4, "captions"),
    "short captions": ("call.md", b"1\n00:00:01,000 --> 00:00:02,000\nWhat?\n", "captions"),
    "web captions": ("guide.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nWho are you?\n", "captions"),
    "captions by name": ("call.vtt", b"NOTE\n\nWhat is slow?\n", "captions"),
    "YAML with one record": (
        "guide.txt",
        b"title: x\nsections:\n  - title: Welcome\n    questions:\n      - Who are you?\n",
        "a YAML file",
    ),
    "a table called text": (
        "guide.txt",
        b'Section,Minutes,Question\nWelcome,5,Who are you?\nWork,20,"What, then?"\n',
        "a table",
    ),
    "a calendar entry": ("g.ics", b"BEGIN:VCALENDAR\nSUMMARY:Group\nEND:VCALENDAR\n", "a calendar"),
    "spreadsheet": ("guide.docx", zipped({"xl/workbook.xml": "<a/>"}), "a spreadsheet (.xlsx)"),
    "presentation": ("g.pptx", zipped({"ppt/presentation.xml": "<a/>"}), "a presentation (.pptx)"),
    "Pages": ("guide.pages", zipped({"Index/Document.iwa": b"x"}), "a Pages"),
    "zip": ("guides.zip", zipped({"guide.docx": as_docx([("p", "x")])}), "a zip archive"),
    "e-book": ("g.epub", zipped({"mimetype": "application/epub+zip"}), "an e-book"),
    "open spreadsheet": (
        "g.ods",
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "a spreadsheet (.ods)",
    ),
    "old Word": ("guide.doc", _old_office("WordDocument"), "an old Word file (.doc)"),
    "old Word called docx": ("guide.docx", _old_office("WordDocument"), "an old Word file (.doc)"),
    "old Excel": ("guide.xls", _old_office("Workbook"), "an old spreadsheet"),
    "protected": ("guide.docx", _old_office("EncryptedPackage"), "protected by a password"),
    "mail": ("guide.msg", _old_office("__properties_version1.0"), "a mail (.msg)"),
    "old Office": ("guide.xxx", _OLD, "an old Office file"),
    "RTF": ("guide.rtf", b"{\\rtf1\\ansi Welcome}", "an RTF file"),
    "RTF called doc": ("guide.doc", b"{\\rtf1\\ansi Welcome}", "an RTF file"),
    "PNG": ("guide.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "an image (PNG)"),
    "JPEG": ("scan.jpg", b"\xff\xd8\xff\xe0" + bytes(99), "an image (JPEG)"),
    "HEIC": ("scan.heic", b"\0\0\0\x18ftypheic" + bytes(99), "an image (HEIC)"),
    "WebP": ("scan.webp", b"RIFF\0\0\0\0WEBP" + bytes(99), "an image"),
    "SVG": ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an image (SVG)"),
    "recording": ("call.mp3", b"ID3\x03" + bytes(99), "a recording"),
    "film": ("call.mp4", b"\0\0\0\x18ftypmp42" + bytes(99), "a film or a recording"),
    "gzip": ("guide.md.gz", b"\x1f\x8b\x08" + bytes(99), "a compressed file"),
    "database": ("groups.db", b"SQLite format 3\0" + bytes(99), "a database"),
    "program": ("a.out", b"\x7fELF" + bytes(99), "a program"),
    "script": ("run.sh", b"#!/bin/sh\necho What broke?\n", "a program"),
    "source": ("guide.py", b"print('Why?')\n", "the source of a program"),
    "source in a text": (
        "guide.txt",
        b"const x = require('fs');\nfunction main() {\n  // Why?\n  return x.y ? 1 : 2;\n}\n",
        "the source of a program",
    ),
    "script without a name": (
        "guide", b"import os\n\n\ndef main():\n    x = [1]\n    return x\n", "a program"
    ),
    "log": ("guide.log", b"2026-01-01 INFO started?\n", "a log"),
    "OneNote": ("guide.one", b"\xe4R\\{\x8c\xd8\xa7M" + bytes(99), "a OneNote file"),
    "link of a drive": ("guide.gdoc", b'{"doc_id": "1x", "email": "a@example.com"}', "a link to"),
    "Windows link": ("guide.url", b"[InternetShortcut]\r\nURL=https://example.com\r\n", "a link"),
    "link on a Mac": ("guide.webloc", b"<?xml version='1.0'?><plist/>", "a link to a document"),
    "shortcut": ("guide.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(99), "a link to a document"),
    "zeros": ("guide.md", bytes(5_000), "a file for programs"),
    "XML": ("guide.xml", b"<?xml version='1.0'?><guide/>", "an XML file"),
    "web archive": ("guide.mht", b"MIME-Version: 1.0\nContent-Type: a/b\n\n", "a web archive"),
    "LaTeX": ("guide.tex", b"\\section{Welcome}\n", "a LaTeX file"),
    "damaged Word": ("guide.docx", as_docx([("p", "x" * 999)])[:-60], "can't be read"),
    "half a Word file": ("guide.docx", as_docx([("p", "x" * 999)])[:300], "can't be read"),
    "broken XML": ("guide.docx", zipped({"word/document.xml": "<w:p>"}), "can't be read"),
    "no text": ("guide.docx", docx_of(p("")), "a Word document without text"),
    "an empty page": ("guide.html", b"<html><body></body></html>", "a web page without text"),
    "encrypted parts": ("guide.docx", _encrypted_zip(), "a password protects it"),
    "encrypted open document": (
        "guide.odt",
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": b"\1\2",
                "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "a password protects it",
    ),
    "no PDF at all": ("guide.pdf", b"%PDF-1.7\nnothing", "PDF"),
    "empty": ("guide.docx", b"", "is empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_another_file_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    called, data, what = OTHERS[name]
    path = tmp_path / called
    path.write_bytes(data)
    with pytest.raises(FocusgroupError) as caught:
        open_guide(path)
    said = str(caught.value)
    assert said.startswith(str(path))
    assert what in said
    assert ";" in said
    assert "\n" not in said
    assert len(said.removeprefix(str(path))) < 200


def test_the_command_ends_with_1_and_that_sentence(focusgroup: Run) -> None:
    Path("guide.yaml").write_text(YAML)
    for command in ("check", "show", "import"):
        done = focusgroup("agenda", command, "guide.yaml")
        assert (done.code, done.out) == (1, "")
        assert "guide.yaml is a YAML file" in done.err


@pytest.mark.parametrize(
    "text",
    [
        "Date: 3 May\nModerator: Anna\n\nWelcome (5 min)\n\n- Who are you?\n",
        "# T\n\nLet us begin;\nreturn to the plan;\nfor all: (5 min);\n- a;\n- b (x);\n- c = d;\n",
        "Questions:\n- Why?\n- Probe: since when?\n- Follow-up: who else?\n",
        "goal: be quick\n\nwelcome\n\nwhat broke?\n",
        "---\ntitle: A\nthemes:\n  - support: help\n  - price: money\n---\n## A (5 min)\n1. Why?\n",
        "[insert name] welcomes everybody.\n\n1. What broke?\n",
        "BMW drivers (5 min)\n\n1. What broke?\n",
    ],
)
def test_a_guide_in_plain_words_is_no_data(tmp_path: Path, text: str) -> None:
    path = tmp_path / "guide.txt"
    path.write_text(text)
    assert open_guide(path).guide.markdown == text


def test_the_bytes_decide_and_not_the_suffix(tmp_path: Path) -> None:
    lines = [("h2", "A (5 min)"), ("1", "What broke?")]
    for suffix in (".docx", ".doc", ".odt", ".zip", ".md", ""):
        for data in (as_docx(lines), as_odt(lines)):
            path = tmp_path / f"guide{suffix}"
            path.write_bytes(data)
            assert open_guide(path).reading.agenda.sections[0].questions[0].text == "What broke?"


def test_a_zip_of_many_parts_is_refused_before_its_list_is_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", "<a/>")
    data = made.getvalue() + b"PK\x01\x02" * 6_000
    from focusgroup.imports.guides import read_guide

    with pytest.raises(FocusgroupError, match="more than 5,000 parts"):
        read_guide(data, "guide.docx", ".docx")
