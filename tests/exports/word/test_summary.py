"""The Word summary: what stands in it, and that every kind of it is a sound Word file."""

from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from lxml import etree

from focusgroup.core.model import Kind, NoteKind
from focusgroup.core.model.items import Decision, ItemStatus
from focusgroup.exports.making import Audience
from focusgroup.exports.names import suggested_name
from focusgroup.exports.word.body.log import ROWS
from tests.exports.conftest import NOW
from tests.exports.packages import NAMES, W, WordFile, findings, w
from tests.exports.reports import (
    MOBILE,
    ONBOARDING,
    PRICING,
    REPORTING,
    REPORTS,
    START,
    large,
    of_quotes,
    one_theme,
    planners,
    quote,
    session,
)
from tests.exports.writing import write_summary
from tests.slow import some

FEW = ("nothing", "no session begun", "no quotes", "one quote", "observations only")
"""Reports of so few quotes that two pages hold them."""

EVERY = pytest.mark.parametrize("name", REPORTS)


# -- sound files -----------------------------------------------------------------------------


@EVERY
@pytest.mark.parametrize("paper", some(["a4", "letter"], ["a4"]))
def test_every_link_style_relationship_and_table_holds(tmp_path, name, paper):
    path = write_summary(REPORTS[name](), tmp_path / "s.docx", now_ms=NOW, paper=paper)
    assert findings(path) == []


@EVERY
def test_python_docx_opens_it_and_finds_words_own_styles(tmp_path, name):
    report = REPORTS[name]()
    document = Document(str(write_summary(report, tmp_path / "s.docx", now_ms=NOW)))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Title") == 1
    assert "Heading 1" in styles
    if name in FEW:
        assert [section.orientation for section in document.sections] == [0]
        return
    (contents,) = [
        each for each in document.tables if each.cell(0, 0).paragraphs[0].style.name == "toc 1"
    ]
    assert len(contents.columns) == 2
    assert [section.orientation for section in document.sections] == [0, 1]


@EVERY
def test_every_quote_stands_in_the_log_word_for_word_and_in_order(written, name):
    report = REPORTS[name]()
    said = [each for each in report.quotes if each.kind is not Kind.OBSERVATION]
    log = written(report).log()
    assert [row[5] for row in log] == [each.text for each in said]
    assert [row[0] for row in log] == [str(number) for number in range(1, len(said) + 1)]


@EVERY
def test_the_contents_list_every_heading_of_the_first_level(written, name):
    file = written(REPORTS[name]())
    first = [words for level, words in file.headings() if level == 1]
    if name in FEW:
        assert file.styled("TOC1") == []
        assert ("Quote log" in first) == (name == "one quote")
        return
    assert [words.strip() for words in file.styled("TOC1")] == first
    assert first[0] == "What we heard"
    assert first[-1] == "Quote log"


def test_the_title_is_a_property_of_the_file_too(tmp_path):
    path = write_summary(planners(title="x" * 400), tmp_path / "s.docx", now_ms=NOW)
    properties = Document(str(path)).core_properties
    assert properties.title == "x" * 255
    assert properties.author == "Inês Ferreira"
    assert properties.created.isoformat() == "2026-03-12T14:15:00+00:00"


# -- page one --------------------------------------------------------------------------------


def test_page_one_has_the_facts_and_the_key_figures(written):
    page = written(planners()).page_one()
    for fact in (
        "Meridian Dispatch · Session summary",
        "Planners’ focus group",
        "12 March 2026, 14:00–15:10 CET · Hamburg and remote",
        "Facilitator: Inês Ferreira · Notes: Tom Okafor",
        "In the room: Hallberg Foods (2); Shirakawa Retail (2); Maison Verdier (2); Crescent",
        "63\nquotes captured\n10\nparticipants\n7\ncustomer accounts\n8\nproduct themes\n37%",
        "Planners love replanning on the board and would not go back.",
    ):
        assert fact in page


