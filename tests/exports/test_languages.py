"""Documents in another language: the catalogues, and that every printed word comes from them."""

import importlib.util
import io
import re
import string
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po
from lxml import etree

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.errors import UsageError
from focusgroup.core.evidence.tally import Share
from focusgroup.core.model import Report
from focusgroup.exports.csv_file import write_csv
from focusgroup.exports.destination import at
from focusgroup.exports.export_result import Written
from focusgroup.exports.making import Audience, Making
from focusgroup.exports.markdown import write_markdown
from focusgroup.exports.names import suggested_name
from focusgroup.exports.word import write_guide, write_register, write_word
from focusgroup.exports.wording import counts, dates, notices
from focusgroup.exports.wording.words import LANGUAGES, SOURCE, Words, named, words_for
from focusgroup.exports.xlsx import write_workbook
from tests.conftest import ROOT
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, findings
from tests.exports.reports import REPORTS, chinese, large, planners, session
from tests.exports.word.test_text import with_text
from tests.exports.writing import write_summary

LOCALE = ROOT / "src" / "focusgroup" / "exports" / "wording" / "locale"
EN, ZH = Words("en"), Words("zh")
TRANSLATED = sorted(set(LANGUAGES) - {SOURCE, "en_us"})


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    """The program that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / ".ci" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- the catalogues --------------------------------------------------------------------------


def test_there_is_a_catalogue_for_every_language_but_the_source():
    assert sorted(folder.name for folder in LOCALE.iterdir()) == TRANSLATED


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_has_the_messages_of_the_code_and_is_compiled(catalogues, code):
    po, mo = catalogues.parts(code)
    place = LOCALE / code / "LC_MESSAGES"
    told = "run `python .ci/catalogues.py` and translate what it names"
    assert (place / "focusgroup.po").read_bytes() == po, told
    assert (place / "focusgroup.mo").read_bytes() == mo, told
    assert catalogues.untranslated(po) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_is_finished_and_has_the_places_of_its_message(code):
    catalogue = read_po(io.BytesIO((LOCALE / code / "LC_MESSAGES/focusgroup.po").read_bytes()))
    assert len(catalogue) > 150
    for message in catalogue:
        if not message.id:
            continue
        assert not message.fuzzy
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        # Chinese has no singular in which the number could be left out.
        forms = ids if len(said) == len(ids) else ids[-1:]
        for each, meant in zip(said, forms, strict=True):
            assert places(each) == places(meant), each
            assert each.count("（") == each.count("）")


ALIKE = {
    "de": "name segment",
    "es": "total",
    "fr": "date minutes notes observation observations participants question questions section"
    " sections segment total transition",
}
"""Words that are spelled in English as in the language, once they have been looked at."""


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_no_message_is_left_in_english(code):
    catalogue = read_po(io.BytesIO((LOCALE / code / "LC_MESSAGES/focusgroup.po").read_bytes()))
    same = set()
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        words = [re.findall(r"[^\W\d_]{3,}", re.sub(r"\{\w+\}", "", each)) for each in ids]
        same |= {each for each, there in zip(ids, words, strict=True) if there and each in said}
    found = {
        " ".join(re.findall(r"[a-z]{3,}", re.sub(r"\{\w+\}", "", each.lower()))) for each in same
    }
    assert found - {"mmm"} <= set(ALIKE[code].split())


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_a_whole_document_is_in_the_language_and_so_are_its_days(tmp_path, code):
    report = replace(chinese(), sessions=(session(),), notes=planners().notes)
    pages = list(visible(write_summary(report, tmp_path / "s.docx", now_ms=NOW, language=code)))
    catalogue = read_po(io.BytesIO((LOCALE / code / "LC_MESSAGES/focusgroup.po").read_bytes()))
    messages = {each.id for each in catalogue if isinstance(each.id, str)}
    words = Words(code)
    printed = set(pages)
    assert {each for each in messages & printed if words(each) != each} == set()
    assert words("What we heard") in printed
    day = {"de": "12. März 2026", "es": "12 de marzo de 2026", "fr": "12 mars 2026"}[code]
    assert day in " ".join(pages)


def places(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_every_word_is_marked_for_the_catalogues(catalogues):
    # A literal that is looked up without being marked would never be translated.
    marked = {each.id if isinstance(each.id, str) else each.id[0] for each in catalogues.template()}
    source = "\n".join(
        path.read_text("utf-8") for path in (ROOT / "src/focusgroup/exports").rglob("*.py")
    )
    looked_up = re.findall(r"""\bwords(?:\.each)?\(\s*\(?["']([^"']+)["']""", source)
    assert looked_up == []
    assert {"Page {page} of {pages}", "Top problems", "{n} quote"} <= marked


# -- which language --------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["zh", "ZH", "zh_CN", "zh-CN", "zh-Hans", "zh_CN.UTF-8"])
def test_chinese_is_asked_for_in_the_ways_people_write_it(asked):
    assert named(asked) == "zh"


@pytest.mark.parametrize("asked", ["en", "en-GB", "en_AU.UTF-8", " EN "])
def test_so_is_english(asked):
    assert named(asked) == "en"


@pytest.mark.parametrize(
    ("asked", "code"),
    [("en-US", "en_us"), ("en_US.UTF-8", "en_us"), ("de-AT", "de"), ("fr_CA", "fr"), ("ES", "es")],
)
def test_so_are_the_others(asked, code):
    assert named(asked) == code


def test_american_english_has_its_own_days_and_the_same_words():
    words = Words("en_us")
    assert words.tag == "en-US"
    assert dates.short_day(words, NOW, UTC) == "Mar 12, 2026"
    assert dates.short_day(Words("en"), NOW, UTC) == "12 Mar 2026"
    assert words("What we heard") == "What we heard"
    assert dates.day(words, NOW, UTC) == "March 12, 2026"


@pytest.mark.parametrize("asked", ["it", "zh-TW", "zh-Hant", "", "../zh", "english please"])
def test_a_language_without_a_catalogue_is_refused_with_the_shipped_ones(asked):
    with pytest.raises(UsageError, match=r"en \(English\), .*de \(German\), .*zh \(Chinese\)"):
        named(asked)


def test_a_document_is_in_the_language_of_its_agenda():
    def spoken(*sources: str) -> str:
        sessions = tuple(session(f"s{n}", agenda_source=s) for n, s in enumerate(sources))
        return words_for(replace(planners(), sessions=sessions)).code

    zh, en = "---\nlanguage: zh-CN\n---\n## 开场", "---\nlanguage: en\n---\n## Welcome"
    assert spoken(zh) == "zh"
    assert spoken(zh, zh) == "zh"
    assert spoken(zh, en) == "en"
    assert spoken("---\nlanguage: de\n---\n## Hallo") == "de"
    assert spoken("---\nlanguage: it\n---\n## Ciao") == "en"
    assert spoken("## no front matter, language: zh") == "en"
    assert spoken("---\nlanguage: [zh\n") == "en"
    assert words_for(planners(), "zh").code == "zh"
    assert words_for(Report("", ())).code == "en"


# -- numbers, dates, plurals -----------------------------------------------------------------


def test_counts_follow_the_language():
    assert [counts.people(EN, n) for n in (0, 1, 2)] == ["0 people", "1 person", "2 people"]
    assert [counts.people(ZH, n) for n in (0, 1, 2)] == ["0人", "1人", "2人"]
    assert counts.quotes(EN, 12_345) == "12,345 quotes"
    assert counts.people_of(ZH, 3, 10) == "10人中的3人"
    assert notices.took_part(EN, 1, 1, 1) == "1 person from 1 customer account."
    assert notices.took_part(ZH, 9, 4, 3) == "3场座谈，9人，来自4家客户。"


def test_shares_are_rounded_half_up_to_a_whole_or_a_tenth_under_one():
    assert counts.percent(EN, Share(0.125)) == "13%"
    assert counts.percent(EN, Share(0.0042, at_least=True)) == "≥\u00a00.4%"


def test_days_and_times_follow_the_language():
    start = 1_773_320_400_000
    assert dates.day(EN, start, UTC) == "12 March 2026"
    assert dates.span(EN, start, start + 4_200_000, UTC) == "12 March 2026, 13:00–14:10 UTC"
    assert dates.span(ZH, start, start + 4_200_000, UTC) == "2026年3月12日 13:00–14:10 UTC"
    assert dates.days(ZH, [(start + 10**10, UTC), (start, UTC)]) == "2026年3月12日至2026年7月6日"
    assert dates.short_day(EN, start, UTC) == "12 Mar 2026"
    assert dates.short_day(ZH, start, UTC) == "2026/3/12"
    assert dates.day(ZH, -(10**17), UTC) == "1年12月31日"


# -- whole documents -------------------------------------------------------------------------


def in_chinese(report: Report) -> Report:
    """*report* with every Latin letter of every field turned into a Chinese one."""

    def change(text: str) -> str:
        return "".join(chr(0x4E00 + ord(c)) if c.isascii() and c.isalpha() else c for c in text)

    changed = with_text(report, change)
    assert isinstance(changed, Report)
    return changed


def visible(path: Path) -> Iterator[str]:
    """Whatever somebody could read, hear or find in a file made of XML, and in those inside."""
    attributes = ("descr", "name", "title")
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith(".xlsx"):
                inside = path.with_name(f"inside-{Path(name).name}")
                inside.write_bytes(package.read(name))
                yield from visible(inside)
                continue
            if not name.endswith(".xml") or name.endswith(_FOR_PROGRAMS):
                continue
            for element in etree.fromstring(package.read(name)).iter():
                tag = etree.QName(element).localname
                if tag == "tblCaption":
                    yield from element.attrib.values()
                if tag in ("sheet", "docPr"):
                    yield from (element.get(each, "") for each in attributes)
                if tag not in (
                    "instrText",
                    "f",
                    "formatCode",
                    "created",
                    "modified",
                    "Application",
                ):
                    yield element.text or ""


_FOR_PROGRAMS = ("styles.xml", "fontTable.xml", "docProps/app.xml", "settings.xml")

ALLOWED = {"UTC", "Word", "Focusgroup", "zh", "CN"}
"""What has no Chinese: a zone, two programs, the code of the language."""


def left_in_english(texts: Iterator[str]) -> set[str]:
    return {word for text in texts for word in re.findall("[A-Za-z]{2,}", text)} - ALLOWED


def several() -> Report:
    made, one = large(60, sessions=3), planners()
    return replace(made, notes=one.notes, theme="", scope="")


@pytest.mark.parametrize(
    ("report", "options"),
    [
        (planners, {}),
        (lambda: planners(sample=True), {"topline": True}),
        (several, {}),
        (REPORTS["without names"], {}),
        (planners, {"audience": Audience(external=True, roles=False)}),
        (REPORTS["no quotes"], {}),
    ],
    ids=["whole", "topline", "several", "consent", "external", "empty"],
)
def test_nothing_of_a_chinese_word_file_is_left_in_english(tmp_path, report, options):
    path = tmp_path / "s.docx"
    write_summary(in_chinese(report()), path, now_ms=NOW, language="zh", **options)
    assert left_in_english(visible(path)) == set()
    assert findings(path) == []


def test_nothing_of_its_companions_is_left_in_english(tmp_path):
    report = in_chinese(planners())
    book = write_workbook(report, tmp_path / "x.xlsx", Making(NOW, language="zh")).path
    assert left_in_english(visible(book)) == set()
    text = write_markdown(report, tmp_path / "x.md", Making(NOW, language="zh")).path.read_text(
        "utf-8"
    )
    assert left_in_english(iter([text])) == set()
    text = write_csv(report, tmp_path / "x.csv", Making(NOW, language="zh")).path.read_text("utf-8")
    assert left_in_english(iter([text])) == set()
    assert suggested_name(report, topline=True, language="zh").endswith(" - 要点快报.docx")


def test_nothing_of_a_register_or_a_guide_is_left_in_english(tmp_path):
    register = write_register(
        in_chinese(planners()), tmp_path / "c.docx", Making(NOW, language="zh")
    ).path
    assert left_in_english(visible(register)) == set()
    agenda = parse_agenda(
        "---\nlanguage: zh\n---\n# 座谈\n## 招募\n六人\n## 开场（5分钟，开场）\n1. **为什么？**\n"
        "## 分析\n次日\n"
    ).agenda
    guide = write_guide(agenda, tmp_path / "g.docx", Making(NOW)).path
    assert left_in_english(visible(guide)) == set()
    assert {"座谈之前", "座谈之后"} <= {words for _, words in WordFile(guide).paragraphs()}
    assert "（必问）" in "\n".join(words for _, words in WordFile(guide).headings())


def test_a_chinese_file_says_that_it_is_chinese(written):
    file = written(chinese(), language="zh")
    assert b"<dc:language>zh-CN</dc:language>" in file.parts["docProps/core.xml"]
    assert "第1页，共1页" in file.everything() or "第" in file.everything()
    heading = next(each for each in file.all("//w:p[w:pPr/w:pStyle/@w:val='Heading1']"))
    marks = etree.tostring(heading).decode()
    assert 'w:hint="eastAsia"' in marks
    assert 'w:eastAsia="zh-CN"' in marks
    chart = file.parts["word/charts/chart1.xml"].decode()
    assert '<a:ea typeface="Microsoft YaHei"/>' in chart
    assert "缺失功能" in chart
    contents = [words.strip() for words in file.styled("TOC1")]
    assert contents[:2] == ["我们听到了什么", "主题分布"]


@pytest.mark.parametrize("write", [write_word, write_workbook, write_markdown])
def test_the_same_report_in_chinese_is_the_same_file_again(tmp_path, write: Callable[..., Written]):
    how = Making(NOW, language="zh")
    one = write(chinese(), at(tmp_path / "one"), how).path.read_bytes()
    two = write(chinese(), at(tmp_path / "two"), how).path.read_bytes()
    assert one == two
