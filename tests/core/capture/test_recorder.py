"""What becomes of a line: what is stored, what sticks, and what is asked about instead."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.capture.grammar import Parsed, SpanRole, format_line, parse_line
from focusgroup.core.capture.lookup import shortened
from focusgroup.core.capture.recorder import (
    MAX_QUOTE,
    Entry,
    Outcome,
    SlashCommand,
    Sticky,
    Trouble,
    on_section,
    record,
)
from focusgroup.core.model import Kind, Participant, Section, Theme
from focusgroup.core.people.people import NewParticipant
from focusgroup.core.text import clean
from tests.hostile import CORPUS

ROOM = (
    Participant("p1", "s", 1, "Anna Novak", "AN"),
    Participant("p2", "s", 2, "Anna Berg", "AB"),
    Participant("p3", "s", 3, "Chen Wei", "CW"),
    Participant("p4", "s", 4, "Dora Rossi", "DR", consent_notes=False, consent_name=False),
)
BOOK = tuple(
    Theme(f"t{place}", path)
    for place, path in enumerate(
        ["Onboarding", "Reporting", "Reporting > Exports", "Mobile > Exports", "Audit log"]
    )
)
START = Sticky(Kind.PROBLEM, "p1", ("Onboarding",))


def said(
    line: str,
    sticky: Sticky = START,
    *,
    strict: bool = False,
    new: bool = False,
    section: Section | None = None,
    room: tuple[Participant, ...] = ROOM,
) -> Outcome:
    return record(
        line,
        sticky=sticky,
        participants=room,
        themes=BOOK,
        section=section,
        strict=strict,
        allow_new_themes=new,
    )


def trouble(outcome: Outcome) -> Trouble | None:
    return outcome.problem.trouble if outcome.problem else None


# -- what is stored and what sticks ----------------------------------------------------------


def test_a_line_that_says_nothing_else_takes_what_sticks() -> None:
    outcome = said("it took three weeks")
    assert outcome.entry == Entry("it took three weeks", Kind.PROBLEM, "p1", ("Onboarding",))
    assert outcome.sticky == START


def test_what_a_line_says_sticks() -> None:
    outcome = said("+the board saves an hour @cw #rep !!")
    assert outcome.entry == Entry(
        "the board saves an hour", Kind.STRENGTH, "p3", ("Reporting",), intensity=2
    )
    assert outcome.sticky == Sticky(Kind.STRENGTH, "p3", ("Reporting",))


def test_intensity_paraphrase_and_stub_are_for_one_line() -> None:
    outcome = said("~ roughly that… !")
    assert outcome.entry == Entry(
        "roughly that", Kind.PROBLEM, "p1", ("Onboarding",), 1, verbatim=False, stub=True
    )
    after = said("next", outcome.sticky).entry
    assert after == Entry("next", Kind.PROBLEM, "p1", ("Onboarding",))


@pytest.mark.parametrize(
    ("line", "sticky"),
    [
        ("+", replace(START, kind=Kind.STRENGTH)),
        ("@3", replace(START, participant_id="p3")),
        ("#rep", replace(START, themes=("Reporting",))),
        ("? @3 #rep>exp", Sticky(Kind.MISSING_FEATURE, "p3", ("Reporting > Exports",))),
        ("@-", replace(START, participant_id=None)),
        ("#-", replace(START, themes=())),
        ("@- #-", Sticky(Kind.PROBLEM)),
        (".", START),
        ("", START),
        ("   ", START),
    ],
)
def test_a_line_without_words_changes_only_what_sticks(line: str, sticky: Sticky) -> None:
    assert said(line) == Outcome(sticky)


def test_a_stub_without_words_is_stored() -> None:
    assert said("-…").entry == Entry("", Kind.PROBLEM, "p1", ("Onboarding",), stub=True)


def test_an_observation_is_for_one_line_and_has_a_speaker_only_if_written() -> None:
    outcome = said(". nods all round")
    assert outcome.entry == Entry("nods all round", Kind.OBSERVATION, None, ("Onboarding",))
    assert outcome.sticky == START
    outcome = said(". looks away @3 #rep")
    assert outcome.entry == Entry("looks away", Kind.OBSERVATION, "p3", ("Reporting",))
    assert outcome.sticky == START


def test_themes_are_full_paths_once_each() -> None:
    entry = said("slow #rep>exp #Reporting>Exports #audit").entry
    assert entry is not None
    assert entry.themes == ("Reporting > Exports", "Audit log")


def test_a_speaker_who_left_the_room_no_longer_sticks() -> None:
    outcome = said("slow", replace(START, participant_id="gone"))
    assert outcome.entry is not None
    assert outcome.entry.participant_id is None
    assert outcome.sticky.participant_id is None


def test_the_text_is_cleaned_and_the_count_is_told() -> None:
    outcome = said("re\x1b[31md\x00 Ame\u0301lie")
    assert outcome.entry is not None
    assert outcome.entry.text == "re[31md Amélie"
    assert outcome.removed == 2


# -- sections --------------------------------------------------------------------------------


def test_a_section_brings_its_themes_and_what_it_listens_for() -> None:
    section = Section("What works", themes=("Reporting>Exports",), listen_for=Kind.STRENGTH)
    assert on_section(START, section) == Sticky(Kind.STRENGTH, "p1", ("Reporting > Exports",))


def test_a_section_that_says_nothing_changes_nothing() -> None:
    assert on_section(START, Section("Welcome")) == START
    assert on_section(START, Section("Mood", listen_for=Kind.OBSERVATION)) == START


def test_what_a_section_set_ends_with_it_and_what_a_person_set_stays() -> None:
    praise = Section("Praise", themes=("Reporting",), listen_for=Kind.STRENGTH)
    other = Section("Other")
    begun = on_section(Sticky(), praise)
    assert on_section(begun, other) == Sticky()
    assert on_section(begun, other, Kind.UNTAGGED) == Sticky(Kind.UNTAGGED)
    assert on_section(Sticky.from_json(begun.to_json()), other) == Sticky()
    kind_set = on_section(said("? let me mail it @1", begun).sticky, other)
    assert kind_set == Sticky(Kind.MISSING_FEATURE, "p1")
    theme_set = on_section(said("#onb", begun).sticky, other)
    assert theme_set == Sticky(themes=("Onboarding",))
    cleared = on_section(said("#-", begun).sticky, Section("X", listen_for=Kind.CONTEXT))
    assert cleared == Sticky(Kind.CONTEXT)


def test_an_equals_sign_first_is_context_and_an_untagged_quote_is_written_without_a_sign() -> None:
    for line in ("= we plan on Mondays", "＝we plan on Mondays", "~= we plan on Mondays"):
        entry = said(line).entry
        assert entry is not None
        assert (entry.kind, entry.text) == (Kind.CONTEXT, "we plan on Mondays")
    assert said("=").sticky == replace(START, kind=Kind.CONTEXT)
    for words in ("- 5 degrees", "= 3", "plain"):
        line = format_line(Parsed(words, Kind.UNTAGGED))
        assert parse_line(line) == Parsed(words)


def test_the_themes_of_the_section_break_ties() -> None:
    assert trouble(said("slow #exports", strict=True)) is Trouble.AMBIGUOUS_THEME
    section = Section("On the way", themes=("Mobile > Exports",))
    entry = said("slow #exports", strict=True, section=section).entry
    assert entry is not None
    assert entry.themes == ("Mobile > Exports",)


# -- names that are not clear ----------------------------------------------------------------


@pytest.mark.parametrize("strict", [True, False])
def test_a_name_of_several_people_is_a_problem_with_all_of_them(strict: bool) -> None:
    problem = said("slow @anna", strict=strict).problem
    assert problem is not None
    assert problem.trouble is Trouble.AMBIGUOUS_SPEAKER
    assert problem.nearest == ("Anna Novak", "Anna Berg")
    assert (
        problem.message == "“@anna” could be @1 Anna Novak or @2 Anna Berg. Type the seat number."
    )


def test_an_ambiguous_theme_is_the_likeliest_on_the_screen_and_a_problem_without() -> None:
    entry = said("slow #exports").entry
    assert entry is not None
    assert entry.themes == ("Reporting > Exports",)
    problem = said("slow #exports", strict=True).problem
    assert problem is not None
    assert problem.nearest == ("Reporting > Exports", "Mobile > Exports")


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("line", "text", "speaker"),
    [
        ("3: slow", "slow", "p3"),
        ("CW: slow", "slow", "p3"),
        ("chen: slow", "slow", "p3"),
        ("Wei: slow: so slow", "slow: so slow", "p3"),
        ("anna novak: slow", "slow", "p1"),
        ("- Chen Wei：太慢了 #rep", "太慢了", "p3"),
        ("~ 3: it broke…", "it broke", "p3"),
        ("3: …", "", "p3"),
        (". CW: nods", "nods", "p3"),
        ("3:", "3:", "p2"),
        ("3: slow @1", "3: slow", "p1"),
        ("3: slow @-", "3: slow", None),
        ("and 3: slow", "and 3: slow", "p2"),
        ("10:30 we meet", "10:30 we meet", "p2"),
        ("3:1 for us", "3:1 for us", "p2"),
        ("3 : 1 for us", "3 : 1 for us", "p2"),
        ("3:n rows", "3:n rows", "p2"),
        ("3:slow", "slow", "p3"),
        ("CW:slow", "slow", "p3"),
        ("Chen : lent", "lent", "p3"),
        ("3 : slow", "slow", "p3"),
        ("Chen says: slow", "slow", "p3"),
        ("Wei sagt: slow", "slow", "p3"),
        ("Chen Wei说：慢", "慢", "p3"),
        ("He says: slow", "He says: slow", "p2"),
        ("Dora:\\temp is full", "Dora:\\temp is full", "p2"),
        ("3：1 赢了", "3：1 赢了", "p2"),
        ("9: slow", "9: slow", None),
        ("cw: slow", "cw: slow", "p2"),
        ("wei: slow", "wei: slow", "p2"),
        ("Note: slow", "Note: slow", "p2"),
        ("Ch: slow", "Ch: slow", "p2"),
        ("Anna: slow", "Anna: slow", None),
    ],
)
def test_a_label_in_front_is_the_speaker_if_one_person_is_called_so(
    line: str, text: str, speaker: str | None, *, strict: bool
) -> None:
    outcome = said(line, replace(START, participant_id="p2"), strict=strict)
    assert outcome.entry is not None
    assert (outcome.entry.text, outcome.entry.participant_id) == (text, speaker)


def test_a_tie_with_somebody_who_did_not_consent_is_refused() -> None:
    room = (*ROOM, Participant("p5", "s", 5, "Dora Smith", "DS"))
    for line in ("slow @dora", "@d: slow", "Dora: slow"):
        outcome = said(line, room=room)
        assert trouble(outcome) is Trouble.NO_CONSENT
        assert outcome.entry is None


def test_a_label_counts_for_consent_and_not_in_a_command() -> None:
    assert trouble(said("4: our margin")) is Trouble.NO_CONSENT
    assert trouble(said("Dora: our margin")) is Trouble.NO_CONSENT
    assert said("/park 4: pricing").command == SlashCommand("park", "4: pricing")


@given(
    st.sampled_from(["3", "9", "CW", "Chen", "Anna", "Anna Berg", "Note", "10", "x y", "李"]),
    st.sampled_from([":", ": ", ":  ", "：", " : ", ":\t", "."]),
    st.sampled_from(["slow", "30 we meet", "1", "a: b", "- 3: x"]),
    st.sampled_from(["", "- ", "+", "? ", "~ ", "~-"]),
    st.sampled_from(["", " @1", " @-", " #rep", " !"]),
)
def test_a_label_is_the_speaker_or_stays_in_the_words(
    name: str, colon: str, rest: str, sign: str, more: str
) -> None:
    entry = said(f"{sign}{name}{colon}{rest}{more}").entry
    assert entry is not None
    if entry.text == (rest if sign else rest.removeprefix("- ")):  # a sign behind a label counts
        person = next(each for each in ROOM if each.id == entry.participant_id)
        assert name in (str(person.seat), person.initials, person.name, *person.name.split())
    else:
        assert entry.text == f"{name}{colon}{rest}".strip()


@pytest.mark.parametrize("strict", [True, False])
def test_an_unknown_speaker_is_a_problem(strict: bool) -> None:
    outcome = said("+slow @9", strict=strict)
    assert outcome.sticky == START
    assert outcome.entry is None
    assert outcome.problem is not None
    assert outcome.problem.trouble is Trouble.UNKNOWN_SPEAKER
    assert outcome.problem.written == "9"
    assert "@3 Chen Wei" in outcome.problem.message
    misspelt = said("slow @chne", strict=strict).problem
    assert misspelt is not None
    assert misspelt.nearest == ("Chen Wei",)
    assert misspelt.message == "No participant matches “@chne”. Perhaps @3 Chen Wei?"


@pytest.mark.parametrize("strict", [True, False])
def test_an_unknown_theme_is_a_problem_with_the_nearest_and_what_it_would_make(
    strict: bool,
) -> None:
    line = '+slow #Onbaording #"Two words"'
    outcome = said(line, strict=strict)
    assert outcome.sticky == START
    problem = outcome.problem
    assert problem is not None
    assert problem.trouble is Trouble.UNKNOWN_THEME
    assert problem.written == "Onbaording"
    assert problem.nearest[0] == "Onboarding"
    assert problem.new_theme == "Onbaording"
    assert problem.new_themes == ("Onbaording", "Two words")
    assert problem.span is not None
    assert line[problem.span.start : problem.span.end] == "#Onbaording"
    assert "Onboarding" in problem.message


def test_the_span_of_a_problem_is_that_of_its_name() -> None:
    line = "slow #rep #rep #- #zzz, @3"
    problem = said(line).problem
    assert problem is not None
    assert problem.span is not None
    assert (line[problem.span.start : problem.span.end], problem.span.role) == (
        "#zzz",
        SpanRole.THEME,
    )
    guarded = f"{line[: problem.span.start]}\\{line[problem.span.start :]}"
    entry = said(guarded).entry
    assert entry is not None
    assert entry.text == "slow #zzz,"


def test_new_themes_are_made_on_request() -> None:
    outcome = said('slow #rep>Speed #Rights #"Two  words"', strict=True, new=True)
    assert outcome.entry is not None
    assert outcome.entry.themes == ("Reporting > Speed", "Rights", "Two words")
    assert outcome.new_themes == outcome.entry.themes
    assert outcome.sticky.themes == outcome.entry.themes
    assert said("slow #onb", strict=True, new=True).new_themes == ()


def test_a_new_theme_never_vanishes_in_an_old_one_unseen() -> None:
    # Contained, initials, a word within: all good enough where no new theme can be meant.
    for written, old in [("board", "Onboarding"), ("al", "Audit log"), ("log", "Audit log")]:
        seen = said(f"slow #{written}", strict=True).entry
        assert seen is not None
        assert seen.themes == (old,)
        assert said(f"slow #{written}", strict=True, new=True).new_themes == (written,)
    assert said("slow #Audit", strict=True, new=True).new_themes == ()
    assert said('slow #"Audit"', strict=True, new=True).new_themes == ("Audit",)
    assert said('slow #"audit LOG"', strict=True, new=True).new_themes == ()


def test_a_theme_of_signs_only_is_no_theme() -> None:
    problem = said('slow #">"', new=True).problem
    assert problem is not None
    assert (problem.trouble, problem.new_themes) == (Trouble.UNKNOWN_THEME, ())


def test_a_new_theme_goes_below_another_only_if_that_is_sure() -> None:
    assert said("slow #onb>Steps", new=True).new_themes == ("Onboarding > Steps",)
    for written in ("exports>Size", "porting>Size", "nonesuch>Size"):
        path = written.replace(">", " > ")
        assert said(f"slow #{written}", new=True).new_themes == (path,)


def test_a_label_with_a_whole_name_is_not_somebody_else_of_its_first_name() -> None:
    problem = said("@Chen Lu: slow").problem
    assert problem is not None
    assert problem.trouble is Trouble.UNKNOWN_SPEAKER
    assert "“@Chen Lu”" in problem.message
    assert problem.span is not None
    assert (problem.span.start, problem.span.end) == (0, 9)
    # Whoever of that first name did not consent may have said it.
    assert trouble(said("@Dora Lu: slow")) is Trouble.NO_CONSENT


def test_at_most_eight_people_are_named_and_sixty_letters_of_what_was_typed() -> None:
    many = tuple(Participant(f"p{n}", "s", n, f"Anna {chr(64 + n)}", f"A{n}") for n in range(1, 11))
    for line in ("slow @nonesuch", "slow @anna"):
        problem = said(line, room=many).problem
        assert problem is not None
        assert "@8 Anna H" in problem.message
        assert "@9" not in problem.message
    assert shortened("x" * 60) == "x" * 60
    assert shortened("x" * 61) == "x" * 59 + "…"


# -- consent and size ------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["slow @4", ". frowns @dora", "/call @4 exports", "/park it @4"])
def test_nothing_is_taken_down_of_who_did_not_consent(line: str) -> None:
    outcome = said(line)
    assert (outcome.entry, outcome.command, outcome.sticky) == (None, None, START)
    assert outcome.problem is not None
    assert outcome.problem.trouble is Trouble.NO_CONSENT
    assert "Dora Rossi has not consented to notes" in outcome.problem.message
    assert outcome.problem.span is None


def test_consent_counts_for_a_speaker_who_sticks() -> None:
    sticky = said("@4").sticky
    assert sticky.participant_id == "p4"
    assert trouble(said("slow", sticky)) is Trouble.NO_CONSENT
    assert said("slow @3", sticky).entry is not None
    assert said(". nods all round", sticky).entry is not None


def test_a_quote_has_at_most_twenty_thousand_characters() -> None:
    assert said("x" * MAX_QUOTE).entry is not None
    outcome = said("x" * (MAX_QUOTE + 1) + " @3")
    assert outcome.problem is not None
    assert outcome.problem.message.startswith("This quote has 20,001 characters")
    assert outcome.sticky == START


# -- commands --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/park pricing for schools", SlashCommand("park", "pricing for schools")),
        ("/park pricing @3", SlashCommand("park", "pricing", "p3")),
        ("/promise a roadmap by Friday", SlashCommand("promise", "a roadmap by Friday")),
        ("/promise a roadmap @ab #rep", SlashCommand("promise", "a roadmap", "p2", ("Reporting",))),
        ("/call @3 exports", SlashCommand("call", "exports", "p3")),
        ("/call exports", SlashCommand("call", "exports", "p1")),
        ("/call exports @-", SlashCommand("call", "exports")),
        (
            "/who Emil Fox, buyer, Acme",
            SlashCommand(
                "who", "Emil Fox, buyer, Acme", person=NewParticipant("Emil Fox", "buyer", "Acme")
            ),
        ),
    ],
)
def test_a_command_leaves_what_sticks(line: str, command: SlashCommand) -> None:
    assert said(line) == Outcome(START, command=command)


@pytest.mark.parametrize(
    ("line", "why", "says"),
    [
        ("/prak it", Trouble.UNKNOWN_COMMAND, "There is no command /prak"),
        ("/park", Trouble.NO_WORDS, "/park needs text"),
        ("/call @3", Trouble.NO_WORDS, "/call needs text"),
        ("/who , buyer", Trouble.NO_WORDS, "There is no name"),
        ("/call @9 exports", Trouble.UNKNOWN_SPEAKER, "No participant matches “@9”"),
        ("/park it #zzz", Trouble.UNKNOWN_THEME, "There is no theme “#zzz”"),
    ],
)
def test_a_command_that_does_not_work_says_why(line: str, why: Trouble, says: str) -> None:
    outcome = said(line)
    assert outcome.sticky == START
    assert outcome.problem is not None
    assert outcome.problem.trouble is why
    assert says in outcome.problem.message


def test_an_unknown_command_names_the_nearest() -> None:
    problem = said("/prak it").problem
    assert problem is not None
    assert problem.nearest[0] == "/park"


def test_the_caller_may_have_commands_of_its_own() -> None:
    def typed(line: str) -> Outcome:
        return record(
            line,
            sticky=START,
            participants=ROOM,
            themes=BOOK,
            section=None,
            strict=False,
            allow_new_themes=False,
            more_commands=("next", "section"),
        )

    assert typed("/next") == Outcome(START, command=SlashCommand("next", ""))
    assert typed("/section 2 @9") == Outcome(START, command=SlashCommand("section", "2 @9"))
    problem = typed("/nxet").problem
    assert problem is not None
    assert problem.nearest[0] == "/next"
    assert "/who, /next, /section" in problem.message


# -- keeping what sticks ---------------------------------------------------------------------


@given(
    st.builds(
        Sticky,
        st.sampled_from([Kind.PROBLEM, Kind.STRENGTH, Kind.MISSING_FEATURE]),
        st.none() | st.text(),
        st.lists(st.text(), max_size=4).map(tuple),
    )
)
def test_what_sticks_survives_a_restart(sticky: Sticky) -> None:
    assert Sticky.from_json(sticky.to_json()) == sticky


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "7", '"x"', '{"kind": 3, "themes": "x", "participant_id": []}'),
        *('{"kind": "observation"}', '{"kind": ["problem"]}', '{"themes": {"a": 1}}', "[" * 99_999),
    ],
)
def test_damaged_state_starts_afresh(text: str) -> None:
    assert Sticky.from_json(text) == Sticky()


def test_half_damaged_state_keeps_its_good_half() -> None:
    text = json.dumps({"kind": "strength", "themes": ["A", 3, None]})
    assert Sticky.from_json(text) == Sticky(Kind.STRENGTH, None, ("A",))


# -- any line --------------------------------------------------------------------------------

lines = st.lists(
    st.sampled_from(
        [
            *(
                "-",
                "+",
                "?",
                ".",
                "~",
                "!",
                "…",
                "@3",
                "@9",
                "@4",
                "@anna",
                "@-",
                "#rep",
                "#exports",
            ),
            *("#zzz", "#-", '#"a b"', '#">"', "/park", "/who", "/x", "word", " ", " ", " "),
        ]
    ),
    max_size=8,
).map("".join) | st.text(max_size=40)


@given(lines, st.booleans(), st.booleans())
def test_a_line_is_stored_or_it_is_a_problem_and_then_nothing_changes(
    line: str, strict: bool, new: bool
) -> None:
    outcome = said(line, strict=strict, new=new)
    results = [outcome.entry, outcome.command, outcome.problem]
    assert sum(result is not None for result in results) <= 1
    if outcome.problem:
        assert outcome.sticky == START
        assert outcome.problem.message
    parsed = parse_line(clean(line).text)
    if parsed.has_words or parsed.command:
        assert any(results)
    if outcome.entry:
        assert outcome.entry.participant_id != "p4"
        known = {theme.path for theme in BOOK} | set(outcome.new_themes)
        assert known.issuperset(outcome.entry.themes)
    assert new or not outcome.new_themes


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_lines_are_stored_or_refused_in_a_sentence(name: str) -> None:
    outcome = said(CORPUS[name])
    if outcome.problem:
        assert 0 < len(outcome.problem.message) < 400
    if outcome.entry:
        assert len(outcome.entry.text) <= MAX_QUOTE