def ranked(file: WordFile, title: str) -> list[list[str]]:
    """The findings of a ranking, without the row that heads it where there is room for one."""
    (rows,) = file.tables(title)
    return [row for row in rows if row != ["Finding and a quote", "Raised by"]]


def test_page_one_ranks_three_of_each_kind_with_evidence(written):
    file = written(planners())
    problems, strengths, missing = (
        ranked(file, title)
        for title in ("Top problems", "Top strengths", "Most wanted, missing today")
    )
    assert [len(problems), len(strengths), len(missing)] == [3, 3, 3]
    theme, weight = problems[0]
    assert theme == (
        "Onboarding and access: Invites and single sign-on stall every roll-out for days.\n"
        "“Single sign-on took us nineteen days and four tickets. Nobody could tell me which claim "
        "was missing, it just said “login failed”.” Petr Novák, Brno Parcel"
    )
    assert weight == "●●●●●●●○○○ 7 of 10 people\n6 of 7 accounts · 37% revenue · strong"
    assert missing[0][0].startswith(f"{MOBILE}: Offline proof of delivery.")
    assert missing[0][1].endswith("fair")


def test_findings_that_rest_on_one_voice_stand_in_a_box_and_have_its_sign(written):
    file = written(planners())
    box = [line for line in file.styled("FGCare") if not line.startswith("One voice.")]
    assert box == [
        "Read with care. † Pricing and packaging, problems: 4 of 5 quotes come from Hallberg Foods",
        "† Permissions and audit, problems: 3 of 3 quotes come from Crescent Pharma Logistics",
    ]
    marked = [row[0] for title in TOPS for row in file.tables(title)[0] if "†" in row[0]]
    assert marked == []  # neither is among the top findings


TOPS = ("Top problems", "Top strengths", "Most wanted, missing today")


def dominated():
    """Forty quotes: 27 of one man of Hallberg, 7 of a colleague, 6 of others."""
    room = planners().participants
    many = [room[1]] * 27 + [room[0]] * 7 + [room[2], room[3], room[5]] * 2
    themes = ("Exports", "Pricing", "Mobile", "API", "Audit")
    said = [
        quote(f"word for word {n}", who, number=n, themes=[themes[n % 5]])
        for n, who in enumerate(many, 1)
    ]
    return replace(planners(), quotes=tuple(said), headlines=())


def test_an_account_that_gives_most_quotes_is_said_first_and_at_most_three_findings(written):
    file = written(dominated())
    box = [line for line in file.styled("FGCare") if not line.startswith("One voice.")]
    assert box[0] == (
        "Read with care. 85% of the quotes (34 of 40) come from Hallberg Foods, "
        "27 from Jonas Weber."
    )
    assert len(box) == 4
    assert all(line.startswith("† ") for line in box[1:])
    assert box[3].endswith("; and 2 more")
    assert [row[0].split("\n")[0][-2:] for row in ranked(file, "Top problems")] == [" †"] * 3
    outside = written(dominated(), audience=Audience(external=True)).page_one()
    assert (
        "85% of the quotes (34 of 40) come from one account (Enterprise), 27 from one person."
        in outside
    )
    assert "Participant" not in outside
    assert "Account" not in outside.replace("customer accounts", "")


def test_a_summary_that_nobody_wrote_a_message_for_has_one_made_from_the_counts(written):
    bare = replace(planners().sessions[0], bottom_line="")
    file = written(replace(planners(), sessions=(bare,)))
    (said,) = file.styled("FGLead")
    assert said == (
        "Most people (7 of 10) are held up by Onboarding and access. Most people (6 of 10) value "
        "Scheduling board. The most widely wanted additions (3 of 10 people each) are to Driver "
        "mobile app, Onboarding and access and Reporting and exports. "
        "Counted from the quotes, not written by a person."
    )
    chinese = written(replace(planners(), sessions=(bare,)), language="zh")
    assert "多数人（7/10）受阻于Onboarding and access。" in chinese.styled("FGLead")[0]
    assert "并非人工撰写" in chinese.styled("FGLead")[0]
    assert written(replace(planners(), quotes=(), sessions=(bare,))).styled("FGLead") == []


