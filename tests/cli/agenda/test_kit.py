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
    assert re.search(r"Atlas: Wednesday, 12 March 2031, ", invitation)
    assert "**Where:** Bern" in invitation
    assert "(60 minutes;" in invitation
    assert "[facilitator], [your company]" in invitation
    assert "Planners \\*and\\* friends" in written[0].read_text("utf-8")


@pytest.mark.parametrize("ending", [".md", ".docx"])
def test_a_text_that_was_filled_in_is_kept_unless_forced(
    focusgroup: Run, tmp_path: Path, ending: str
) -> None:
    word = ["--word"] if ending == ".docx" else []
    kit = ("agenda", "kit", "-o", tmp_path / "kit", "--language", "de-CH", *word)
    first = focusgroup(*kit)
    assert (first.code, first.err) == (0, "")
    form = tmp_path / "kit" / f"3-consent-form{ending}"
    written = form.read_bytes()
    assert word or written.startswith(b"# Einwilligung")
    assert focusgroup(*kit) == first  # unchanged, so written again
    form.write_text("ours", "utf-8")
    again = focusgroup(*kit)
    beside = form.with_stem("3-consent-form (2)")
    said = f"{form.name} was changed after it was written, so this file was saved as {beside.name}."
    assert (again.code, again.err) == (0, f"{said}\n")
    assert again.out == first.out.replace(str(form), str(beside))
    assert form.read_text("utf-8") == "ours"
    assert focusgroup(*kit, "--force") == first
    assert form.read_bytes() != b"ours"
    form.unlink()
    form.symlink_to(tmp_path / "elsewhere.md")
    assert f"saved as {beside.name}" in focusgroup(*kit, "--force").err
    assert not (tmp_path / "elsewhere.md").exists()  # nothing is written through it
    assert focusgroup("agenda", "kit", "--language", "tlh").code == 1


def test_two_sessions_of_one_title_and_two_languages_have_a_kit_each(focusgroup: Run) -> None:
    titled = ("session", "add", "customer-visit", "--title", "Planners")
    ids = [focusgroup(*titled).out.strip() for _ in range(2)]
    ways = [(ids[0],), (ids[1],), (ids[0], "--language", "fr"), (), ("--language", "fr")]
    made = [focusgroup("agenda", "kit", *way) for way in ways]
    folders = [Path(done.out.splitlines()[0]).parent for done in made]
    short = [each[-6:] for each in ids]
    assert [folder.name.removeprefix("Participant kit") for folder in folders] == [
        ", Planners",
        f", Planners {short[1]} en",
        f", Planners {short[0]} fr",
        "",
        " fr",
    ]
    texts = {(folder / "2-invitation.md").read_bytes() for folder in folders}
    assert len(texts) == 4  # the two sessions differ in nothing that it says
    assert [focusgroup("agenda", "kit", *way) for way in ways] == made


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
