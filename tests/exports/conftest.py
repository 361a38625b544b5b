"""Documents for the tests of the exports."""

from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.core.model import Report
from focusgroup.exports.word import write_summary
from tests.exports.packages import WordFile
from tests.exports.reports import MINUTE, START

NOW = START + 75 * MINUTE


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., WordFile]:
    """``written(report)``: its summary, read back."""

    def write(report: Report, **options: object) -> WordFile:
        options.setdefault("now_ms", NOW)
        return WordFile(write_summary(report, tmp_path / "summary.docx", **options))

    return write
