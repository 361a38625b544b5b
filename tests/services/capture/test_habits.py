"""What note-takers type out of habit is understood, or stays in their words."""

from tests.services.capture.typing import Typed

EXPORTS = "Reporting > Exports"


async def test_a_number_is_a_theme_after_the_last_word_and_text_before_it(typed: Typed) -> None:
    typed.type("a #mob⏎b #exp⏎our #1 problem⏎c #1, @1⏎#2⏎d⏎e #2 #1.⏎#1 #9 f \\#2⏎g #7⏎")
    assert [(text, themes) for text, _, themes in await typed.spoken()] == [
        ("a", ("Mobile",)),
        ("b", (EXPORTS,)),
        ("our #1 problem", (EXPORTS,)),
        ("c", ("Mobile",)),
        ("d", (EXPORTS,)),
        ("e.", (EXPORTS, "Mobile")),
        ("#1 #9 f #2", (EXPORTS, "Mobile")),
        ("g #7", (EXPORTS, "Mobile")),
    ]


async def test_a_label_in_front_is_the_speaker_but_not_in_a_correction(typed: Typed) -> None:
    typed.type("3: slow⏎Anna: late⏎as Anna: late @-⏎Anna: so @-⏎")
    typed.up()
    typed.type(" it is⏎")
    assert [(text, who) for text, who, _ in await typed.spoken()] == [
        ("slow", "李娜"),
        ("late", "Anna Novak"),
        ("as Anna: late", ""),
        ("Anna: so it is", ""),
    ]
