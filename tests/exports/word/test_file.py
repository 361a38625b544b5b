"""The file itself: the same bytes every time, replaced whole or not at all, quickly made."""

import hashlib
import os
import subprocess
import sys
import textwrap
import time
from itertools import count
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.atomic import Cancelled
from focusgroup.exports.word.ooxml.package import stream_part
from focusgroup.exports.word.template import template
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, findings
from tests.exports.reports import REPORTS, chinese, large, planners
from tests.exports.writing import write_summary

ROOT = Path(__file__).resolve().parents[3]


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file()]


def test_the_path_written_is_given_back(tmp_path):
    path = tmp_path / "exports" / "summary.docx"
    assert write_summary(planners(), path, now_ms=NOW) == path
    assert findings(path) == []


@pytest.mark.parametrize("name", ["planners", "right to left", "several sessions"])
def test_the_same_report_gives_the_same_bytes(tmp_path, name):
    one = write_summary(REPORTS[name](), tmp_path / "one.docx", now_ms=NOW).read_bytes()
    two = write_summary(REPORTS[name](), tmp_path / "two.docx", now_ms=NOW).read_bytes()
    assert one == two
    later = write_summary(REPORTS[name](), tmp_path / "l.docx", now_ms=NOW + 60_000).read_bytes()
    assert later != one


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "LANGUAGE": "zh_CN"},
        pytest.param(
            {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "LANG": "de_DE"},
            marks=pytest.mark.slow,
        ),
    ],
)
def test_zone_locale_and_hash_seed_of_the_machine_change_nothing(tmp_path, surroundings):
    script = """
        import sys
        from pathlib import Path
        from tests.exports.writing import write_summary
        from tests.exports.reports import chinese, planners
        for report, code in ((planners, "en"), (planners, "zh"), (chinese, "zh")):
            path = Path(sys.argv[1]) / f"{report.__name__}-{code}.docx"
            write_summary(report(), path, now_ms=int(sys.argv[2]), language=code)
    """
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    python_path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(there), str(NOW)],
        env=os.environ | surroundings | {"PYTHONPATH": python_path},
        cwd=tmp_path,
        check=True,
        timeout=240,
    )
    for report, code in ((planners, "en"), (planners, "zh"), (chinese, "zh")):
        name = f"{report.__name__}-{code}.docx"
        made = write_summary(report(), here / name, now_ms=NOW, language=code)
        assert (there / name).read_bytes() == made.read_bytes()


def test_cancelling_leaves_what_stood_there(tmp_path):
    path = tmp_path / "summary.docx"
    path.write_bytes(b"the old one")
    asked = count()
    with pytest.raises(Cancelled):
        write_summary(large(600), path, now_ms=NOW, cancelled=lambda: next(asked) > 300)
    assert path.read_bytes() == b"the old one"
    assert left_over(tmp_path) == ["summary.docx"]


def test_an_export_that_is_not_cancelled_is_the_same(tmp_path):
    one = write_summary(planners(), tmp_path / "one.docx", now_ms=NOW, cancelled=lambda: False)
    two = write_summary(planners(), tmp_path / "two.docx", now_ms=NOW)
    assert one.read_bytes() == two.read_bytes()


def test_a_failure_in_the_middle_leaves_what_stood_there(tmp_path, monkeypatch):
    path = tmp_path / "summary.docx"
    path.write_bytes(b"the old one")

    def break_off(package, name, markup, **_):
        def half():
            for number, piece in enumerate(markup):
                if number == 50:
                    raise OSError(28, "No space left on device")
                yield piece

        stream_part(package, name, half())

    monkeypatch.setattr("focusgroup.exports.word.summary.stream_part", break_off)
    with pytest.raises(FocusgroupError, match="disk is full"):
        write_summary(planners(), path, now_ms=NOW)
    assert path.read_bytes() == b"the old one"
    assert left_over(tmp_path) == ["summary.docx"]


def test_a_folder_in_its_place_is_a_sentence(tmp_path):
    with pytest.raises(FocusgroupError, match="is a folder"):
        write_summary(planners(), tmp_path, now_ms=NOW)


def test_our_template_is_small_and_of_this_decade():
    made = template()
    assert len(made) < 10_000
    assert hashlib.sha256(made).digest() == hashlib.sha256(template()).digest()


def test_the_cost_of_a_quote_does_not_grow_with_their_number(tmp_path):
    def seconds(quotes: int) -> float:
        report = large(quotes)
        start = time.process_time()
        write_summary(report, tmp_path / "s.docx", now_ms=NOW, full_log=True)
        return time.process_time() - start

    seconds(100)
    # A quadratic step would make this 16, and it is 4 without one; a busy core disturbs a try.
    assert any(seconds(8_000) < 8 * seconds(2_000) for _ in range(3))
    assert len(WordFile(tmp_path / "s.docx").parts) > 10
