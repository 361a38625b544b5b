"""Put small faults into the modules that keep promises, and say which no test notices.

    python -m tests.mutants [MODULE…] [--part N] [--named TEXT]

MODULE is part of a name below; without one all are tried. ``--part`` tries so many of each, the
same ones every time, ``--named`` those whose name has TEXT. The exit code is 1 if fewer than 95 %
of a module's mutants are killed.
"""

import argparse
import ast
import random
import sys
import time
from pathlib import Path

from tests.mutants.making import mutants_of
from tests.mutants.running import KILLED, NEVER_RUN, ROOT, SURVIVED, TestsFail, load, outcomes

BAR = 0.95
SOURCE = ROOT / "src"
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
"""A module, a mutant's name and why it is none, apart by tabs."""

_PRIVACY = "tests/exports/privacy/"
_FIELDS = f"{_PRIVACY}test_every_field.py"
_FINDER = tuple(f"{_PRIVACY}test_{each}.py" for each in ("finder", "handles", "rules"))
_CORE = "tests/core/"
_DATES = f"{_CORE}dates/"
_CAPTURE = f"{_CORE}capture/"
_OUTBOX = "tests/store/outbox/"
_ERASE = ("tests/store/erasure/test_erase.py", "tests/cli/test_erase.py")

TESTS: dict[str, tuple[str, ...]] = {
    "exports.privacy.consent": (f"{_PRIVACY}test_consent.py", _FIELDS),
    "exports.privacy.external": (f"{_PRIVACY}test_external.py", _FIELDS),
    "exports.privacy.strings": (
        f"{_PRIVACY}test_consent.py",
        f"{_PRIVACY}test_external.py",
        _FIELDS,
    ),
    "exports.privacy.proof": ("tests/services/test_checking.py", f"{_PRIVACY}test_rules.py"),
    "exports.privacy.masks": _FINDER,
    "exports.privacy.spellings": _FINDER,
    "exports.privacy.standing": _FINDER,
    "exports.privacy.around": _FINDER,
    "exports.privacy.wide_names": _FINDER,
    "exports.privacy.verbs": _FINDER,
    "exports.privacy.name_words": _FINDER,
    "exports.privacy.contexts": _FINDER,
    "exports.privacy.inflections": (f"{_PRIVACY}test_handles.py",),
    "exports.privacy.naming": ("tests/services/capture/test_speaker_headings.py",),
    "core.search.latin_letters": (f"{_PRIVACY}test_handles.py",),
    "core.search.folding": (*_FINDER, "tests/core/search/test_highlights.py"),
    "core.search.highlights": ("tests/core/search/test_highlights.py",),
    "exports.privacy.erasing": (f"{_PRIVACY}test_erasing.py",),
    "services.documents.contents": ("tests/services/test_checking.py",),
    "services.documents.checking": ("tests/services/test_checking.py",),
    "services.backroom.shown": ("tests/backroom/test_shown.py",),
    "core.people.consent": (
        f"{_CORE}people/test_consent_rules.py",
        f"{_CORE}people/test_consent.py",
    ),
    "core.people.consent_heads": (
        f"{_CORE}people/test_consent_rules.py",
        f"{_CORE}people/test_consent.py",
        f"{_CORE}people/test_consent_columns.py",
        f"{_CORE}people/test_office_tables.py",
    ),
    "core.people.name_forms": (f"{_CORE}people/test_name_forms.py", f"{_DATES}test_commitments.py"),
    "core.dates.due_dates": (f"{_DATES}test_due_dates.py",),
    "core.dates.weekday_names": (f"{_DATES}test_due_dates.py",),
    "core.dates.in_english": (f"{_DATES}test_in_english.py",),
    "core.dates.commitments": (
        f"{_DATES}test_commitments.py",
        f"{_DATES}test_owner_beside_date.py",
    ),
    "core.agenda_run.clock": (f"{_CORE}agenda_run/test_clock.py",),
    "core.agenda_run.callbacks": (f"{_CORE}agenda_run/test_callbacks.py",),
    "core.agenda_run.place_names": (f"{_CORE}agenda_run/test_place_names.py",),
    "core.capture.resolve": (f"{_CAPTURE}test_resolve.py",),
    "core.capture.name_keys": (f"{_CAPTURE}test_resolve.py",),
    "core.capture.lookup": (f"{_CAPTURE}test_recorder.py", f"{_CAPTURE}test_whole_names.py"),
    "core.capture.whole_names": (f"{_CAPTURE}test_recorder.py", f"{_CAPTURE}test_whole_names.py"),
    "store.erasure.erase": _ERASE,
    "store.erasure.mentions": _ERASE,
    "store.erasure.people": _ERASE,
    "store.erasure.rows": _ERASE,
    "store.erasure.files": _ERASE,
    "store.erasure.proof": (*_ERASE, "tests/store/erasure/test_proof.py"),
    "store.outbox.outbox": (
        f"{_OUTBOX}test_outbox.py",
        f"{_OUTBOX}test_journal.py",
        f"{_OUTBOX}test_drafts.py",
        f"{_OUTBOX}test_pastes.py",
    ),
    "store.outbox.journal": (f"{_OUTBOX}test_journal.py", f"{_OUTBOX}test_outbox.py"),
    "store.outbox.entries": (f"{_OUTBOX}test_entries.py", f"{_OUTBOX}test_journal.py"),
    "store.outbox.replay": (
        f"{_OUTBOX}test_drafts.py",
        f"{_OUTBOX}test_journal.py",
        f"{_OUTBOX}test_replay.py",
        f"{_OUTBOX}test_outbox.py",
    ),
    "store.outbox.write_behind": (f"{_OUTBOX}test_write_behind.py",),
    "store.outbox.drafts": (f"{_OUTBOX}test_drafts.py", f"{_OUTBOX}test_replay.py"),
}
"""The modules that keep promises, and the test files that belong to each."""