def test_the_key_figures_of_a_choice_are_its_own_against_the_room(written):
    whole = planners()
    theme = tuple(each for each in whole.quotes if each.themes[:1] == (MOBILE,))
    people = len({each.person_id for each in theme})
    accounts = len({each.account for each in theme})
    chosen = replace(whole, quotes=theme, scope="theme Mobile", asked=63)
    page = written(chosen).page_one()
    assert (
        f"{people}\nof 10 people\n{accounts}\nof 7 accounts\n{len(theme)}\nof 63 quotes\n" in page
    )
    assert "participants" not in page


def test_a_room_of_one_account_is_said_once_and_not_for_every_finding(written):
    file = written(REPORTS["interview"]())
    assert file.styled("FGCare") == [
        "Read with care. Everything here comes from P1: no other customer was heard."
    ]
    assert "†" not in file.everything()


def test_a_quote_in_two_themes_stands_for_the_higher_one_where_the_other_has_its_own(written):
    room = planners().participants
    both = quote("both of them", room[0], themes=["A", "B"], intensity=2, number=1)
    others = [
        quote("only the first", room[1], themes=["A"], number=2),
        quote("only the first too", room[2], themes=["A"], number=3),
        quote("only the second", room[1], themes=["B"], number=4),
    ]
    rows = ranked(written(of_quotes([both, *others])), "Top problems")
    assert [row[0].split("”")[0].split("“")[1] for row in rows] == [
        "both of them",
        "only the second",
    ]


def test_no_quotes_are_said_in_words(written):
    page = written(REPORTS["no quotes"]()).page_one()
    assert "No quotes were captured, so there is nothing to rank yet." in page


def test_a_kind_that_nobody_raised_is_said_in_words(written):
    page = written(REPORTS["one quote"]()).page_one()
    assert "1\nquote captured" in page
    assert "No strength with a theme was captured." in page


def test_a_sample_says_so_in_the_headers_and_on_page_one(written):
    file = written(planners(sample=True))
    assert "Sample data: every person, company and sentence here is invented." in file.page_one()
    headers = file.headers()
    assert len(headers) == 3
    assert all("Sample data" in header for header in headers)
    assert "Sample data" not in written(planners()).everything()


def test_times_are_shown_in_the_sessions_zone_or_in_the_one_asked_for(written):
    assert "14:00–15:10 CET" in written(planners()).page_one()
    assert "22:00–23:10 JST" in written(planners(), zone="Asia/Tokyo").page_one()
    assert "13:00–14:10 UTC" in written(planners(), zone="Mars/Olympus").page_one()


# -- behind it -------------------------------------------------------------------------------


def test_the_theme_map_counts_people_accounts_and_quotes(written):
    (table,) = written(planners()).tables("Theme map")
    rows = {row[0]: row[1:] for row in table[1:]}
    assert rows[ONBOARDING] == [
        "7 people\n6 accts · 7 quotes",
        "1 person\n1 acct · 1 quote",
        "3 people\n3 accts · 3 quotes",
        "7",
        "6 of 7",
        "37%",
    ]
    assert rows[PRICING][0] == "3 people †\n2 accts · 5 quotes"
    assert rows[PRICING][2] == "–"


def test_the_cells_of_the_map_lead_to_the_quotes_of_their_kind(written):
    file = written(planners())
    called = '<w:tblCaption w:val="Theme map"/>'
    table = next(each for each in file.body.iter(w("tbl")) if called in etree_text(each))
    anchors = [each.get(w("anchor")) for each in table.iter(w("hyperlink"))]
    names = {
        each.get(w("name")): "".join(each.getparent().itertext())
        for each in file.body.iter(w("bookmarkStart"))
    }
    place = [words for level, words in file.headings() if level == 1].index(ONBOARDING)
    assert place
    theme = next(name for name, words in names.items() if words == ONBOARDING)
    assert {theme, f"{theme}_problem", f"{theme}_strength", f"{theme}_missing_feature"} <= set(
        anchors
    )
    assert names[f"{theme}_problem"].startswith("▼ Problems")


