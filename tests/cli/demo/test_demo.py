"""The demo: a sample database of its own that never comes in the way of the user's."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.cli.demo import make
from tests.conftest import Finished

Run = Callable[..., Finished]

NOW = 1_773_310_800_000
"""12 March 2026, 10:20 UTC."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as of NOW, made once."""
    place = tmp_path_factory.mktemp("sample") / "sample.db"
    make(place, NOW)
    return place


def test_the_lines_to_try_can_be_pasted(focusgroup: Run, tmp_path: Path, made: Path) -> None:
    place = tmp_path / "Application Support" / "it's 1.db"
    place.parent.mkdir()
    place.write_bytes(made.read_bytes())
    told = focusgroup("demo", "--no-open", "--path", place).err.splitlines()
    lines = [shlex.split(line) for line in told if line.startswith("  ")]
    assert {tuple(words[:3]) for words in lines} == {("focusgroup", "--db", str(place))}
    assert focusgroup(*lines[0][1:]).code == 0


def test_without_a_terminal_the_sample_is_made_and_its_path_printed(
    focusgroup: Run, home: Path, db_path: Path
) -> None:
    done = focusgroup("demo")
    assert done.code == 0
    place = Path(done.out.strip())
    assert place.is_file()
    assert home in place.parents
    assert f"focusgroup --db {place} quotes" in done.err
    assert not db_path.exists()
    assert focusgroup("--db", place, "session", "list", "--json").json[0]["sample"] is True
    before = place.stat().st_mtime_ns
    assert focusgroup("demo").out.strip() == str(place)
    assert place.stat().st_mtime_ns == before, "the sample was made again"


def test_the_sample_has_sessions_of_every_use(focusgroup: Run, made: Path) -> None:
    sessions = focusgroup("--db", made, "session", "list", "--json").json
    assert len(sessions) == 9
    assert [s["status"] for s in sessions].count("scheduled") == 1
    assert all(s["sample"] and "sample" in s["title"] for s in sessions)
    assert all(s["started_ms"] < s["ended_ms"] < NOW for s in sessions if s["started_ms"])
    quotes = focusgroup("--db", made, "quotes", "--json").json
    said = sum(q["kind"] != "observation" for q in quotes)
    assert sum(s["quotes"] for s in sessions) == said > 300
    assert sum(s["observations"] for s in sessions) == len(quotes) - said
    assert all(q["at_ms"] < NOW for q in quotes)
    assert all(q["section"] for q in quotes)
    spoken = [q for q in quotes if q["kind"] != "observation"]
    assert all(q["seat"] and q["account"] and q["themes"] and q["question"] for q in spoken)
    assert all(not q["themes"] for q in quotes if q["kind"] == "observation")


def test_quotes_stand_in_the_section_that_was_open(focusgroup: Run, made: Path) -> None:
    last = focusgroup("--db", made, "session", "show", "last", "--json").json
    assert last["title"].startswith("Planners")
    offsets = {
        (i["section"], i["question"] or 0): i["entered_ms"] - last["started_ms"]
        for i in last["agenda_items"]
        if i["entered_ms"] is not None
    }
    assert sorted(offsets.values()) == [offsets[key] for key in sorted(offsets)]
    titles = {i["title"]: i["section"] for i in last["agenda_items"] if not i["question"]}
    for quote in focusgroup("--db", made, "quotes", "list", "last", "--json").json:
        section = titles[quote["section"]]
        assert offsets[section, 0] <= quote["offset_ms"]
        assert quote["at_ms"] == last["started_ms"] + quote["offset_ms"]
    spent = sum(i["spent_ms"] for i in last["agenda_items"] if i["question"] is None)
    assert spent == last["ended_ms"] - last["started_ms"]


def test_one_theme_rests_on_one_voice_and_another_does_not(focusgroup: Run, made: Path) -> None:
    def accounts(theme: str) -> list[str]:
        found = focusgroup(
            "--db", made, "quotes", "list", "last", "--theme", theme, "--kind", "problem",
            "--json",
        )  # fmt: skip
        return [quote["account"] for quote in found.json]

    assert set(accounts("Seats")) == {"Northwind"}
    assert len(set(accounts("Exports"))) >= 3


def test_the_same_moment_gives_the_same_sample(focusgroup: Run, made: Path, tmp_path: Path) -> None:
    make(tmp_path / "again.db", NOW)

    def content(db: Path) -> list[dict[str, object]]:
        rows = focusgroup("--db", db, "quotes", "--json").json
        return [{k: v for k, v in row.items() if k not in ("id", "session")} for row in rows]

    assert content(made) == content(tmp_path / "again.db")


def test_a_database_of_the_user_is_never_filled(focusgroup: Run, db_path: Path) -> None:
    focusgroup("session", "add", "customer-visit")
    for args in (
        ("demo", "--path", db_path),
        ("demo", "--path", db_path, "--reset"),
        ("--db", db_path, "demo", "--path", db_path),
    ):
        done = focusgroup(*args)
        assert done.code == 1
        assert "own" in done.err or "no sample" in done.err
    assert len(focusgroup("session", "list", "--json").json) == 1


def test_the_place_of_the_users_database_is_not_taken_before_there_is_one(
    focusgroup: Run, db_path: Path
) -> None:
    assert focusgroup("demo", "--path", db_path).code == 1
    assert not db_path.exists()


def test_another_programs_file_stays_as_it_is(focusgroup: Run, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("my notes\n" * 100)
    assert focusgroup("demo", "--path", other, "--reset").code == 1
    assert other.read_text() == "my notes\n" * 100


def test_reset_begins_anew_and_keeps_sessions_that_were_added(
    focusgroup: Run, made: Path, tmp_path: Path
) -> None:
    place = tmp_path / "sample.db"
    place.write_bytes(made.read_bytes())
    focusgroup("--db", place, "session", "add", "customer-visit", "--title", "Mine")
    done = focusgroup("demo", "--path", place, "--reset")
    assert done.code == 0
    assert "1 session of yours" in done.err
    titles = [s["title"] for s in focusgroup("--db", place, "session", "list", "--json").json]
    assert "Mine" not in titles
    kept = focusgroup("--db", tmp_path / "sample-1.db", "session", "list", "--json").json
    assert "Mine" in [s["title"] for s in kept]


def test_a_sample_that_could_not_be_finished_leaves_nothing(
    focusgroup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from focusgroup.core.errors import StoreError
    from focusgroup.services import sample

    async def full(*args: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(sample, "load_sample", full)
    folder = tmp_path / "demo"
    assert focusgroup("demo", "--path", folder / "sample.db").code == 1
    assert list(folder.iterdir()) == []


def test_the_sample_that_home_opens_is_the_demos_and_never_another_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from focusgroup.core.errors import FocusgroupError
    from focusgroup.services import sample

    made: list[Path] = []
    monkeypatch.setattr(sample, "make", made.append)
    place = sample.ready_sample()
    assert made == [place]
    assert home in place.parents
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("my own notes")
    with pytest.raises(FocusgroupError):
        sample.ready_sample()
    assert place.read_text() == "my own notes"
