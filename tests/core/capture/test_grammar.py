"""The capture line: what is read out of it, that no word is lost, and that it can be written."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from focusgroup.core.capture.grammar import (
    COMMANDS,
    Parsed,
    Token,
    complete,
    format_line,
    parse_line,
    token_at,
    token_text,
)
from focusgroup.core.capture.tokens import SpanRole
from focusgroup.core.model import Kind
from tests.hostile import ALL, HUGE, MEGABYTE, TRIED
from tests.speed import within

P, S, M, O = Kind.PROBLEM, Kind.STRENGTH, Kind.MISSING_FEATURE, Kind.OBSERVATION  # noqa: E741


@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        # the design's own
        (
            "- took us three weeks to see a first report @3 #onb !",
            Parsed("took us three weeks to see a first report", P, "3", ("onb",), 1),
        ),
        # a line that changes nothing
        ("it took three weeks", Parsed("it took three weeks")),
        ("", Parsed()),
        ("   ", Parsed()),
        # kinds, with and without a blank
        ("-slow", Parsed("slow", P)),
        ("- slow", Parsed("slow", P)),
        ("+saves an hour", Parsed("saves an hour", S)),
        ("? let me schedule it", Parsed("let me schedule it", M)),
        (".nods all round", Parsed("nods all round", O)),
        (". nods", Parsed("nods", O)),
        ("  - slow ", Parsed("slow", P)),
        ("-", Parsed("", P)),
        ("?", Parsed("", M)),
        (".", Parsed("", O)),
        ("- -5 degrees", Parsed("-5 degrees", P)),
        ("slow - really", Parsed("slow - really")),
        ("really?", Parsed("really?")),
        # a sign that is a word too
        ("+1 for that @3", Parsed("+1 for that", S, "3")),
        ("~ -1 from me", Parsed("-1 from me", P, verbatim=False)),
        ("＋1 同意", Parsed("＋1 同意", S)),
        ("+1", Parsed("+1", S)),
        ("+1 @3 !", Parsed("+1", S, "3", intensity=1)),
        ("-1 #onb", Parsed("-1", P, themes=("onb",))),
        ("+ 1 of us", Parsed("1 of us", S)),
        ("-20 % since May", Parsed("-20 % since May")),
        ("+12.5% in June @3", Parsed("+12.5% in June", speaker="3")),
        ("-5 degrees outside", Parsed("-5 degrees outside")),
        ("- -3 Prozent", Parsed("-3 Prozent", P)),
        ("+20€ a month", Parsed("+20€ a month")),
        ("-5 clicks to export", Parsed("5 clicks to export", P)),
        ("-3 knots", Parsed("3 knots", P)),
        (".5 % of it", Parsed(".5 % of it")),
        (".5 people nod", Parsed("5 people nod", Kind.OBSERVATION)),
        ("+49 30 123456 is our number", Parsed("+49 30 123456 is our number")),
        ("+1 (555) 010-0199", Parsed("+1 (555) 010-0199")),
        ("+1. they", Parsed("1. they", S)),
        ("-3 clicks", Parsed("3 clicks", P)),
        ("+10 for that", Parsed("10 for that", S)),
        # a sign behind the names in front
        ("@3 - slow", Parsed("slow", P, "3")),
        ("@3: + fast", Parsed("fast", S, "3")),
        ("@3 ?export", Parsed("export", M, "3")),
        ("#onb = we plan", Parsed("we plan", Kind.CONTEXT, themes=("onb",))),
        ("@3 #onb ~- so", Parsed("so", P, "3", ("onb",), verbatim=False)),
        ("@3 . nods", Parsed("nods", O, "3")),
        ("@3 +1", Parsed("+1", S, "3")),
        ("@3 +", Parsed("", S, "3")),
        ("@3 \\- slow", Parsed("- slow", speaker="3")),
        ("@3 -5 degrees", Parsed("-5 degrees", speaker="3")),
        ("@3 .NET is slow", Parsed(".NET is slow", speaker="3")),
        ("- @3 + slow", Parsed("+ slow", P, "3")),
        ("so @3 - slow", Parsed("so - slow", speaker="3")),
        # a speaker behind punctuation
        ("slow:@3", Parsed("slow", speaker="3")),
        ("“slow”@3", Parsed("“slow”", speaker="3")),
        ("slow -@3", Parsed("slow -", speaker="3")),
        ("slow.@3", Parsed("slow.@3")),
        ("color:#fff", Parsed("color:#fff")),
        # a name that begins with a dot
        (".NET is slow @3", Parsed(".NET is slow", speaker="3")),
        (".csv, please", Parsed(".csv, please")),
        ("- .NET is slow", Parsed(".NET is slow", P)),
        ("~.docx only", Parsed(".docx only", verbatim=False)),
        (". NET is slow", Parsed("NET is slow", O)),
        (".nets, and FF nods", Parsed("nets, and FF nods", O)),
        (".FF nods", Parsed("FF nods", O)),
        (".Comes in late", Parsed("Comes in late", O)),
        (".2 looks away", Parsed("2 looks away", O)),
        # an ellipsis in front is text
        ("... and then it broke", Parsed("... and then it broke")),
        ("..and then", Parsed("..and then")),
        ("…and then", Parsed("…and then")),
        ("。。。然后", Parsed("。。。然后")),
        # speakers
        ("slow @3", Parsed("slow", speaker="3")),
        ("@3 slow", Parsed("slow", speaker="3")),
        ("@3: slow", Parsed("slow", speaker="3")),
        ("we told @an, and she nodded", Parsed("we told, and she nodded", speaker="an")),
        ('slow @"Anna Novak"', Parsed("slow", speaker="Anna Novak")),
        ("slow @“Anna Novak”", Parsed("slow", speaker="Anna Novak")),
        ("@3", Parsed(speaker="3")),
        ("@-", Parsed(clear_speaker=True)),
        ("slow @-", Parsed("slow", clear_speaker=True)),
        ("@4 agrees with us @3", Parsed("@4 agrees with us", speaker="3")),
        ("@3 slow @3", Parsed("slow", speaker="3")),
        ("slow @1 @2", Parsed("slow", speaker="1", also=("2",))),
        ("slow @1+@an", Parsed("slow", speaker="1", also=("an",))),
        ("slow @1 and @2", Parsed("slow", speaker="1", also=("2",))),
        ("slow @1, @2", Parsed("slow", speaker="1", also=("2",))),
        ("slow @1, @2 und @3 #x", Parsed("slow", speaker="1", also=("2", "3"), themes=("x",))),
        ("@1 et @2: lent", Parsed("lent", speaker="1", also=("2",))),
        ("@1 y @2 lento", Parsed("lento", speaker="1", also=("2",))),
        ("慢 @1和@2", Parsed("慢", speaker="1", also=("2",))),
        ("told @1 and @2 of it @3", Parsed("told @1 and @2 of it", speaker="3")),
        ("slow @1@2, @3", Parsed("slow", speaker="1", also=("2", "3"))),
        ('@"Anna Novak" & @2: slow', Parsed("slow", speaker="Anna Novak", also=("2",))),
        ("slow @1 @1", Parsed("slow", speaker="1")),
        ("@4 agrees with @1+@2", Parsed("@4 agrees with", speaker="1", also=("2",))),
        ("slow @1 @-", Parsed("slow @1", clear_speaker=True)),
        ("slow @1 + more", Parsed("slow + more", speaker="1")),
        ("@anna@example.org", Parsed(speaker="anna@example.org")),
        # a name without a blank before it
        ("slow,@2", Parsed("slow", speaker="2")),
        ("- slow;@an,#onb", Parsed("slow", P, "an", ("onb",))),
        ("slow,@2 and late", Parsed("slow, and late", speaker="2")),
        ("a, b,@2,@3 #x,#y", Parsed("a, b", speaker="2", themes=("x", "y"), also=("3",))),
        ('slow,@"Anna Novak"', Parsed("slow", speaker="Anna Novak")),
        ("太慢了，＠李娜", Parsed("太慢了", speaker="李娜")),
        ("太慢了。@3", Parsed("太慢了。", speaker="3")),
        ("太慢了@3", Parsed("太慢了", speaker="3")),
        ("-慢＠李娜#报表", Parsed("慢", P, "李娜", ("报表",))),
        ("おそい#1", Parsed("おそい", themes=("1",))),
        ("ช้า@2", Parsed("ช้า", speaker="2")),
        ("写给 a@b.cn，慢\\@3", Parsed("写给 a@b.cn，慢@3")),
        ("wait…@3", Parsed("wait", speaker="3", stub=True)),
        ("slow,\\@2", Parsed("slow,@2")),
        ("slow, @2", Parsed("slow,", speaker="2")),
        ("slow@2 a.@b x/?#top", Parsed("slow@2 a.@b x/?#top")),
        # themes
        ("slow #onb", Parsed("slow", themes=("onb",))),
        ("slow #onb #exports", Parsed("slow", themes=("onb", "exports"))),
        ("slow #onb, #exports", Parsed("slow", themes=("onb", "exports"))),
        ("slow #onb #onb", Parsed("slow", themes=("onb",))),
        ("weeks #onb.", Parsed("weeks.", themes=("onb",))),
        ('#"Audit log" is missing', Parsed("is missing", themes=("Audit log",))),
        ("#Reporting>Exports slow", Parsed("slow", themes=("Reporting>Exports",))),
        ('slow #"Reporting > Exports"', Parsed("slow", themes=("Reporting > Exports",))),
        ('slow #Reporting>"Audit log"', Parsed("slow", themes=("Reporting>Audit log",))),
        ("#-", Parsed(clear_themes=True)),
        ("slow #-", Parsed("slow", clear_themes=True)),
        ("slow #C++", Parsed("slow", themes=("C++",))),
        ("slow #R&D", Parsed("slow", themes=("R&D",))),
        # what stays text
        ("write to anna@example.org", Parsed("write to anna@example.org")),
        ("we use C# and F#", Parsed("we use C# and F#")),
        ("a @ b # c", Parsed("a @ b # c")),
        ("@_@ ## #! #... @@x", Parsed("@_@ ## #! #... @@x")),
        ("@+@ @/@3 @&", Parsed("@+@ @/@3 @&")),
        ('#"Audit log', Parsed('#"Audit log')),
        ('see #"" there', Parsed('see #"" there')),
        ("it is slow. #audit.", Parsed("it is slow.", themes=("audit",))),
        ("is it slow? #audit.", Parsed("is it slow?", themes=("audit",))),
        ("slow #a. #b.", Parsed("slow.", themes=("a", "b"))),
        ("slow… #audit.", Parsed("slow", themes=("audit",), stub=True)),
        ("so. @3, and #a.", Parsed("so. and.", speaker="3", themes=("a",))),
        ("太慢了。#报表。", Parsed("太慢了。", themes=("报表",))),
        # a number in a sentence is text, at its end a theme
        ("our #1 problem @3", Parsed("our #1 problem", speaker="3")),
        ("#1 problem: speed, the #2nd one", Parsed("#1 problem: speed, the #2nd one")),
        ("#1, #2 and #10's log #exp", Parsed("#1, #2 and #10's log", themes=("exp",))),
        ("＃1 问题", Parsed("＃1 问题")),
        ("/park our #1 problem", Parsed("our #1 problem", command="park")),
        ("slow #1", Parsed("slow", themes=("1",))),
        ("slow #1 @3 #2, ! …", Parsed("slow", None, "3", ("1", "2"), 1, stub=True)),
        ("#1 @3", Parsed(speaker="3", themes=("1",))),
        ("#2FA is missing", Parsed("is missing", themes=("2FA",))),
        ('#"1" slow', Parsed("slow", themes=("1",))),
        # escapes
        ("\\- minus", Parsed("- minus")),
        ("\\@3 and \\#onb", Parsed("@3 and #onb")),
        ("\\/park is a command", Parsed("/park is a command")),
        ("\\~ish", Parsed("~ish")),
        ("wow \\!", Parsed("wow !")),
        ("wait \\…", Parsed("wait …")),
        ("wait\\...", Parsed("wait...")),
        ("\\\\@3", Parsed("\\@3")),
        ("C:\\temp \\\\server\\share \\n", Parsed("C:\\temp \\\\server\\share \\n")),
        # intensity
        ("slow !", Parsed("slow", intensity=1)),
        ("slow !!", Parsed("slow", intensity=2)),
        ("slow ! @3 #onb", Parsed("slow", speaker="3", themes=("onb",), intensity=1)),
        ("slow @3 !! #onb", Parsed("slow", speaker="3", themes=("onb",), intensity=2)),
        ("slow #onb!", Parsed("slow", themes=("onb",), intensity=1)),
        ("great!", Parsed("great!")),
        ("great!! @3", Parsed("great!!", speaker="3")),
        ("great !!!", Parsed("great !!!")),
        ("no ! that is wrong", Parsed("no ! that is wrong")),
        ("!", Parsed("!")),
        ("@3 !", Parsed("!", speaker="3")),
        # paraphrase
        ("~ roughly slow", Parsed("roughly slow", verbatim=False)),
        ("~-slow", Parsed("slow", P, verbatim=False)),
        ("-~slow", Parsed("slow", P, verbatim=False)),
        ("- ~ slow", Parsed("slow", P, verbatim=False)),
        ("slow ~ ish", Parsed("slow ~ ish")),
        # stubs
        ("they wait…", Parsed("they wait", stub=True)),
        ("they wait ...", Parsed("they wait", stub=True)),
        ("they wait.... @3", Parsed("they wait", speaker="3", stub=True)),
        ("they wait @3…", Parsed("they wait", speaker="3", stub=True)),
        ("they wait ! …", Parsed("they wait", intensity=1, stub=True)),
        ("they wait … !", Parsed("they wait", intensity=1, stub=True)),
        ("...", Parsed(stub=True)),
        ("…", Parsed(stub=True)),
        ("-…", Parsed("", P, stub=True)),
        ("- ... @3", Parsed("", P, "3", stub=True)),
        ("wait..", Parsed("wait..")),
        ("wait… and see", Parsed("wait… and see")),
        # full width
        ("－太慢了 ＠３ ＃导出 ！！", Parsed("太慢了", P, "３", ("导出",), 2)),
        ("？能不能导出……", Parsed("能不能导出", M, stub=True)),
        ("＋很好", Parsed("很好", S)),
        ("。大家点头", Parsed("大家点头", O)),
        ("～大概", Parsed("大概", verbatim=False)),
        ("太慢了！", Parsed("太慢了！")),
        # commands
        ("/park pricing for schools", Parsed("pricing for schools", command="park")),
        ("/promise a roadmap by Friday", Parsed("a roadmap by Friday", command="promise")),
        ("/call @3 exports", Parsed("exports", speaker="3", command="call")),
        ("/call @3 exports !", Parsed("exports !", speaker="3", command="call")),
        ("／park 价格", Parsed("价格", command="park")),
        (
            "/who Anna Novak <anna@example.org>, @ops #1",
            Parsed("Anna Novak <anna@example.org>, @ops #1", command="who"),
        ),
        ("/Park it", Parsed("it", command="park")),
        ("/park", Parsed(command="park")),
        ("/prak it @3", Parsed("it @3", command="prak")),
        ("/ 2 of us", Parsed("/ 2 of us")),
        ("/etc/hosts was wrong", Parsed("/etc/hosts was wrong")),
        ("and/or /park", Parsed("and/or /park")),
        ("- /park", Parsed("/park", P)),
        ("/5 of us", Parsed("/5 of us")),
        ("/24/7 support", Parsed("/24/7 support")),
        ("/park: prices", Parsed("prices", command="park")),
        ("//park，价格", Parsed("//park，价格")),
        ("//park， 价格", Parsed("价格", command="park")),
        ("/停车 价格", Parsed("价格", command="停车")),
        ("/nod3 5", Parsed("5", command="nod3")),
        # text is kept as it was typed
        ("two  blanks\tand a\nline", Parsed("two  blanks\tand a\nline")),
        ("before @3 after", Parsed("before after", speaker="3")),
        ("[laughs] [/] [red]", Parsed("[laughs] [/] [red]")),
    ],
)
def test_a_line_says(line: str, parsed: Parsed) -> None:
    assert parse_line(line) == parsed
    assert parse_line(format_line(parsed)) == parsed


def roles(line: str) -> list[tuple[str, SpanRole]]:
    return [(line[span.start : span.end], span.role) for span in parse_line(line).spans]


def test_spans_say_where_everything_is() -> None:
    assert roles('~- slow @3, #"Audit log" \\#x wait… !') == [
        ("~", SpanRole.PARAPHRASE),
        ("-", SpanRole.SIGN),
        ("@3", SpanRole.SPEAKER),
        ('#"Audit log"', SpanRole.THEME),
        ("\\", SpanRole.ESCAPE),
        ("…", SpanRole.STUB),
        ("!", SpanRole.INTENSITY),
    ]
    assert roles("/call @3 exports") == [("/call", SpanRole.COMMAND), ("@3", SpanRole.SPEAKER)]
    assert roles("slow #onb!") == [("#onb", SpanRole.THEME), ("!", SpanRole.INTENSITY)]
    assert roles("plain words only") == []


# Lines dense in what means something, and any string at all.
signs = st.text(
    st.sampled_from("-+?.~!…@#/\\\"“”>＠＃？！。－／～ \n\u3000,:;'aB3李é-") | st.characters(),
    max_size=30,
)
pieces = st.lists(
    st.sampled_from(
        [
            *(
                "-",
                "+",
                "?",
                ".",
                "~",
                "!",
                "!!",
                "!!!",
                "...",
                "…",
                "....",
                "。。。",
                "@",
                "#",
                "/",
            ),
            *(
                "@3",
                "@4",
                "@1+@2",
                "@3 & @x",
                "+",
                "@-",
                "#-",
                "#onb",
                '#"a b"',
                '@"a b"',
                "#a>b",
                '#a>"b c"',
                '#"',
                '@"',
                "\\",
            ),
            *(
                "/park",
                "/who",
                "/x",
                "word",
                "x…",
                "x...",
                "\\@3",
                "\\…",
                "\\\\!",
                "@3:",
                ",@3",
                ",#a",
                "#a.",
                "#a!",
            ),
            *(" ", " ", " ", "\n", "\t", ","),
        ]
    ),
    max_size=12,
).map("".join)
lines = signs | pieces


@given(lines)
@example("...…")
@example(". ...")
@example("! …")
@example('\\#"a @3 #"b c"')
@example("@3! @4")
@example("~/park x")
@example("\\-...")
@example('#"0"==')
@example("@3 -- #a")
@example("=/@0")
@example("/park /\\@0")
def test_a_written_line_says_the_same(line: str) -> None:
    parsed = parse_line(line)
    written = format_line(parsed)
    assert parse_line(written) == parsed
    assert format_line(parse_line(written)) == written


@given(lines)
def test_every_character_is_in_the_text_or_in_a_span(line: str) -> None:
    parsed = parse_line(line)
    covered = {at for span in parsed.spans for at in range(span.start, span.end)}
    rest = "".join(char for at, char in enumerate(line) if at not in covered)
    assert "".join(rest.split()) == "".join(parsed.text.split())


@given(lines)
def test_spans_are_in_order_inside_the_line_and_apart(line: str) -> None:
    end = 0
    for span in parse_line(line).spans:
        assert end <= span.start < span.end <= len(line)
        end = span.end


@given(st.text(), st.sampled_from([None, *Kind]), st.booleans(), st.integers(0, 2), st.booleans())
def test_any_quote_can_be_put_back_on_the_line(
    text: str, kind: Kind | None, verbatim: bool, intensity: int, stub: bool
) -> None:
    text = text.strip()
    if not text and not stub:
        return
    quote = Parsed(text, kind, "Anna Novak", ("Reporting > Exports",), intensity, verbatim, stub)
    if kind is Kind.UNTAGGED:
        quote = replace(quote, kind=None)
    assert parse_line(format_line(quote)) == quote


@given(st.text(min_size=1), st.sampled_from("@#"))
def test_any_name_can_be_written_as_a_token(name: str, sigil: str) -> None:
    name = " ".join(name.translate(str.maketrans(dict.fromkeys('"“”„＂', "'"))).split())
    if not name:
        return
    parsed = parse_line(f"word {token_text(sigil, name)} word")
    assert (parsed.speaker if sigil == "@" else parsed.themes[0]) == name
    assert parsed.text == "word word"


@given(
    st.integers(0, 999).map(str),
    st.sampled_from(["", "st", "nd", "th", ".", ",", ":", "'s", "-rated", "/2", "?"]),
    st.sampled_from(["", "our ", "- ", "+ our ", "@3 ", "#onb ", "/park ", "~ a ", "(x) "]),
    st.sampled_from([" problem", " @4 it is", " #2 is it", " ! so", "  -", " … and"]),
)
def test_a_number_before_more_words_is_one_of_them(
    number: str, more: str, before: str, after: str
) -> None:
    parsed = parse_line(f"{before}#{number}{more}{after} @3")
    assert f"#{number}{more}" in parsed.text
    assert set(parsed.themes) <= {"onb"}
    assert parse_line(format_line(parsed)) == parsed


@given(
    st.sampled_from(["@2", "@an", "#onb", '@"Anna Novak"', '#"a b"', "@3,@2", "#x,#y", "@-"]),
    st.sampled_from([",", ";", "，", "、", "；"]),
    st.sampled_from(["slow", "- so slow", "+a, b", "太慢了", "? mail a@b.org", "~ x @4 z"]),
    st.sampled_from(["", " ", " !", "…", " #t", " @1"]),
)
def test_a_name_after_a_comma_needs_no_blank(
    name: str, comma: str, before: str, after: str
) -> None:
    apart = parse_line(f"{before} {name}{after}")
    joined = parse_line(f"{before}{comma}{name}{after}")
    if joined.text.endswith(f"{comma}{name}"):  # another speaker after it counts
        assert after == " @1"
    else:
        assert joined == apart


@given(
    st.sampled_from(["#audit", '#"Audit log"', "@3", "#a>b", "#报表"]),
    st.sampled_from([".", "?", ":", ",", ";", "。", "！", ""]),
    st.sampled_from(["", "slow", "it is slow.", "is it?", "so, ", "太慢了。", "(a)"]),
    st.sampled_from(["", " #-", " #t.", " #-, #t."]),
)
def test_punctuation_after_a_name_is_not_part_of_it_and_never_doubled(
    name: str, mark: str, before: str, after: str
) -> None:
    parsed = parse_line(f"{before} {name}{mark}{after}")
    assert parsed.speaker == "3" or parsed.themes[0] in ("audit", "Audit log", "a>b", "报表")
    text = before.strip()
    said = [text, *(f"{text}{each}" for each in (mark, ".") if text[-1:] not in (*",.?。", ""))]
    assert parsed.text in said


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("-slow @3 #onb!", "- slow @3 #onb !"),
        ("slow - really, 5 + 3? a/b", "slow - really, 5 + 3? a/b"),
        ("@3: -5 clicks", "\\-5 clicks @3"),
        ("@3: -5 degrees", "-5 degrees @3"),
        ('C:\\temp it\'s 100 % "so"', 'C:\\temp it\'s 100 % "so"'),
        ("－太慢了 ＠李娜 ＃导出", "- 太慢了 @李娜 #导出"),
    ],
)
def test_a_written_line_has_no_more_backslashes_than_it_needs(line: str, written: str) -> None:
    assert format_line(parse_line(line)) == written


def test_changing_kind_and_speaker_costs_four_keys_more() -> None:
    assert parse_line("-text @3") == Parsed("text", P, "3")
    assert len("-text @3") - len("text") == 4


@pytest.mark.parametrize("name", TRIED)
def test_hostile_lines_are_read_and_written(name: str) -> None:
    line = ALL[name]
    # The long ones are three times the longest line.
    parsed = within(1, lambda: parse_line(line))
    assert parse_line(format_line(parsed)) == parsed
    token_at(line, min(len(line), 50))


@pytest.mark.slow
@pytest.mark.parametrize("name", HUGE)
def test_thirteen_times_the_longest_line_is_read_in_seconds(name: str) -> None:
    text = HUGE[name][: MEGABYTE // 4] + HUGE[name][-1]
    within(3, lambda: parse_line(text))


@pytest.mark.parametrize(
    "piece",
    ["@1", "@1+", "@1 ", "@1, ", '@"', '@"a" ', "@1 @2, ", "@1/", "#a,", "a,\\@1", "@1#a", "#-@-"],
)
def test_a_line_of_names_is_read_in_a_time_that_grows_with_its_length(piece: str) -> None:
    line = piece * (4_000 // len(piece))
    within(0.4, lambda: (parse_line(line), token_at(line, len(line))))


# -- completion ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "token"),
    [
        ("slow @|", Token("@", "", 5, 6)),
        ("slow @an|", Token("@", "an", 5, 8)),
        ("-#on|", Token("#", "on", 1, 4)),
        ("slow #o|nb more", Token("#", "o", 5, 9)),
        ("slow ＃导|", Token("#", "导", 5, 7)),
        ('slow #"Audit lo|', Token("#", "Audit lo", 5, 15)),
        ('slow #"Audit lo| it was "so"', Token("#", "Audit lo", 5, 15)),
        ('slow #"Audit log"|', Token("#", "Audit log", 5, 17)),
        ('slow #"Aud|"', Token("#", "Aud", 5, 11)),
        ("slow #Rep>|", Token("#", "Rep>", 5, 10)),
        ("slow #Rep>Ex|", Token("#", "Rep>Ex", 5, 12)),
        ("|@an", None),
        ("@an |", None),
        ("a@b|", None),
        ("slow \\@an|", None),
        ("slow|", None),
        ("@3,|", None),
        ("/pa|", Token("/", "pa", 0, 3)),
        ("/|", Token("/", "", 0, 1)),
        ("/call @a|", Token("@", "a", 6, 8)),
        ("/who Anna @o|", None),
        ("half / h|", None),
        ("", None),
    ],
)
def test_what_is_being_typed(typed: str, token: Token | None) -> None:
    caret = max(typed.find("|"), 0)
    assert token_at(typed.replace("|", "", 1), caret) == token


def test_a_completion_replaces_the_token_and_moves_on() -> None:
    line = "-slow #on"
    token = token_at(line, len(line))
    assert token is not None
    assert complete(line, token, "Onboarding") == ("-slow #Onboarding ", 18)
    assert complete(line, token, "Audit log") == ('-slow #"Audit log" ', 19)
    assert complete("@an slow", Token("@", "an", 0, 3), "1") == ("@1 slow", 3)
    assert complete("/pa", Token("/", "pa", 0, 3), "park") == ("/park ", 6)


@given(lines, st.integers(0, 30))
def test_completing_keeps_every_word_behind_the_caret(line: str, caret: int) -> None:
    caret = min(caret, len(line))
    token = token_at(line, caret)
    if token is None:
        return
    assert 0 <= token.start < caret <= token.end <= len(line)
    completed, after = complete(line, token, "Name")
    assert completed.startswith(line[: token.start])
    assert completed.endswith(line[token.end :])
    assert completed[token.start : after].rstrip().endswith("Name")


def test_every_command_says_what_it_does() -> None:
    assert all(COMMANDS.values())
    assert all(parse_line(f"/{name} x").command == name for name in COMMANDS)
