"""Documents for the tests of the exports."""

import faulthandler
import os
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from focusgroup.core.model import Report
from tests.exports.packages import WordFile
from tests.exports.reports import MINUTE, START
from tests.exports.templates import corporate
from tests.exports.writing import write_summary

NOW = START + 75 * MINUTE


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., WordFile]:
    """``written(report)``: its summary, read back."""

    def write(report: Report, **options: object) -> WordFile:
        options.setdefault("now_ms", NOW)
        return WordFile(write_summary(report, tmp_path / "summary.docx", **options))

    return write


@pytest.fixture(scope="session")
def office(
    tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]
) -> Callable[[str, Path, Sequence[Path]], list[Path]]:
    """``office("pdf", folder, files)``: *files* as LibreOffice writes them, put into *folder*.

    It takes a second to start, so many files at a time cost little more than one.
    """
    profile = tmp_path_factory.mktemp("libreoffice")

    def convert(kind: str, folder: Path, files: Sequence[Path]) -> list[Path]:
        command = [program("soffice"), "--headless", f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", kind, "--outdir", str(folder), *map(str, files)]
        # The limit of a usual test would end the whole worker: it has one of its own below.
        faulthandler.cancel_dump_traceback_later()
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            timeout=300,
            env=os.environ | {"SAL_USE_VCLPLUGIN": "svp"},
        )
        made = [folder / f"{file.stem}.{kind}" for file in files]
        assert all(each.exists() for each in made)
        return made

    return convert


@pytest.fixture(scope="session")
def printed(
    tmp_path_factory: pytest.TempPathFactory,
    office: Callable[[str, Path, Sequence[Path]], list[Path]],
) -> Callable[[Sequence[Path]], list[list[str]]]:
    """``printed(files)``: of each Word file the text of its pages, laid out by LibreOffice."""

    def pages(files: Sequence[Path]) -> list[list[str]]:
        found = []
        for made in office("pdf", tmp_path_factory.mktemp("printed"), files):
            read = ["pdftotext", "-layout", str(made), "-"]
            done = subprocess.run(read, check=True, capture_output=True, timeout=240)
            found.append(done.stdout.decode(errors="replace").split("\f")[:-1])
        return found

    return pages


@pytest.fixture(scope="session")
def saved_by_libreoffice(
    tmp_path_factory: pytest.TempPathFactory,
    office: Callable[[str, Path, Sequence[Path]], list[Path]],
) -> Path:
    """The company's template as LibreOffice saves it anew."""
    folder = tmp_path_factory.mktemp("template")
    (made,) = office("docx", folder, [corporate(folder / "corporate.dotx")])
    assert zipfile.is_zipfile(made)
    return made
