"""Documents for the tests of the exports."""

import os
import subprocess
import zipfile
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


@pytest.fixture
def saved_by_libreoffice(tmp_path: Path, program: Callable[[str], str]) -> Callable[[Path], Path]:
    """``saved_by_libreoffice(path)``: that Word file as LibreOffice saves it anew."""

    def save(path: Path) -> Path:
        folder = tmp_path / "libreoffice"
        subprocess.run(
            [
                program("soffice"),
                "--headless",
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
                *("--convert-to", "docx", "--outdir", str(folder), str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=100,
            env=os.environ | {"SAL_USE_VCLPLUGIN": "svp"},
        )
        made = folder / f"{path.stem}.docx"
        assert zipfile.is_zipfile(made)
        return made

    return save
