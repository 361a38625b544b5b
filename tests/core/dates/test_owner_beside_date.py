"""The owner of a promise and its date in one field, in either order and in several languages."""

import re
from datetime import date, timedelta
from itertools import product

import pytest

from focusgroup.core.dates.commitments import read_promise

TODAY = date(2026, 11, 20)  # a Friday
NEXT = TODAY + timedelta(days=7)
OWNERS = ("Paula", "Anna Novak", "Dr. Ludwig van der Berg", "李娜", "ليلى", "Ольга")
FRIDAYS = (
    "fri",
    "by Friday",
    "before Friday",
    "27 Nov",
    "until 27.11.",
    "2026-11-27",
    "next friday",
    "下周五前",
    "قبل الجمعة",
    "bis Freitag",
    "vendredi",
    "para viernes",
    "entro venerdì",
    "sexta-feira",
    "voor vrijdag",
    "до пятницы",
    "金曜日まで",
    "금요일까지",
)


@pytest.mark.parametrize("friday", FRIDAYS)
def test_owner_and_date_are_found_in_either_order(friday: str) -> None:
    for owner, form in product(OWNERS, ("{o} {d}", "{d} {o}", "{o}, {d}", "{d}, {o}")):
        typed = f"Send the list, {form.format(o=owner, d=friday)}"
        promise = read_promise(typed, TODAY, OWNERS)
        found = (promise.text, promise.owner, promise.due_on)
        assert found == ("Send the list", owner, NEXT.isoformat()), typed


@pytest.mark.parametrize(
    "typed",
    [
        "Call Anna, then Bo by Friday",
        "Meet them, in London by Friday",
        "Compare the plans, ours by Friday",
        "Sort it out, asap by Friday",
        "Send it to Paula, Ben and Cleo by Friday",
    ],
)
def test_other_words_beside_a_date_are_nobody(typed: str) -> None:
    promise = read_promise(typed, TODAY, ["Paula"])
    assert (promise.text, promise.owner, promise.due) == (typed, "", "Friday")


IN_LANGUAGES = (
    "PDF schicken, Uwe, bis Freitag|PDF schicken, Ende Dezember, Uwe"
    "|PDF senden, zuständig: Uwe, Freitag|Envoyer, Luc, avant vendredi"
    "|Envoyer, responsable: Luc, échéance: vendredi"
    "|Enviar, el viernes, María|Enviar, João, sexta|Inviare, Giulia, entro venerdì"
    "|Sturen, Piet, fine mese|Wysłać, Łukasz, do piątku|Wysłać, 12 grudnia, Ewa"
    "|Отправить, Анна, до конца декабря|退款，王小明，周五前|退款、王小明、明天"
    "|退款，负责人：李娜，截止：周五|送る、山田、金曜|送る、佐々木花子、12月12日まで|送る、来週金曜日、長谷川さん"
    "|送る、担当：田中、期限：金曜日"
    "|보내기, 김민수님, 12월 12일까지|보내기, 금요일, 이영희|الملف، ليلى، الجمعة"
)


@pytest.mark.parametrize("written", IN_LANGUAGES.split("|"))
def test_owner_and_date_are_read_in_any_order_and_language(written: str) -> None:
    promise = read_promise(written, date(2026, 11, 30))
    parts = re.split(r"[,，、،] ?", written)
    assert promise.text == parts[0]
    assert promise.owner in written
    assert promise.owner
    assert promise.due_on


@pytest.mark.parametrize(
    "written", ["买水、面包、明天", "联系张三、李四，周五", "修复导出、看板、周五", "清水、明天"]
)
def test_a_list_before_a_date_is_no_owner(written: str) -> None:
    assert read_promise(written, date(2026, 11, 30)).owner == ""
