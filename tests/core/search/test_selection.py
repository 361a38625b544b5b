"""What is chosen of the quotes, in fields and in words."""

from datetime import UTC, date

from focusgroup.core.model import QUOTE_KINDS, Kind
from focusgroup.core.search.selection import Selection, next_kinds
from focusgroup.core.search.spans import read_span

TODAY = date(2026, 11, 21)


def test_observations_are_shown_only_when_asked_for() -> None:
    assert Selection().quotes_only().kinds == QUOTE_KINDS
    assert Selection(kinds=(Kind.OBSERVATION,)).quotes_only().kinds == (Kind.OBSERVATION,)
    seen, kinds = [], ()
    for _ in range(len(Kind) + 1):
        seen.append(kinds)
        kinds = next_kinds(kinds)
    assert seen == [(), *((kind,) for kind in QUOTE_KINDS), (Kind.OBSERVATION,)]
    assert kinds == ()
    assert next_kinds(QUOTE_KINDS) == (Kind.PROBLEM,)


def test_a_selection_says_its_filters_and_drops_them_one_by_one() -> None:
    selection = Selection(
        kinds=(Kind.PROBLEM,),
        accounts=("Northwind",),
        segments=("Enterprise",),
        owner="Paula",
        facilitator="Fay",
        verbatim=True,
        speakers=("Ana",),
        since=read_span("last 90 days", TODAY, UTC),
        until=read_span("2026-10", TODAY, UTC),
        search="export",
    )
    assert selection.filters() == {
        "kinds": "problems",
        "accounts": "Northwind",
        "segments": "segment Enterprise",
        "owner": "owner Paula",
        "facilitator": "led by Fay",
        "speakers": "said by Ana",
        "verbatim": "verbatim only",
        "since": "last 90 days",
        "until": "until Oct 2026",
        "search": "“export”",
    }
    for name in selection.filters():
        assert name not in selection.without(name).filters()
        selection = selection.without(name)
    assert selection == Selection()


def test_a_selection_says_its_theme_first() -> None:
    narrowed = Selection(kinds=(Kind.PROBLEM,), accounts=("Acme", "Contoso"))
    assert narrowed.under(Selection(themes=("A > B",))).words() == (
        "theme A > B, problems, Acme or Contoso"
    )
    assert narrowed.under(Selection(untagged=True)).words().startswith("without a theme, ")
    assert Selection().words() == ""


def test_whole_sessions_ask_for_nothing_else() -> None:
    assert not Selection(sessions=("a", "b")).asks
    assert Selection(untagged=True).asks


def test_the_day_that_until_names_belongs_to_it() -> None:
    span = read_span("2026-03-12", TODAY, UTC)
    selection = Selection(since=span, until=span)
    assert selection.begins_ms("UTC") == span.start_ms
    assert selection.ends_ms("UTC") == span.start_ms + 86_400_000


def test_one_of_two_people_of_a_name_is_called_by_the_name_alone() -> None:
    person = "0197c1c4-7b7a-7000-8000-000000000001"
    found = Selection(search='"the export').said_by("Mara", "", person)
    assert found.search == f'who:{person} "the export'
    assert found.words() == 'said by Mara, “"the export”'
    assert Selection().said_by("Mara", "", person).words() == "said by Mara"
    assert Selection().said_by("Mara", "Northwind", person).words() == "Northwind, said by Mara"
