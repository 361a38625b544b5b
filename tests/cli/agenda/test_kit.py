"""The participant kit: with the facts of a session, in each language, and kept once changed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from focusgroup.core.people.consent import consent_of
from focusgroup.services.documents.kit import KIT_LANGUAGES
from tests.conftest import ROOT, Finished

Run = Callable[..., Finished]
KIT = ROOT / "agendas" / "kit"
BLANK = re.compile(r"\{(\w+):\[[^\]]*\]\}")
FACTS = {"title", "product", "day", "time", "place", "minutes", "facilitator"}


def texts(language: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (KIT / language).glob("*.md")}


@pytest.mark.parametrize("language", KIT_LANGUAGES)
def test_each_language_has_the_same_texts_with_the_same_facts_and_boxes(language: str) -> None:
    assert {path.name for path in KIT.iterdir()} == set(KIT_LANGUAGES)
    english, other = texts("en"), texts(language)
    assert len(english) == 6
    assert set(other) == set(english)
    for name, text in other.items():
        assert set(BLANK.findall(text)) <= FACTS
        assert set(BLANK.findall(text)) == set(BLANK.findall(english[name])), name
        for part in ("- [ ]", "☐", "\n- ", "\n|", "\n1. ", "\n8. "):
            assert text.count(part) == english[name].count(part), (name, part)


@pytest.mark.parametrize("language", KIT_LANGUAGES)
def test_the_words_that_the_form_gives_the_facilitator_are_understood(language: str) -> None:
    last = texts(language)["3-consent-form.md"].rstrip().splitlines()[-2:]
    words = re.findall("[“„«] ?([^”“»]+?) ?[”“»]", " ".join(last))
    assert len(words) == 2
    no_notes, by_role = map(consent_of, words)
    assert no_notes is not None
    assert by_role is not None
    assert not no_notes.notes
    assert by_role.notes
    assert not by_role.name


def test_the_facts_of_the_session_are_filled_in_and_other_blanks_stay(
    focusgroup: Run, tmp_path: Path
) -> None:
    new = ("session", "add", "webinar-focus-group", "--title", "Planners *and* friends")
    made = focusgroup(*new, "--at", "2031-03-12 14:00", "--product", "Atlas", "--place", "Bern")
    assert made.code == 0, made.err
    done = focusgroup("agenda", "kit", "next")
    written = [Path(line) for line in done.out.splitlines()]
    assert [path.name for path in written] == sorted(texts("en"))
    assert {path.parent.parent for path in written} == {tmp_path / "exports"}
    assert written[0].parent.name.startswith("Participant kit, Planners")
    invitation = written[1].read_text("utf-8")
    assert re.search(r"Atlas: Wednesday, (12 March|March 12,) 2031, ", invitation)
    assert "**Where:** Bern" in invitation
    assert "(60 minutes;" in invitation
    assert "[facilitator], [your company]" in invitation
    assert "Planners \\*and\\* friends" in written[0].read_text("utf-8")


def test_a_text_that_was_filled_in_is_kept_unless_forced(focusgroup: Run, tmp_path: Path) -> None:
    kit = ("agenda", "kit", "-o", tmp_path / "kit", "--language", "de-CH")
    assert focusgroup(*kit).code == 0
    form = tmp_path / "kit" / "3-consent-form.md"
    assert form.read_text("utf-8").startswith("# Einwilligung")
    assert focusgroup(*kit).code == 0  # unchanged, so written again
    form.write_text("ours", "utf-8")
    refused = focusgroup(*kit)
    assert refused.code == 1
    assert f"{form} is there already with other contents" in refused.err
    assert form.read_text("utf-8") == "ours"
    assert focusgroup(*kit, "--force").code == 0
    assert form.read_text("utf-8") != "ours"
    form.unlink()
    form.symlink_to(tmp_path / "elsewhere.md")
    assert f"{form} is a link" in focusgroup(*kit, "--force").err  # nothing is written through it
    assert not (tmp_path / "elsewhere.md").exists()
    assert focusgroup("agenda", "kit", "--language", "tlh").code == 1


@pytest.mark.parametrize("language", KIT_LANGUAGES)
def test_the_kit_in_word_has_every_word_of_the_markdown(
    focusgroup: Run, tmp_path: Path, language: str
) -> None:
    kit = ("agenda", "kit", "--language", language)
    assert focusgroup(*kit, "-o", tmp_path / "md").code == 0
    assert focusgroup(*kit, "--word", "-o", tmp_path / "docx").code == 0
    for source in sorted((tmp_path / "md").glob("*.md")):
        document = Document(str(tmp_path / "docx" / f"{source.stem}.docx"))
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        said = " ".join(p.text for p in [*document.paragraphs, *cells])
        signs = r"(?m)^\s*(?:#+|-|\d+\.)(?= )|\||-{3,}|(?<= )- (?=\[ )|\[ \]"
        wanted = re.sub(signs, " ", source.read_text("utf-8").replace("*", ""))
        assert _words(wanted) == _words(said)
        assert document.core_properties.language.startswith(language)


def _words(text: str) -> list[str]:
    return sorted(word for word in re.findall(r"[^\s☐]+", text) if not re.fullmatch(r"\d+\.", word))


def test_a_kit_in_word_that_is_there_is_replaced_only_when_asked(
    focusgroup: Run, tmp_path: Path
) -> None:
    kit = ("agenda", "kit", "--word", "-o", tmp_path / "kit")
    assert focusgroup(*kit).code == 0
    form = tmp_path / "kit" / "3-consent-form.docx"
    form.write_bytes(b"mine")
    assert focusgroup(*kit).code == 1
    assert form.read_bytes() == b"mine"
    assert focusgroup(*kit, "--force").code == 0
    assert form.read_bytes() != b"mine"
