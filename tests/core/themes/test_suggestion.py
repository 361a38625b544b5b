"""A theme from the words of a quote."""

import random

from focusgroup.core.model import Kind, Quote
from focusgroup.core.themes.suggestion import STUCK, Suggester, weight

EXPORTS, SPEED, 导出 = "Reporting > Exports", "Reporting > Speed", "报表 > 导出"
LEARNED = (
    (EXPORTS, "the spreadsheet loses the umlauts when we export it"),
    (EXPORTS, "we export to a spreadsheet every week by hand"),
    (EXPORTS, "a spreadsheet nobody can open, exported again and again"),
    (EXPORTS, "our spreadsheet is cut after a thousand rows"),
    (SPEED, "the dashboard takes a minute to load"),
    (SPEED, "every morning the dashboard hangs for a minute"),
    (SPEED, "loading takes for ever, a minute and more"),
    (SPEED, "waiting a minute for one dashboard is too long"),
)


def learned() -> Suggester:
    suggester = Suggester()
    for theme, text in LEARNED:
        suggester.learn((theme,), text)
    return suggester


def quote(text: str, *themes: str, section: int = 0, session: str = "s") -> Quote:
    return Quote(text, Kind.PROBLEM, 0, id="q", session_id=session, themes=themes, section=section)


def test_the_theme_whose_words_are_said_comes_first():
    suggester = learned()
    assert suggester.suggest("a spreadsheet that we export")[0][0] == EXPORTS
    assert suggester.suggest("a minute until the dashboard is there")[0][0] == SPEED


def test_a_theme_is_confident_only_when_its_words_are_said():
    suggester = learned()
    assert suggester.confident("the export of a spreadsheet is broken") == EXPORTS
    assert suggester.confident("the parking garage is closed on sundays") is None
    assert suggester.confident("") is None


def test_one_quote_is_no_evidence():
    suggester = Suggester()
    suggester.learn((EXPORTS,), "the umlauts are lost again")
    assert suggester.suggest("the umlauts are lost")[0][0] == EXPORTS
    assert suggester.confident("the umlauts are lost") is None


def test_a_name_that_is_said_counts_without_anything_learned():
    suggester = Suggester()
    suggester.know(["Audit log", "Reporting > Exports"])
    assert suggester.suggest("who reads the audit logs?")[0][0] == "Audit log"
    assert suggester.confident("our audit log has holes") == "Audit log"


def test_what_is_forgotten_leaves_nothing_behind():
    suggester, plain = learned(), learned()
    suggester.learn(("Other", EXPORTS), "umlauts of a dashboard for the moon")
    suggester.forget(("Other", EXPORTS), "umlauts of a dashboard for the moon")
    for text in ("umlauts of the moon", "a dashboard to export"):
        assert suggester.suggest(text) == plain.suggest(text)


def test_only_themes_that_exist_are_suggested():
    assert learned().suggest("spreadsheet export", among={SPEED}) == []
    assert learned().confident("the export of a spreadsheet is broken", among={SPEED}) is None


def test_shares_are_parts_of_one_belief():
    ranked = learned().suggest("export a spreadsheet of the dashboard, it takes a minute")
    assert [theme for theme, _ in ranked] in ([EXPORTS, SPEED], [SPEED, EXPORTS])
    assert abs(sum(share for _, share in ranked) - 1) < 1e-9


def test_chinese_is_learned_by_pairs_of_characters():
    suggester = Suggester()
    for text in ("表格导出很慢", "每周导出表格", "导出的表格打不开"):
        suggester.learn((导出,), text)
        suggester.learn(("报表 > 速度",), "页面加载要一分钟")
    assert suggester.confident("我们要导出表格") == 导出


def test_words_that_bend_are_the_same_word():
    suggester = Suggester()
    for text in ("Rechnungen fehlen", "die Rechnungsnummer fehlt", "falsche Rechnungen"):
        suggester.learn(("Billing",), text)
        suggester.learn(("Other",), "ganz etwas anderes")
    assert suggester.suggest("eine Rechnung zu viel")[0][0] == "Billing"


def test_a_theme_that_may_only_have_stuck_is_weak_evidence():
    first = quote("a", EXPORTS)
    assert weight(first, None) == STUCK
    assert weight(quote("b", EXPORTS), first) == STUCK
    assert weight(quote("b", SPEED), first) == 1.0
    assert weight(quote("b", SPEED, section=1), first) == STUCK
    assert weight(quote("b", SPEED, session="t"), first) == STUCK


def test_hostile_and_endless_texts_are_learned_like_any_other():
    suggester = Suggester()
    for text in ("", " ", "\u202e!!", "[/]", "x" * 100_000, "a b " * 50_000, "é" * 3_000):
        suggester.learn(("T",), text)
        suggester.suggest(text)
        suggester.forget(("T",), text)
    assert suggester.suggest("a b x") == []


def test_any_order_of_learning_gives_the_same_suggestions():
    order = list(LEARNED)
    random.Random(7).shuffle(order)
    other = Suggester()
    for theme, text in order:
        other.learn((theme,), text)
    for _, text in LEARNED:
        mixed = other.suggest(text)
        assert [theme for theme, _ in mixed] == [theme for theme, _ in learned().suggest(text)]
