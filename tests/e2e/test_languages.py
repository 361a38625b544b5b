"""Whole sessions in Chinese and in Arabic, made for this test, typed into the real program."""

import json
import unicodedata
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.e2e.test_replay import focusgroup, how_many, stored
from tests.slow import some
from tests.terminal import PROGRAM, Tmux

CHINESE = (
    "如何使用",
    "报表导出",
    "手工",
    ("李娜，计划主管，北风物流", "王伟，财务，康托索"),
    (
        ("-", "每个月我们都要花三天手工整理报表", 1, "problem"),
        ("+", "排班看板一目了然，新同事半天就会用", 2, "strength"),
        ("?", "希望可以定时把报表发到没有账号的同事邮箱", 1, "missing_feature"),
        ("-", "导出的数字和看板上的对不上，老板当场问我哪个是真的", 2, "problem"),
    ),
)
ARABIC = (
    "كيف نعمل اليوم",
    "التقارير",
    "ثلاثة",
    ("ليلى حداد، مديرة التخطيط، نورثويند", "سامي ناصر، المالية، كونتوسو"),
    (
        ("-", "ننتظر ثلاثة أسابيع حتى نرى أول تقرير", 1, "problem"),
        ("+", "لوحة الجدولة توفر علي ساعة كل يوم", 2, "strength"),
        ("?", "نريد إرسال التقرير تلقائيا كل يوم اثنين", 1, "missing_feature"),
        ("-", "الأرقام في ملف Excel لا تطابق ما على الشاشة", 2, "problem"),
    ),
)


@pytest.mark.needs("tmux")
@pytest.mark.parametrize("script", some([CHINESE, ARABIC], [CHINESE]), ids=["Chinese", "Arabic"])
def test_a_session_in_any_script_is_led_exported_and_found(
    tmp_path: Path,
    script: tuple[str, str, str, tuple[str, ...], tuple[tuple[str, str, int, str], ...]],
) -> None:
    section, theme, search, people, said = script
    db, agenda = tmp_path / "groups.db", tmp_path / "agenda.md"
    agenda.write_text(
        f"---\ntitle: {section}\nthemes: [{theme}]\n---\n## {section} (20 min)\n\n1. {section}؟\n",
        "utf-8",
    )
    flags = [flag for person in people for flag in ("--participant", person)]
    session = focusgroup(db, "session", "add", str(agenda), *flags).strip()
    rows = json.loads(focusgroup(db, "session", "show", session, "--json"))
    assert [p["account"] for p in rows["participants"]] == [
        p.split("،")[-1].split("，")[-1].strip() for p in people
    ]
    with Tmux(tmp_path) as terminal:
        terminal.start((*PROGRAM, "--db", str(db)), 80, 24)
        terminal.wait_for(section)
        terminal.keys("Enter")
        terminal.wait_for("F2 starts")
        terminal.keys("F2")
        for sign, text, seat, _ in said:
            terminal.type(f"{sign}{text} @{seat} #{theme}")
            terminal.keys("Enter")
        terminal.wait_until(lambda _: how_many(db) == len(said), "the quotes on disk")
        terminal.wait_for(said[-1][1][:8])
    quotes = stored(db)
    normal = [unicodedata.normalize("NFC", text) for _, text, _, _ in said]
    assert [quote["text"] for quote in quotes] == normal
    assert [quote["kind"] for quote in quotes] == [kind for *_, kind in said]
    assert {str(quote["themes"]) for quote in quotes} == {str([theme])}
    found = json.loads(focusgroup(db, "quotes", "--search", search, "--json"))
    assert normal[0] in [quote["text"] for quote in found]
    report = tmp_path / "summary.docx"
    focusgroup(db, "export", "word", session, "-o", str(report))
    body = ZipFile(report).read("word/document.xml").decode("utf-8")
    assert all(text[:12] in body for text in normal)


@pytest.mark.needs("tmux")
def test_a_burst_of_keys_stores_exactly_what_was_typed(tmp_path: Path) -> None:
    db, agenda = tmp_path / "groups.db", tmp_path / "agenda.md"
    agenda.write_text("## Talk (20 min)\n\n1. Well?\n", "utf-8")
    focusgroup(db, "session", "add", str(agenda), "--title", "Burst")
    words = ("three", "four", "five", "six", "seven", "eight", "nine", "ten")
    with Tmux(tmp_path) as terminal:
        terminal.start((*PROGRAM, "--db", str(db)), 80, 24)
        terminal.wait_for("Burst")
        terminal.keys("Enter")
        terminal.wait_for("F2 starts")
        for _ in range(5):
            terminal.keys(*(key for word in words for key in (*word, "Enter")))
        terminal.wait_until(lambda _: how_many(db) >= 5 * len(words), "the quotes on disk")
    assert [quote["text"] for quote in stored(db)] == [*words] * 5
