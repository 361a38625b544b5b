"""The agendas that come with the program are complete: a professional leads by them unchanged."""

import re
from pathlib import Path

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.model import Agenda, Kind, SectionKind

FOLDER = Path(__file__).resolve().parents[3] / "agendas"
FILES = sorted(FOLDER.glob("*.md"))
MINUTES = {
    "after-the-signature": 45,
    "customer-focus-group": 90,
    "customer-focus-group.de": 90,
    "customer-focus-group.es": 90,
    "customer-focus-group.fr": 90,
    "customer-visit": 90,
    "how-customers-want-to-be-served": 90,
    "how-customers-want-to-be-served.zh": 90,
    "webinar-focus-group": 60,
}


RULES = {
    "en": (
        "voluntary",
        "skip|leave out",
        "leave at any time|send us away",
        "record",
        "deleted?",
        "change your mind",
        "(one at a time|One of you at a time)",
        "phone",
    ),
    "de": (
        "freiwillig",
        "auslassen",
        "jederzeit gehen",
        "Aufnahme",
        "gelöscht",
        "anders überlegen",
        "nacheinander",
        "Handy",
    ),
    "es": (
        "voluntario",
        "saltarse",
        "irse en cualquier momento",
        "Grabamos",
        "borrará",
        "cambian de opinión",
        "de uno en uno",
        "teléfono",
    ),
    "fr": (
        "volontaire",
        "passer une question",
        "partir à tout moment",
        "enregistrons",
        "effacé",
        "changez d'avis",
        "chacun à votre tour",
        "téléphone",
    ),
    "zh": ("自愿", "跳过", "随时离开", "录音", "删除", "改变主意", "一次一个人", "手机"),
}
"""What the opening script says about taking part, in each language."""

CONSENT = "consent forms|Einwilligungen|consentimientos|formulaires de consentement|知情同意书"


def agenda_of(name: str) -> Agenda:
    return parse_agenda((FOLDER / f"{name}.md").read_text("utf-8")).agenda


