"""What is written as a name, in each script; what is not."""

from datetime import date
from itertools import product

import pytest

from focusgroup.core.dates.commitments import Promise, read_promise
from focusgroup.core.people.name_forms import looks_like_a_name

NAMES = (
    "Paula", "José", "Anna Novak", "O’Brien", "Jean-Luc", "Paula van der Meer", "PAULA", "J. Weber",
    "Ольга", "Ольга Иванова", "Γιώργος", "Nguyễn Văn An",
    "李娜", "王小明", "欧阳娜娜", "李经理", "小王", "老李", "田中さん", "佐藤様", "김민수",
    "박지민",
    "ليلى", "ليلى حداد", "محمد علي حسن", "דנה", "דנה לוי", "प्रिया", "สมชาย",
)  # fmt: skip
NO_NAMES = (
    "", "PDF", "USD", "HTML", "the prices", "with care", "asap", "ASAP", "Friday", "March", "v2",
    "Q3", "尽快", "马上", "高优先级", "方案", "退款明细表格", "3 天", "عاجل", "בדחיפות 2",
    "a.b@example.com",     "One Two Three Four Five",
)  # fmt: skip
PARTICLES = "al bin bint da das de del della den der di do dos du el ibn la le ten ter van von zu y"
SURNAMES = "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 皇甫 慕容"
TITLES = "经理 經理 总监 總監 老师 老師 先生 女士 小姐 总 總 工"
SAID_OF_A_TASK = (
    "马上 高优先 高优先级 方案 文件 文档 金额 常规 万一 于是 任何 任务 方便时 方便 易用性 高级"
    " 白天 周末 周会 周报 عاجل عاجلا بسرعة قريبا فورا رجاء دائما لاحقا مجانا بالبريد"
    " Asap Urgent Please Soon Today Tomorrow Monday Tuesday Wednesday Thursday Friday Saturday"
    " Sunday January February March April May June July August September October November"
    " December 급함 빨리 긴급"
)
EDGES = {
    "UX": False, "EX": False, "AI.": False, "HTML": False, "Maria": True, "MARIA": True, "J.": True,
    "א": False, "דן": True, "דנה בת לוי": True,
    "דנה בת לוי כהן": False,
    "王": False, "王小": True, "王小明明": True, "王小明明明": False,
    "佐々木様": True, "王·李": True,
}  # fmt: skip
TASKS = (
    "Send the PDF",
    "Call Northwind",
    "Refund 1,500 EUR",
    "Export to XLSX",
    "退款",
    "أرسل القائمة",
)
DAYS = {"fri": "2026-11-27", "12 dec": "2026-12-12", "下周五": "2026-11-27", "الجمعة": "2026-11-27"}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_one_in_its_script(name: str) -> None:
    assert looks_like_a_name(name)


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_is_none(text: str) -> None:
    assert not looks_like_a_name(text)


def test_each_particle_surname_and_title_is_known_and_no_word_about_a_task_is_a_name() -> None:
    names = [f"Paula {each} Meer" for each in PARTICLES.split()]
    names += [f"{each}{given}" for each in SURNAMES.split() for given in ("娜", "娜娜")]
    names += [f"欧阳娜娜{each}" for each in TITLES.split()]
    assert [name for name in names if not looks_like_a_name(name)] == []
    assert [word for word in SAID_OF_A_TASK.split() if looks_like_a_name(word)] == []
    assert {text: looks_like_a_name(text) for text in EDGES} == EDGES


@pytest.mark.parametrize("comma", [", ", "，", "، "])
def test_a_name_between_a_task_and_a_date_is_the_owner(comma: str) -> None:
    for task, name, (day, due_on) in product(TASKS, NAMES, DAYS.items()):
        written = comma.join((task, name, day))
        assert read_promise(written, date(2026, 11, 20)) == Promise(task, name, day, due_on), (
            written
        )
