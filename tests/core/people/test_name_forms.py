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


@pytest.mark.parametrize("comma", [", ", "，", "، "])
def test_a_name_between_a_task_and_a_date_is_the_owner(comma: str) -> None:
    for task, name, (day, due_on) in product(TASKS, NAMES, DAYS.items()):
        written = comma.join((task, name, day))
        assert read_promise(written, date(2026, 11, 20)) == Promise(task, name, day, due_on), (
            written
        )
