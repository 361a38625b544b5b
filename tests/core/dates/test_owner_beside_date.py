"""The owner of a promise and its date in one field, in either order and in several languages."""

import re
from datetime import date, timedelta
from itertools import product

import pytest

from focusgroup.core.dates.commitments import Promise, read_promise

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


KNOWN = ("Paula Reyes", "李娜", "Anna Novak")
WEEKS = "KW 50|kw50|CW 50|week 50|wk 50|W50|Kalenderwoche 50|Woche 50|semaine 50|semana 50|第50周"


@pytest.mark.parametrize("when", [*WEEKS.split("|"), "KW 50/2026", "by week 50", "第50周之前"])
@pytest.mark.parametrize("owner", OWNERS)
def test_a_calendar_week_is_due_on_its_friday(owner: str, when: str) -> None:
    promise = read_promise(f"Send the list, {owner}, {when}", TODAY, KNOWN)
    assert (promise.text, promise.owner, promise.due_on) == ("Send the list", owner, "2026-12-11")


def test_a_week_that_is_over_is_next_years_and_there_are_at_most_53() -> None:
    assert read_promise("Send it, KW 2", TODAY).due_on == "2027-01-15"
    assert read_promise("Send it, KW 47", TODAY).due_on == "2026-11-20"
    assert read_promise("Send it, KW 54", TODAY).text == "Send it, KW 54"


@pytest.mark.parametrize("when", "ASAP|asap.|soon|sofort|dès que possible|尽快".split("|"))
def test_what_names_no_day_is_due_without_one(when: str) -> None:
    promise = read_promise(f"Send the list, Paula, {when}", TODAY, KNOWN)
    assert promise == Promise("Send the list", "Paula", when)
    assert read_promise(f"Send the list, {when}", TODAY) == Promise("Send the list", "", when)


@pytest.mark.parametrize("text", ["Send Excel, CSV and the list", "退款", "Rückruf, dann Angebot"])
@pytest.mark.parametrize("owner", ["Paula", "paula reyes", "李娜", "Anna"])
def test_a_known_person_is_the_owner_without_a_date_too(text: str, owner: str) -> None:
    assert read_promise(f"{text}, {owner}", TODAY, KNOWN) == Promise(text, owner)


@pytest.mark.parametrize("text", ["Meet Paula, Anna", "Send it, Tom", "Call Bo and Anna"])
def test_a_list_or_a_stranger_without_a_date_stays_in_the_sentence(text: str) -> None:
    assert read_promise(text, TODAY, KNOWN) == Promise(text)


@pytest.mark.parametrize("between", [" and ", " und ", " et ", " y ", " & ", "/", " + ", "和"])
def test_two_who_promise_are_both_owners_where_one_is_known(between: str) -> None:
    for one, two in (("Paula", "Tom"), ("Tom", "Paula"), ("李娜", "Anna Novak")):
        promise = read_promise(f"Send it, {one}{between}{two}, fri", TODAY, KNOWN)
        assert promise == Promise("Send it", f"{one}{between}{two}", "fri", NEXT.isoformat())
    strangers = read_promise(f"Ask Legal, Sales{between}IT, fri", TODAY, KNOWN)
    assert strangers.owner in ("", f"Sales{between}IT")