def etree_text(element: etree._Element) -> str:
    """The markup of an element."""
    return etree.tostring(element, encoding="unicode")


def test_quotes_without_a_theme_have_a_section_at_the_end_and_no_place_on_page_one(written):
    made = planners()
    quotes = [*made.quotes[:3], *(replace(each, themes=()) for each in made.quotes[3:9])]
    file = written(of_quotes(quotes))
    rows = [row[0] for row in file.tables("Theme map")[0][1:]]
    assert rows == [ONBOARDING, "No theme yet"]
    assert "No theme yet" not in file.page_one()


def test_a_section_shows_up_to_four_quotes_with_source_and_counts_the_rest(written):
    file = written(planners())
    problems = file.styled("FGQuoteProblem")
    assert problems[4].startswith("“Single sign-on took us nineteen days")
    sources = file.styled("FGSourceProblem")
    assert sources[4] == (
        "Petr Novák, IT Lead, Brno Parcel (Mid-market) · 1:20 · 6 agree · very strong feeling · #2"
    )
    assert "3 more in the quote log." in file.styled("FGNote")


def test_the_link_behind_a_quote_leads_to_its_row_of_the_log(written):
    file = written(planners())
    for link in file.body.iter(w("hyperlink")):
        anchor = link.get(w("anchor"))
        if not anchor.startswith("quote_") or anchor == "quote_log":
            continue
        number = anchor.removeprefix("quote_")
        assert "".join(link.itertext()) == f"#{number}"
        (start,) = file.all(f"//w:bookmarkStart[@w:name='{anchor}']")
        cells = start.xpath("ancestor::w:tr/w:tc", namespaces=NAMES)
        words = "".join(cells[5].itertext())
        paragraph = link.getparent().getprevious()
        assert "".join(paragraph.itertext()) == f"“{words}”"


def test_a_theme_below_is_counted_in_its_parent_and_named_with_the_quote(written):
    file = written(REPORTS["chinese"]())
    assert "Includes: 导出 (2); 仪表板 (1)" in file.styled("FGNoteAbove")
    assert any(
        "· 导出 ·" in source or " 导出 · " in source for source in file.styled("FGSourceProblem")
    )
    first = [words for level, words in file.headings() if level == 1]
    assert first[:4] == ["What we heard", "Theme map", "Theme by segment", "报表"]


def test_observations_stand_apart_and_are_no_quotes(written):
    file = written(planners())
    assert "Nods all round; two look at the clock" not in "".join(map("".join, file.log()))
    bullets = file.styled("ListBullet")
    assert (
        "Nods all round; two look at the clock · 1:00:00 · Performance and reliability" in bullets
    )


def test_commitments_without_owner_or_date_stand_out_and_done_ones_come_last(written):
    file = written(planners())
    assert "3 open of 4; 1 without an owner; 1 without a date." in file.styled("FGNoteAbove")
    (table,) = file.tables("Commitments")
    assert table[3][1:] == ["no owner yet", "no date", "everybody"]
    assert table[4][0] == "Send the slides (done)"
    alerts = file.all("//w:r[w:rPr/w:rStyle/@w:val='FGAlert']")
    assert ["".join(run.itertext()) for run in alerts] == ["no owner yet", "no date"]


def test_callbacks_are_listed_only_while_nobody_came_back_to_them(written):
    text = written(planners()).everything()
    assert "Seat 3 mentioned exports early" in text
    assert "Came up by itself" not in text


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (NoteKind.COMMITMENT, "Commitments"),
        (NoteKind.PARKED, "Parking lot"),
        (NoteKind.CALLBACK, "Callbacks not reached"),
    ],
)
def test_a_list_with_nothing_in_it_has_no_heading(written, kind, heading):
    made = planners()
    notes = tuple(note for note in made.notes if note.kind is not kind)
    assert (1, heading) in written(made).headings()
    assert (1, heading) not in written(replace(made, notes=notes)).headings()