def equivalents() -> dict[tuple[str, str], str]:
    """Why a mutant does what the module does, by module and name."""
    lines = EQUIVALENT.read_text("utf-8").splitlines()
    several = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(module, name): why for module, name, why in several}


def chosen(module: str, part: int, named: str) -> tuple[set[str], int]:
    """The names of the mutants of *module*, *part* of them if it is not 0; and the equivalent."""
    path = SOURCE / "focusgroup" / f"{module.replace('.', '/')}.py"
    known = {name for of, name in equivalents() if of == module}
    made = {each.name for each in mutants_of(ast.parse(path.read_text("utf-8")))}
    for name in sorted(known - made):
        print(f"  not made any more, though listed as equivalent: {name}")
    tried = sorted(name for name in made - known if named in name)
    if part and part < len(tried):
        tried = random.Random(module).sample(tried, part)
    return set(tried), len(known & made)


def tried(module: str, part: int, named: str) -> tuple[int, int]:
    """How many mutants of *module* were killed, and how many there were; survivors are printed."""
    names, equivalent = chosen(module, part, named)
    tests = [each for each in TESTS[module] if (ROOT / each).exists()]
    begun, lived = time.monotonic(), 0
    for mutant, became in outcomes(f"focusgroup.{module}", tests, names):
        if became != KILLED:
            print(f"  {became}: line {mutant.line}: {mutant.name}", flush=True)
        lived += became in (SURVIVED, NEVER_RUN)
    killed = len(names) - lived
    share = killed / max(1, len(names))
    took = time.monotonic() - begun
    print(
        f"{module}: {killed} of {len(names)} killed ({share:.1%}),"
        f" {equivalent} equivalent, {took:.0f} s",
        flush=True,
    )
    return killed, len(names)


def main() -> int:
    """Try what was asked for; 1 if a module's tests miss too many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--part", type=int, default=0, metavar="N")
    parser.add_argument("--named", default="", metavar="TEXT")
    asked = parser.parse_args()
    modules = [each for each in TESTS if any(one in each for one in asked.modules or [""])]
    load(
        (
            "hypothesis",
            "hypothesis.strategies",
            "click",
            "pytest_asyncio",
            "docx",
            "lxml.etree",
            "babel",
        )
    )
    short, killed, total = 0, 0, 0
    for module in modules:
        try:
            of_it = tried(module, asked.part, asked.named)
        except TestsFail as error:
            print(f"  {error}", flush=True)
            short += 1
            continue
        short += of_it[0] < of_it[1] * BAR
        killed, total = killed + of_it[0], total + of_it[1]
    print(f"{len(modules)} modules: {killed} of {total} killed ({killed / max(1, total):.1%})")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
