"""A session of people with awkward names, in every field that holds words, in every document."""

import re

import pytest

from focusgroup.exports.kinds import REGISTER, REPORTS
from focusgroup.services.documents.contents import pieces_of

UNNAMED = {
    "emil quixfox, buyer, DHL Supply Chain": "emil|quix-?fox",
    "Conan O’Brien, planner, SAP SE": "conan|o.?brien",
    "Nguyễn Thị Hoa, tester, Group Danone": "nguy[eêễ]n|\\bhoa\\b",
    "Anna-Lena van der Meerwijk, planner, DHL Supply Chain": "anna.?lena|meerwijk",
    "王芳, buyer, 华为技术有限公司": "王芳|王总",
    "ليلى منصور, buyer, SAP SE": "ليلى|منصور",
    "Вера Соловьёва, planner, Group Danone": "вер[аеыу]\\b|соловь",
    "Grace Hill, planner, SAP SE": "grace|\\bhill",
}
SILENT = "Nono Tesnotes, planner, DHL Supply Chain"
NAMED = "Paul Freund, consultant, DHL Supply Chain"
INSIDE = "|".join((*UNNAMED.values(), "tesnotes", "zebrasecret"))
INNOCENT = "up the hill"
OUTSIDE = f"{INSIDE}|paul|freund|dhl|supply chain|\\bsap\\b|danone|华为"

GUIDE = """\
---
title: Guide for van der Meerwijk
---
## What Conan told us (10 min, key)
- How does quixfox do it? #"Hill's list"
- 王芳的问题
## Соловьёвой не нравится (5 min)
"""
SAID = """\
- as QuixFox told us, ask quixfoxs team @9 #"Hill's list" !
- o'brien and OBrien and O\u2011Brien and nguyen thi hoa said no @9 #"Nguyen case"
+ Quix\u00adfox's list, Meer\u200bwijk's list, van der meerwijk @1 #"Hill's list"
? 我同意王芳的看法, 王总也说 @5
- وقالت ليلى لمنصور إن الأمر بطيء، سألت ليلى ومنصور @6
- с Верой говорили, Соловьёвой дорого @7
- grace said so, up the hill there is no signal @8 #Signal
= the dhl people and SAP's, danone too, DHL Supply Chain @9
. Grace nods, hoa laughs
/park Meerwijk wants a map
/park zebrasecret of Tesnotes @10
/promise Send quixfox the price list, until Hoa is back @1
/promise zebrasecret plan @10
/call ask O'Brien again @2
/call zebrasecret @10
- zebrasecret is slow @10
"""


@pytest.fixture
def session_id(focusgroup, tmp_path) -> str:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE)
    people = [f"{each}, by role only" for each in UNNAMED]
    seats = [option for each in (*people, NAMED, SILENT) for option in ("--participant", each)]
    made = focusgroup(
        "session", "add", path, *seats, "--title", "Hill and O'Brien round",
        "--place", "at Quixfox's office", "--product", "Atlas",
    )  # fmt: skip
    session = made.out.strip()
    assert made.code == 0, made.err
    captured = focusgroup("session", "capture", session, "--new-themes", stdin=SAID)
    assert captured.code == 0, captured.err
    for command in (
        ("people", "edit", session, "10", "--no-notes", "--yes"),
        ("session", "headline", session, "Hill's list", "problem", "Ask Meerwijk, says Hoa."),
        ("session", "bottom-line", session, "Emil and Вера agree; 王芳 doesn't."),
        ("accounts", "edit", "SAP SE", "--segment", "like Nguyen", "--owner", "Paula Ray"),
        ("items", "add", "What quixfox needs", "--theme", "Hill's list", "--note", "ask Grace"),
        ("session", "end", session),
    ):
        done = focusgroup(*command, "--no-input")
        assert done.code == 0, (command, done.err)
    return session


def leaks(path, names: str) -> list[str]:
    """What a plain search finds in the text of a document, as the finder is on trial itself."""
    hidden = re.compile("[\u00ad\u200b]")
    texts = [hidden.sub("", each.text).replace(INNOCENT, "") for each in pieces_of(path)]
    found = (re.search(f".{{0,30}}({names}).{{0,30}}", text, re.I) for text in (*texts, path.name))
    return [each[0] for each in found if each]


def commands(needing_a_program: bool):
    for kind in (*REPORTS, REGISTER):
        if (
            kind.installed
            and ("PROGRAM" in {need.name for need in kind.needs}) is needing_a_program
        ):
            yield kind


def write_and_check(focusgroup, tmp_path, session, kind, external):
    options = ["--external"] if external else []
    more = ["--appendix"] if kind.command == "word" else []
    path = tmp_path / f"written{external}{kind.command.replace(' ', '')}{kind.suffix}"
    where = [session] if kind in REPORTS else []
    written = focusgroup("export", *kind.command.split(), *where, *options, *more, "-o", path)
    assert written.code == 0, written.err
    for each in {path, *path.parent.glob(f"{path.stem}*")}:
        assert leaks(each, OUTSIDE if external else INSIDE) == [], kind.command
        checked = focusgroup("export", "check", each, session, *options)
        assert checked.code == 0, checked.out
    return written


@pytest.mark.parametrize("external", [False, True])
def test_no_document_names_who_is_not_to_be_named(focusgroup, tmp_path, session_id, external):
    for kind in commands(needing_a_program=False):
        write_and_check(focusgroup, tmp_path, session_id, kind, external or kind.external)


@pytest.mark.needs("soffice")
@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("external", [False, True])
def test_no_pdf_names_who_is_not_to_be_named(focusgroup, tmp_path, session_id, external):
    for kind in commands(needing_a_program=True):
        write_and_check(focusgroup, tmp_path, session_id, kind, external)


def test_what_was_promised_without_consent_to_notes_is_in_no_list(focusgroup, session_id):
    for command in (("list", session_id), ("list",), ("page", session_id), ("page",)):
        listed = focusgroup("commitments", *command)
        assert "price list" in listed.out
        assert "zebrasecret" not in listed.out
        assert "1 commitment withheld: no consent to notes" in listed.err
        assert len(focusgroup("commitments", *command, "--json").json) == 1
    for others in ("--overdue", "--owner=Paula"):
        assert "withheld" not in focusgroup("commitments", "list", others).err
    assert focusgroup("people", "edit", session_id, "10", "--notes", "--yes").code == 0
    listed = focusgroup("commitments", "list", session_id)
    assert "zebrasecret" in listed.out
    assert "withheld" not in listed.err