def test_who_took_part_by_account(written):
    (table,) = written(planners()).tables("Who took part")
    assert table[1] == [
        "Hallberg Foods",
        "Enterprise",
        "12%",
        "Marta Lindqvist, Head of Dispatch; Jonas Weber, Transport Planner",
        "17",
    ]
    assert sum(int(row[4]) for row in table[1:]) == 63


def test_the_agenda_as_planned_and_as_it_went(written):
    (table,) = written(planners()).tables("Agenda as planned and as it went")
    assert table[1] == [
        "14:00",
        "Welcome, consent, how we work\nNot asked: Question 2 of welcome, consent, how we work?",
        "5\u00a0min",
        "2\u00a0min",
        "3\u00a0min under",
        "1 of 2 asked",
    ]
    assert table[6][4] == "6\u00a0min over"
    assert table[8][:4] == ["–", "One thing you would change; thanks", "5\u00a0min", "not reached"]
    assert table[-1][1:5] == ["Total", "70\u00a0min", "65\u00a0min", "5\u00a0min under"]


def test_a_report_of_several_sessions_lists_them_and_has_no_agenda(written):
    made = large(40, sessions=4)
    file = written(made)
    page = file.page_one()
    assert "4 sessions, 12 March 2026 to 15 March 2026" in page
    assert "Facilitator" not in page
    headings = [words for _, words in file.headings()]
    assert "Sessions" in headings
    assert "Agenda as planned and as it went" not in headings
    assert len(file.tables("Quote log")) == 4
    assert any(
        "13 Mar 2026, Planners’ group" in each or "13 Mar 2026" in each
        for each in file.styled("FGSourceProblem")
    )


def test_a_theme_over_time_says_what_each_session_and_account_brought(written):
    file = written(REPORTS["over time"]())
    (table,) = file.tables("Sessions")
    assert [(row[0], row[-1].split("\n")[0]) for row in table[1:]] == [
        ("12 Mar 2026", "1"),
        ("13 Mar 2026", "1"),
        ("14 Mar 2026", "1"),
        ("15 Mar 2026", "–"),
        ("16 Mar 2026", "–"),
    ]
    assert table[1][-1] == "1\nExports"
    assert table[4][2:6] == ["0 of 10", "–", "–", "–"]
    assert (
        "Raised in 4 of 5 sessions. The last session with quotes brought no theme that had not "
        "come up before (3 themes in all): a sign of saturation."
    ) in file.styled("FGNote")
    (across,) = file.tables("Themes from session to session")
    assert {row[0]: row[4] for row in across[1:]} == {
        "Reporting > Exports": "–",
        "Reporting > Dashboards": "–",
        "Reporting > Schedules": "–",
    }
    (accounts,) = file.tables("Account by account")
    assert accounts[1][0] == "Hallberg Foods"
    assert "Pricing" not in [words for _, words in file.headings()]


def test_a_report_of_a_choice_says_what_was_chosen(written):
    page = written(one_theme()).page_one()
    assert "Chosen: theme Reporting and exports" in page
    assert f"{REPORTING}\n" in page
    assert "Facilitator" not in page


def test_how_to_read_prints_the_rules(written):
    bullets = "\n".join(written(planners()).styled("ListBullet"))
    assert "4 or more people from 3 or more accounts" in bullets
    assert "at least 60% of 3 or more quotes come from one account" in bullets


# -- the log ---------------------------------------------------------------------------------


def test_a_row_of_the_log_has_everything_about_its_quote(written):
    room = planners().participants
    said = quote(
        "let me schedule it", room[7], number=60, kind=Kind.MISSING_FEATURE,
        themes=["Reporting > Exports", "Pricing"], agreement=1, dissent=2, intensity=1,
        verbatim=False, stub=True,
    )  # fmt: skip
    assert written(of_quotes([said])).log() == [
        [
            "1",
            "40:00",
            "Petr Novák, IT Lead",
            "Brno Parcel",
            "+ missing feature",
            "let me schedule it",
            "Reporting\u00a0> Exports; Pricing",
            "1 agrees · 2 disagree · strong feeling · paraphrase · unfinished",
        ]
    ]