def test_all_of_them_are_there() -> None:
    assert {path.stem for path in FILES} >= set(MINUTES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEach:
    def test_has_no_problems(self, path: Path) -> None:
        assert parse_agenda(path.read_text("utf-8")).problems == ()

    def test_adds_up_to_its_total(self, path: Path) -> None:
        agenda = agenda_of(path.stem)
        assert agenda.planned_minutes == agenda.minutes
        assert agenda.minutes == MINUTES.get(path.stem, agenda.minutes)

    def test_names_its_language_and_no_product(self, path: Path) -> None:
        agenda = agenda_of(path.stem)
        assert agenda.language == (path.stem.partition(".")[2] or "en")
        assert agenda.product == ""

    def test_describes_every_theme_and_uses_no_other(self, path: Path) -> None:
        agenda = agenda_of(path.stem)
        assert agenda.themes
        assert all(theme.description for theme in agenda.themes)
        assert set(agenda.theme_paths) == {theme.path for theme in agenda.themes}

    def test_gives_a_section_no_more_than_two_themes(self, path: Path) -> None:
        # A quote without a theme takes all those of its section.
        assert 0 < max(len(section.themes) for section in agenda_of(path.stem).sections) <= 2

    def test_opens_with_script_and_consent_and_closes_with_thanks(self, path: Path) -> None:
        first, *_, last = agenda_of(path.stem).sections
        assert first.kind is SectionKind.OPENING
        assert last.kind is SectionKind.ENDING
        assert first.script
        assert last.script
        assert len(first.tasks) >= 3
        assert first.notes

    def test_has_a_kind_minutes_and_a_question_that_must_be_asked_in_each_section(
        self, path: Path
    ) -> None:
        for section in agenda_of(path.stem).sections:
            assert section.kind is not None
            assert section.minutes >= 4
            assert any(question.must for question in section.questions)

    def test_asks_one_question_at_a_time(self, path: Path) -> None:
        asked = [each.text for s in agenda_of(path.stem).sections for each in s.questions]
        assert [text for text in asked if text.count("?") + text.count("？") > 1] == []
        assert [
            text for text in asked if re.search(r", (and|or) (what|who|how|did|was|do).*\?", text)
        ] == []

    def test_says_before_the_first_question_what_a_participant_may_do(self, path: Path) -> None:
        agenda = agenda_of(path.stem)
        first = agenda.sections[0]
        said = " ".join(first.script)
        for rule in RULES[agenda.language or ""]:
            assert re.search(rule, said), rule
        assert re.search(CONSENT, first.tasks[0].text, re.IGNORECASE)

    def test_has_probes_in_every_key_section(self, path: Path) -> None:
        sections = agenda_of(path.stem).sections
        key = [section for section in sections if section.kind is SectionKind.KEY]
        probes = [sum(len(each.probes) for each in section.questions) for section in key]
        assert min(probes) >= 2

    def test_leaves_time_for_what_must_be_asked(self, path: Path) -> None:
        for section in agenda_of(path.stem).sections:
            must = sum(question.must for question in section.questions)
            assert section.minutes >= 4 * must


def shape(agenda: Agenda) -> list[tuple[object, ...]]:
    """What two agendas in two languages have in common."""
    return [
        (
            section.minutes,
            section.kind,
            section.listen_for,
            len(section.script),
            len(section.notes),
            len(section.tasks),
            [agenda.theme_paths.index(theme) for theme in section.themes],
            [(question.must, len(question.probes)) for question in section.questions],
        )
        for section in agenda.sections
    ]


def commands_in(agenda: Agenda) -> list[str]:
    """Return the commands and keys that its notes name, which no language changes."""
    return re.findall("`([^`]+)`", agenda.source)


TRANSLATED = {"de": "Sie", "es": "ustedes|les|Les", "fr": "vous"}
"""The languages of the focus group, and how its script addresses the room."""

PAIRS = [
    *(("customer-focus-group", language) for language in TRANSLATED),
    ("how-customers-want-to-be-served", "zh"),
]


@pytest.mark.parametrize(("name", "language"), PAIRS)
def test_a_translation_matches_the_english_agenda_part_for_part(name: str, language: str) -> None:
    english, translated = agenda_of(name), agenda_of(f"{name}.{language}")
    assert shape(translated) == shape(english)
    assert len(translated.themes) == len(english.themes)
    assert commands_in(translated) == commands_in(english)


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_the_script_reads_well_aloud(name: str) -> None:
    # Who listens loses the beginning of a longer sentence; a Chinese word has about two letters.
    agenda = agenda_of(name)
    chinese = agenda.language == "zh"
    assert any(section.script for section in agenda.sections)
    addressed = TRANSLATED.get(agenda.language, "[您你]|大家|各位" if chinese else r"\b[Yy]ou")
    for section in agenda.sections:
        said = " ".join(section.script)
        for sentence in re.split(r"(?<=[.!?])\s|(?<=[。！？])", said):
            words = len(sentence) / 2 if chinese else len(sentence.split())
            assert words <= 25, sentence
        assert not said or re.search(addressed, said)


@pytest.mark.parametrize(
    "name",
    [
        "customer-focus-group",
        *(f"customer-focus-group.{language}" for language in TRANSLATED),
        "webinar-focus-group",
        "customer-visit",
    ],
)
def test_what_works_is_asked_before_what_does_not_and_what_is_missing(name: str) -> None:
    listened = [section.listen_for for section in agenda_of(name).sections if section.listen_for]
    assert listened == [Kind.STRENGTH, Kind.PROBLEM, Kind.MISSING_FEATURE]


@pytest.mark.parametrize("name", ["how-customers-want-to-be-served"])
def test_every_stage_asks_whether_before_it_asks_how(name: str) -> None:
    stages = [section for section in agenda_of(name).sections if section.themes]
    assert len(stages) == 6
    for stage in stages:
        assert stage.questions[1].must
        assert stage.questions[1].text.startswith(("Did", "Was", "Is"))
        assert "more personal, more self-service" in stage.questions[2].text
