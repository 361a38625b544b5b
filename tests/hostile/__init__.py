"""Texts that break programs, by name: for every text field, screen, export and command.

``CORPUS`` holds them as a person, a paste or a file could bring them, not cleaned.
``SHORT`` leaves out the huge ones, for tests that run many times. ``TRIED`` names those of ``ALL``
for a test of a function: the huge ones cut to 64 KiB, and whole in the long run. ``few_or_all``
gives a test of screens ``texts``: the worst of each family and some more, in the long run all.
"""

import pytest

from tests.slow import some

MEGABYTE = 1_048_576

MARKUP = {
    "markup: stray closing tag": "it said [/] and closed",
    "markup: closing tag of nothing": "[/bold]",
    "markup: colour": "[red]red[/red] alert",
    "markup: unclosed": "[bold",
    "markup: stage direction": "[laughs] that is one way to say it [laughter]",
    "markup: style with a quote in it": '[b="q]',
    "markup: link": "[link=https://example.org]the manual[/link]",
    "markup: quoted link": '[link="file:///etc/passwd"]here[/]',
    "markup: action": "[@click=app.quit]press me[/]",
    "markup: action in the app": "[@click=app.bell()]bell[/@click]",
    "markup: on mouse over": "[@mouse.enter=screen.close]",
    "markup: variable": "[$primary]theme[/] and $success",
    "markup: background": "[on red]x[/on red] [not bold] [reverse]",
    "markup: escaped bracket": "\\[bold] \\\\[/]",
    "markup: only brackets": "[[[]]]",
    "markup: emoji code": ":smile: :warning:",
    "markup: percent and braces": "%s %d {0} {x!r} ${HOME} $(id) `id`",
    "markup: HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;&lt;",
    "markup: XML": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;]]></a>",
    "markup: Markdown": "# not a heading\n- [ ] not a task\n> not a quote\n---\n|a|b|\n```",
    "markup: Word field": "{ MERGEFIELD x } {{report}} {% if x %}",
}

TERMINAL = {
    "terminal: colour": "\x1b[31mred\x1b[0m",
    "terminal: clear and home": "\x1b[2J\x1b[H",
    "terminal: cursor report": "\x1b[6n",
    "terminal: alternate screen": "\x1b[?1049h\x1b[?25l",
    "terminal: title": "\x1b]0;owned\x07",
    "terminal: clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "terminal: link": "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\",
    "terminal: device control": '\x1bP$q"p\x1b\\',
    "terminal: C1 sequences": "\x9b31m\x9d0;owned\x9c\x90x\x9c",
    "terminal: reset": "\x1bc",
    "terminal: bracketed paste end": "\x1b[201~q",
    "terminal: carriage return": "paid\rnot paid",
    "terminal: backspace": "safe\x08\x08\x08\x08evil",
    "terminal: XON, XOFF, ctrl+c, ctrl+z": "\x11\x13\x03\x1a\x04",
}

CONTROLS = {
    "controls: NUL": "be\x00fore",
    "controls: every C0": "".join(map(chr, range(0x20))),
    "controls: DEL": "de\x7fl",
    "controls: every C1": "".join(map(chr, range(0x80, 0xA0))),
    "controls: line ends": "a\nb\r\nc\rd\x0be\x0cf\x85g\u2028h\u2029i",
    "controls: lone high surrogate": "a\ud800b",
    "controls: lone low surrogate": "a\udc00b",
    "controls: reversed surrogates": "\udc00\ud800",
    "controls: undecodable byte": "caf\udce9",
    "controls: non-characters": "a\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffffb",
    "controls: byte order mark": "\ufeffname, role",
    "controls: replacement and private use": "\ufffd\ue000\U000f0000\U00100000",
    "controls: unassigned": "\u0378\U000e0080",
    "controls: tags": "a\U000e0041\U000e0042\U000e007f",
    "controls: interlinear annotation": "\ufff9a\ufffab\ufffb",
}

DIRECTION = {
    "direction: override": "abc\u202edcba\u202c",
    "direction: file name": "report\u202excod.exe",
    "direction: isolates": "\u2066\u2067\u2068abc\u2069",
    "direction: embeddings never closed": "\u202a\u202b\u202d" * 20,
    "direction: marks": "\u200e\u200f\u061c",
    "direction: Arabic": "التقارير تأخذ ثلاثة أسابيع قبل أن نرى أول رقم",
    "direction: Arabic with points": "الْعَرَبِيَّةُ آنِسَة",
    "direction: Hebrew": "הדוחות איטיים מדי, שָׁלוֹם",
    "direction: mixed": "التصدير إلى CSV لا يعمل (v2.1) منذ 12 يوماً",
    "direction: Persian with joiners": "می‌خواهم گزارش‌ها",
}

SCRIPTS = {
    "scripts: Chinese": "每个月的报表都要等三个星期，导出也经常失败。",
    "scripts: Chinese, full width": "＠３　＃导出　－太慢了！！……",
    "scripts: Chinese beyond the BMP": "𠮷野家 𪚥",
    "scripts: Japanese": "レポートの書き出しが遅すぎます。ﾊﾟｿｺﾝ、ｶﾞ",
    "scripts: Korean": "보고서를 내보내는 데 3주가 걸렸어요",
    "scripts: Korean in jamo": "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "scripts: Thai": "รายงานใช้เวลานานเกินไป",
    "scripts: Devanagari": "रिपोर्ट बहुत धीमी है",
    "scripts: German": "Die Größe der Übersicht – „läuft“ nicht; STRASSE",
    "scripts: Turkish": "İstanbul ılık DİYARBAKIR",
    "scripts: Vietnamese": "Báo cáo chậm quá, không thể xuất được",
    "scripts: Greek and Cyrillic": "Ἡ ἀναφορά ἀργεῖ · отчёт слишком медленный й",
    "scripts: ligatures": "ﬁnal oﬃce ﷺ ㎏ Ⅻ ½",
    "scripts: letters without a normal form": "Łukasz Ørsted Đặng Æsir",
    "scripts: old and rare": "𐎀𐎁 𓀀 ꦗꦮ ᚠᚢ",
}

SHAPES = {
    "shapes: empty": "",
    "shapes: blanks only": " \t \n \u00a0 \u3000 \u200b",
    "shapes: zero width": "ex\u200bpo\u200crt\u200d s\u2060\ufeff\u00ad",
    "shapes: emoji families": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ ❤️",
    "shapes: emoji alone": "🙂",
    "shapes: joiner alone": "\u200d\ufe0f",
    "shapes: decomposed": "Ame\u0301lie n\u0303 A\u030a \u1e9b\u0323",
    "shapes: mark without a letter": "\u0301\u0327 x",
    "shapes: combining tower": "Z" + "\u0300\u0316\u034f\u0489" * 30 + "algo",
    "shapes: wide and narrow": "ＡＢＣ ａｂｃ ｱｲｳ １２３ ￥",
    "shapes: long word": "a" * 5_000,
    "shapes: long Chinese word": "报" * 5_000,
    "shapes: many lines": "\n".join(f"line {n}" for n in range(200)),
    "shapes: quotes of all kinds": "it's “so” «called» ‚x‘ 'y' \"z\" `w`",
    "shapes: dashes and dots": "- – — − … .. ... ······",
}

SYNTAX = {
    "syntax: apostrophe": "it's",
    "syntax: SQL": "'); DROP TABLE quotes; --",
    "syntax: SQL wildcard": "100% _under_ [a-z]",
    "syntax: plus": "C++ and C# and F#",
    "syntax: minus": "-price",
    "syntax: quote": '"',
    "syntax: unclosed quote": '"exports and',
    "syntax: star": "*",
    "syntax: prefix star": "exp*",
    "syntax: near": "NEAR(a b, 3)",
    "syntax: column": "text:secret",
    "syntax: operators": "AND OR NOT ^a {b} (c",
    "syntax: formula": '=HYPERLINK("http://example.org","x")',
    "syntax: formula by plus, minus, at": "+1 -1 @SUM(A1)",
    "syntax: tab formula": "\t=1+1",
    "syntax: path": "../../etc/passwd",
    "syntax: Windows path": "C:\\CON\\nul\\aux.docx",
    "syntax: backslashes": "\\ \\\\ \\n \\@ \\# \\\\server\\share",
    "syntax: YAML": "- &a [*a, yes, 1:30, 010, ~]\n? x\n: y",
    "syntax: CSV": 'a,"b ""c"" d";e\tf',
    "syntax: date": "2026-02-30T25:61:61Z",
    "syntax: mail": "write to anna.novak@example.org or @home, issue #1",
    "syntax: capture signs only": "- + ? . ~ ! !! … @ # / \\",
    "syntax: capture tokens": '@"never closed #"also open',
}

HUGE = {
    "huge: one line of a megabyte": "word " * (MEGABYTE // 5),
    "huge: one word of a megabyte": "x" * MEGABYTE,
    "huge: Chinese": "报表太慢" * (MEGABYTE // 12),
    "huge: escapes": "\x1b[31m" * (MEGABYTE // 5),
    "huge: combining tower": "e" + "\u0301\u0323" * (MEGABYTE // 4),
    "huge: voicing marks": "か" + "\uff9e\u0301" * (MEGABYTE // 5),
    "huge: dots": "." * (MEGABYTE - 1) + "x",
    "huge: backslashes": "\\" * (MEGABYTE - 1) + "@",
    "huge: open quotes": '#" ' * (MEGABYTE // 3),
    "huge: tokens": "@3 #onb " * (MEGABYTE // 8),
    "huge: brackets": "[" * MEGABYTE,
    "huge: ten thousand lines": "\n".join(f"- quote {n} @3" for n in range(10_000)),
}

SHORT: dict[str, str] = {
    **MARKUP,
    **TERMINAL,
    **CONTROLS,
    **DIRECTION,
    **SCRIPTS,
    **SHAPES,
    **SYNTAX,
}
CORPUS: dict[str, str] = {**SHORT, **HUGE}
_first_of_each = {name.partition(":")[0]: name for name in reversed(SHORT)}.values()
FEW = {name: SHORT[name] for name in SHORT if name in {*_first_of_each, *list(SHORT)[::4]}}
few_or_all = pytest.mark.parametrize(
    "texts", [FEW, pytest.param(SHORT, marks=pytest.mark.slow)], ids=["few", "all"]
)

# Each with its end, which is where some of them turn.
LONG = {name.replace("huge", "long"): text[:65_536] + text[-1] for name, text in HUGE.items()}
ALL: dict[str, str] = {**CORPUS, **LONG}
TRIED_HUGE = some([*LONG, *HUGE], LONG)
TRIED = [*SHORT, *TRIED_HUGE]