def test_no_table_of_the_log_has_more_than_250_rows_and_none_mixes_sessions(written):
    file = written(large(700, sessions=2))
    tables = file.tables("Quote log")
    assert [len(table) - 1 for table in tables] == [ROWS, 100, ROWS, 100]
    assert "Quotes 251 to 350 of 700" in file.styled("FGNoteAbove")


def test_only_rows_that_something_links_to_have_bookmarks(written):
    file = written(large(700))
    rows = file.all("//w:bookmarkStart[starts-with(@w:name, 'quote_')]")
    links = {each.get(w("anchor")) for each in file.body.iter(w("hyperlink"))}
    assert {each.get(w("name")) for each in rows} - {"quote_log"} == {
        anchor for anchor in links if anchor.startswith("quote_") and anchor != "quote_log"
    }
    assert len(rows) < 150


def test_the_log_lies_on_its_side(written):
    for paper, size in {"a4": ("16838", "11906"), "letter": ("15840", "12240")}.items():
        last = written(planners(), paper=paper).body[-1]
        page = last.find(w("pgSz"))
        assert (page.get(w("w")), page.get(w("h"))) == size
        assert page.get(f"{{{W}}}orient") == "landscape"


def test_a_quote_without_speaker_says_so(written):
    file = written(of_quotes([quote("who said that?", None, themes=["A"])]))
    assert file.log()[0][2:4] == ["–", ""]
    assert file.styled("FGSourceProblem")[0].startswith("Speaker not noted · 0:40")


# -- names of files --------------------------------------------------------------------------


def test_the_suggested_name_has_the_sessions_day_where_it_was_held():
    late = session(started_ms=START + 10 * 3_600_000)  # 00:00 of the next day in Hamburg
    assert suggested_name(planners()) == "2026-03-12 Planners’ focus group.docx"
    assert suggested_name(planners(sessions=(late,))).startswith("2026-03-13 ")
    assert suggested_name(REPORTS["nothing"]()) == "What customers said.docx"


def test_what_next_has_the_debriefs_thoughts_and_what_became_of_earlier_promises(written):
    made = planners()
    quotes = tuple(replace(each, n=n) for n, each in enumerate(made.quotes, 1))
    due = [date(2026, 3, day).toordinal() for day in (1, 2, 3, 20)]
    told = replace(
        made,
        quotes=quotes,
        moments=(2,),
        decided=(
            Decision("Offline mode", ItemStatus.PLANNED, "Kim Sample"),
            Decision("Cheaper seats", ItemStatus.OPEN),
        ),
        surprises="Nobody asked for the portal.\n\nExports came up twice.",
        hypotheses="Seats are the reason.",
        next_time="Invite drivers.",
        earlier=((1, due[0]), (0, due[1]), (0, due[2]), (0, due[3]), (1, 0)),
    )
    file = written(told)
    headings = file.headings()
    start = headings.index((1, "What next"))
    assert headings[:start].count((1, "Theme map")) == 1  # which shares page two with the contents
    assert [words for _, words in headings[start + 1 : start + 6]] == [
        "★ Moments to remember",
        "What is done about it",
        "What surprised us",
        "Hypotheses to check",
        "For next time",
    ]
    everything = file.everything()
    assert "Promised in the session before: 2 of 5 kept, 2 overdue." in everything
    assert "Exports came up twice." in everything
    assert {"Offline mode (planned, Kim Sample)", "Cheaper seats (to be decided)"} <= {
        words for _, words in file.paragraphs()
    }
    outside = written(told, audience=Audience(external=True)).everything()
    assert "Nobody asked for the portal." not in outside
    assert "Offline mode" not in outside
    assert "Moments to remember" in outside
