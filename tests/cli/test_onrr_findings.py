"""The findings of a published study, captured line by line: our tables give its own counts."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT, Finished

Run = Callable[..., Finished]
FINDINGS = ROOT / "tests" / "data" / "onrr34_consolidated_findings.csv"


def test_the_studys_own_grouping_and_counts_are_what_the_tables_give(
    focusgroup: Run, tmp_path: Path
) -> None:
    with FINDINGS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    lines, mentions, people = [], Counter[str](), defaultdict[str, set[str]](set)
    for row in rows:
        grouping, category = row["Grouping"].strip(), row["Category"].strip()
        path = f"{grouping} > {category}" if category else grouping
        words = " ".join(row["Findings Statement"].split()) or path
        for who in (each.strip() for each in row["Participants"].split(",")):
            lines.append(f'- {words} @{who} #"{path}"')
            for theme in {path, grouping}:
                mentions[theme] += 1
                people[theme].add(who)
    book = tmp_path / "book.csv"  # the study's own, for two of its themes are called Documentation
    book.write_text("theme\n" + "".join(f'"{path}"\n' for path in sorted(people)), "utf-8")
    assert focusgroup("themes", "import", book).code == 0
    everyone = [each for n in range(1, 11) for each in ("--participant", f"P{n}")]
    assert focusgroup("session", "new", "customer-visit", *everyone).code == 0
    done = focusgroup("session", "capture", "last", "--new-themes", stdin="\n".join(lines) + "\n")
    assert done.code == 0, done.err
    themes = {row["path"]: row for row in focusgroup("themes", "--json").json}
    found = {path: (row["mentions"], row["people"]) for path, row in themes.items()}
    assert {path: each for path, each in found.items() if each[0]} == {
        path: (n, len(people[path])) for path, n in mentions.items()
    }
    graded = {row["path"]: row["people"] for row in focusgroup("findings", "--json").json}
    assert graded == {path: len(those) for path, those in people.items()}
