"""What the agenda wants to hear about and nobody, or only one voice, has spoken of."""

from dataclasses import replace

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.evidence.coverage import Heard, gaps
from focusgroup.core.model import Kind, Participant, Quote

AGENDA = parse_agenda("""---
themes: [Onboarding, Reporting, Reporting > Exports, Mobile]
---
## Warm-up (5 min)

1. Who are you?

## In your way (20 min, key)
Themes: Onboarding, Reporting > Exports

1. When did it last let you down?
   - What did it cost you?
2. How do you get data out?
   - Which exports do you make by hand?

## Away (10 min)
Themes: Mobile

1. **What do you do on the road?**
""").agenda
ANNA = Participant("a", "s", 1, "Anna", "AN", account="Northwind", person_id="pa")
BERT = Participant("b", "s", 2, "Bert", "BE", account="Contoso", person_id="pb")
CARA = Participant("c", "s", 3, "Cara", "CA", account="Northwind", person_id="pc")
ROOM = (ANNA, BERT, CARA)


def said(who: Participant, *themes: str, kind: Kind = Kind.PROBLEM) -> Quote:
    return Quote(
        "words",
        kind,
        0,
        id=f"q{who.id}{themes}",
        session_id="s",
        themes=themes,
        participant_id=who.id,
        speaker=who.name,
        person_id=who.person_id,
        account=who.account,
    )


def test_themes_without_evidence_come_with_the_agendas_own_probe() -> None:
    found = {gap.theme: gap for gap in gaps(AGENDA, [], ROOM)}
    assert {gap.heard for gap in found.values()} == {Heard.NOBODY}
    assert found["Onboarding"].ask == "What did it cost you?"
    assert found["Reporting > Exports"].ask == "Which exports do you make by hand?"
    assert found["Mobile"].ask == "What do you do on the road?"
    assert (found["Onboarding"].section, found["Mobile"].section) == (1, 2)


def test_the_open_sections_gaps_come_first() -> None:
    assert gaps(AGENDA, [], ROOM, section=2)[0].theme == "Mobile"
    assert gaps(AGENDA, [], ROOM, section=1)[0].section == 1


def test_one_person_and_one_account_are_one_voice() -> None:
    once = [said(ANNA, "Mobile"), said(ANNA, "Mobile")]
    (mobile,) = (gap for gap in gaps(AGENDA, once, ROOM) if gap.theme == "Mobile")
    assert (mobile.heard, mobile.voice, mobile.quotes) == (Heard.ONE_PERSON, "Anna", 2)
    twice = [said(ANNA, "Mobile"), said(CARA, "Mobile")]
    (mobile,) = (gap for gap in gaps(AGENDA, twice, ROOM) if gap.theme == "Mobile")
    assert (mobile.heard, mobile.voice) == (Heard.ONE_ACCOUNT, "Northwind")
    both = [said(ANNA, "Mobile"), said(BERT, "Mobile")]
    assert "Mobile" not in [gap.theme for gap in gaps(AGENDA, both, ROOM)]


def test_in_a_room_of_one_account_its_people_are_several_voices() -> None:
    room = (ANNA, CARA)
    both = [said(ANNA, "Mobile"), said(CARA, "Mobile")]
    assert "Mobile" not in [gap.theme for gap in gaps(AGENDA, both, room)]


def test_a_quote_on_a_theme_counts_for_the_one_above_it() -> None:
    both = [said(ANNA, "Reporting > Exports"), said(BERT, "Reporting > Exports")]
    missing = [gap.theme for gap in gaps(AGENDA, both, ROOM)]
    assert missing == ["Onboarding", "Mobile"]


def test_observations_are_no_evidence() -> None:
    noted = [said(ANNA, "Mobile", kind=Kind.OBSERVATION)]
    assert gaps(AGENDA, noted, ROOM) == gaps(AGENDA, [], ROOM)


def test_an_agenda_without_themes_or_questions_has_nothing_to_ask() -> None:
    assert gaps(parse_agenda("## Talk").agenda, [said(ANNA, "Mobile")], ROOM) == ()
    bare = replace(AGENDA, sections=())
    assert {gap.ask for gap in gaps(bare, [], ROOM)} == {""}
