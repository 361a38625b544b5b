"""The sample as it is packed: enough of everything, in three languages, said once each."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from focusgroup.core.capture.grammar import Parsed, parse_line
from focusgroup.core.model import Kind
from focusgroup.core.text import clean
from focusgroup.imports.agenda_file import load
from focusgroup.imports.sample import PRODUCT, Sample, SampleSession, adapted, read_sample
from focusgroup.services.capture.timed.line_times import split_time

NOW = int(datetime(2026, 3, 12, 10, 20, tzinfo=UTC).timestamp() * 1000)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read_sample()


def said(session: SampleSession) -> list[Parsed]:
    """The quotes and observations of a session, parsed."""
    rows = [parse_line(split_time(line.text)[1]) for line in session.lines]
    return [row for row in rows if row.command is None]


def quotes(session: SampleSession) -> list[Parsed]:
    return [row for row in said(session) if row.kind is not Kind.OBSERVATION]


def test_there_are_more_than_three_hundred_quotes_and_none_twice(sample: Sample) -> None:
    texts = [row.text for session in sample.sessions for row in quotes(session)]
    assert len(texts) > 300
    assert [text for text, n in Counter(texts).items() if n > 1] == []


def test_one_session_is_chinese_one_arabic_and_the_others_are_english(sample: Sample) -> None:
    def script(session: SampleSession) -> str:
        text = "".join(row.text for row in quotes(session))
        if sum("\u4e00" <= char <= "\u9fff" for char in text) > 500:
            return "zh"
        return "ar" if sum("\u0621" <= char <= "\u064a" for char in text) > 500 else "en"

    begun = [session for session in sample.sessions if session.lines]
    assert Counter(map(script, begun)) == {"en": 6, "zh": 1, "ar": 1}


def test_every_kind_of_evidence_is_in_it(sample: Sample) -> None:
    rows = [row for session in sample.sessions for row in said(session)]
    assert {row.kind for row in rows} == set(Kind) - {Kind.UNTAGGED}
    assert {row.intensity for row in rows} == {0, 1, 2}
    assert any(row.stub for row in rows)
    assert any(not row.verbatim for row in rows)
    lines = [line for session in sample.sessions for line in session.lines]
    assert any(line.agreement for line in lines)
    assert any(line.dissent for line in lines)
    commands = {parse_line(split_time(line.text)[1]).command for line in lines}
    assert commands >= {"park", "promise", "call", "section", "question"}


def test_everybody_is_plainly_marked_as_invented(sample: Sample) -> None:
    assert all("sample" in session.title for session in sample.sessions)
    people = {(p.name, p.account.name) for s in sample.sessions for p in s.people}
    seats = sum(len(session.people) for session in sample.sessions)
    assert len(people) >= 28
    assert seats > len(people), "nobody is in two sessions"
    assert len({account for _, account in people}) == 10
    shares = {p.account.name: p.account.revenue_share for s in sample.sessions for p in s.people}
    assert 0.5 < sum(shares.values()) < 1


def test_no_more_people_agree_than_sit_in_the_room(sample: Sample) -> None:
    lines = [(line, session) for session in sample.sessions for line in session.lines]
    assert any(line.agreement for line, _ in lines)
    for line, session in lines:
        assert line.agreement + line.dissent < len(session.people), line.text


def test_what_is_typed_names_seats_and_themes_that_there_are(sample: Sample) -> None:
    paths = {theme.path for theme in sample.themes}
    assert any(map(quotes, sample.sessions))
    for session in sample.sessions:
        seats = {str(person.seat) for person in session.people}
        for row in quotes(session):
            assert row.speaker in seats, row.text
            assert row.themes, row.text
            assert set(row.themes) <= paths, row.text


def test_texts_are_clean_and_times_go_forward(sample: Sample) -> None:
    assert any(session.lines for session in sample.sessions)
    for session in sample.sessions:
        times = [split_time(line.text)[0] for line in session.lines]
        assert None not in times
        assert times == sorted(times, key=lambda ms: ms or 0)
        for line in session.lines:
            assert clean(line.text).text == line.text


def test_sections_and_questions_are_those_of_the_shipped_agendas(sample: Sample) -> None:
    moved = 0
    for session in sample.sessions:
        agenda = load(session.agenda_name).agenda
        section = 0
        for line in session.lines:
            row = parse_line(split_time(line.text)[1])
            if row.command == "section":
                section, moved = int(row.text) - 1, moved + 1
                assert section < len(agenda.sections)
            elif row.command == "question":
                assert 1 <= int(row.text) <= len(agenda.sections[section].questions), line.text
    assert moved > len(sample.sessions)


def test_an_adapted_agenda_keeps_its_script_and_brings_our_codebook(sample: Sample) -> None:
    shipped = load("customer-focus-group").agenda
    ours = adapted(shipped, sample.themes)
    assert ours.theme_paths == tuple(theme.path for theme in sample.themes)
    assert [s.title for s in ours.sections] == [s.title for s in shipped.sections]
    assert [s.script for s in ours.sections] == [s.script for s in shipped.sections]
    assert [s.questions for s in ours.sections] != []
    assert ours.product == "Atlas (sample)"


def test_sessions_are_spread_over_eighteen_months_before_now(sample: Sample) -> None:
    starts = [s.planned_ms(NOW) for s in sample.sessions if s.lines]
    assert starts == sorted(starts)
    days = [(NOW - start) / 86_400_000 for start in starts]
    assert 500 < max(days) < 560
    assert 3 < min(days) < 15
    assert {datetime.fromtimestamp(ms / 1000, UTC).weekday() for ms in starts} <= {0, 1, 2, 3}
    ready = [s for s in sample.sessions if not s.lines]
    assert len(ready) == 1
    assert 0 < ready[0].planned_ms(NOW) - NOW <= 30 * 60_000


def test_no_guest_is_called_as_something_of_ours_is(sample):
    """In a document for readers outside, a guest's name is masked wherever it is a name."""
    ours = " ".join([*(f"{s.title} {s.place}" for s in sample.sessions), PRODUCT])
    ours += " ".join(theme.path for theme in sample.themes)
    for session in sample.sessions:
        for person in session.people:
            for word in person.name.split():
                inside = word[1:] if word[0] > "\u4e00" else word
                assert inside.casefold() not in ours.casefold(), person.name


def test_the_sample_has_headlines_for_its_findings(sample):
    last = [session for session in sample.sessions if session.headlines][-1]
    assert len(last.headlines) >= 3
    assert last.bottom_line
