"""The list of long tests, and what is left in the usual run of a file."""

from pathlib import Path

from tests.long import long_tests, too_long

ROOT = Path(__file__).resolve().parent.parent


def test_the_shortest_test_of_a_file_stays_in_the_usual_run() -> None:
    times = (
        ("a.py::x", 9.0),
        ("a.py::y", 5.0),
        ("b.py::x", 0.1),
        ("b.py::y", 2.0),
        ("c.py::x", 3.0),
    )
    assert too_long(times) == ["a.py::x", "b.py::y"]


def test_each_listed_test_is_in_a_file_that_exists() -> None:
    files = {name.partition("::")[0] for name in long_tests()}
    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []
