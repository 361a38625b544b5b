"""What the Word summary costs, against the least that any writer of the same file could.

    python benchmarks/word.py [QUOTES ...]
    python benchmarks/word.py --office

The floor is deflating the finished parts again, in the same run and interleaved, since
machines drift; CPU time is counted, the best of the rounds printed, and the ratio is that of
the median round, each against the floor measured beside it. Peak memory is that of a fresh
process, beyond what it held with the report already in it. ``--office`` has LibreOffice lay out
a session of 63 quotes, one of 300, and a log of 10,000 rows.

Bars: 300 quotes 0.1 s of CPU; 10,000 quotes 3 floors and 60 MB; 100,000 quotes 3.5 floors and
150 MB; a session laid out in 5 s, 10,000 rows in 60 s of CPU.
"""

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from focusgroup.core.evidence.findings import find  # noqa: E402 - from this checkout
from focusgroup.core.model import Report  # noqa: E402
from focusgroup.exports.making import Making  # noqa: E402
from focusgroup.exports.pdf import libreoffice  # noqa: E402
from focusgroup.exports.word import write_word  # noqa: E402
from tests.exports.reports import START, large, planners  # noqa: E402

SIZES = (300, 10_000, 100_000)
CHUNK = 1 << 18


def report_of(quotes: int) -> Report:
    """A session up to a thousand quotes, then one more for each thousand."""
    return large(quotes, sessions=max(1, quotes // 1_000), themes=24)


def cpu(work: object, *arguments: object) -> float:
    """CPU seconds of calling *work*."""
    start = time.process_time()
    work(*arguments)  # type: ignore[operator]
    return time.process_time() - start


def deflate(parts: list[bytes]) -> int:
    """The floor: what zipfile does to the parts, and nothing else."""
    size = 0
    for part in parts:
        packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
        for start in range(0, len(part), CHUNK):
            chunk = part[start : start + CHUNK]
            zlib.crc32(chunk)
            size += len(packer.compress(chunk))
        size += len(packer.flush())
    return size


def measure(quotes: int, folder: Path) -> str:
    """A line of figures for *quotes*."""
    report = report_of(quotes)
    path = folder / "summary.docx"

    def write() -> None:
        write_word(report, path, Making(START, full_log=True))

    write()
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist()]
    rounds = 11 if quotes <= 10_000 else 3
    written, floor, found = [], [], []
    for _ in range(rounds):
        written.append(cpu(write))
        floor.append(cpu(deflate, parts))
        found.append(cpu(find, report))
    ratio = statistics.median(a / b for a, b in zip(written, floor, strict=True))
    memory = peak(quotes)
    return (
        f"{quotes:>8,} quotes  {min(written):7.3f} s  floor {min(floor):7.3f} s  "
        f"{ratio:5.2f} x  findings {min(found):6.3f} s  "
        f"{sum(map(len, parts)) / 1e6:7.1f} MB of parts  {path.stat().st_size / 1e6:6.2f} MB file  "
        f"peak +{memory:.1f} MB"
    )


def laid_out(program: str, name: str, report: Report, folder: Path) -> str:
    """What LibreOffice takes for *report*, with its program files read before."""
    path = folder / "summary.docx"
    write_word(report, path, Making(START, full_log=True))
    command = [
        program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "pdf", "--outdir", str(folder), str(path),
    ]  # fmt: skip
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = path.with_suffix(".pdf").stat().st_size / 1e6
    return f"{name:<22}  LibreOffice {wall:6.1f} s  {cpu_s:6.1f} s of CPU  {size:5.2f} MB of PDF"


def office(folder: Path) -> None:
    """Print what LibreOffice takes for the usual documents."""
    program = libreoffice()
    if program is None:
        sys.exit("LibreOffice was not found")
    laid_out(program, "", planners(), folder)  # makes its profile
    print(laid_out(program, "a session, 63 quotes", planners(), folder), flush=True)
    print(laid_out(program, "a session, 300 quotes", report_of(300), folder), flush=True)
    print(laid_out(program, "10,000 log rows", report_of(10_000), folder), flush=True)


def peak(quotes: int) -> float:
    """Megabytes that a fresh process needs beyond what it held before it wrote."""
    done = subprocess.run(
        [sys.executable, __file__, "--peak", str(quotes)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def print_peak(quotes: int) -> None:
    """Write a report of *quotes* and print by how much memory peaked above that, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "summary.docx"
        write_word(large(3), path, Making(START))  # what is imported at use is no part of it
        report = report_of(quotes)
        gc.collect()
        # Linux only: 5 forgets the peak so far, which the making of the report set.
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        before = status("VmRSS")
        write_word(report, path, Making(START, full_log=True))
    print((status("VmHWM") - before) / 1000)


def status(name: str) -> int:
    """A line of this process's status, in kB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="What the Word summary costs.")
    parser.add_argument("quotes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--office", action="store_true", help="what LibreOffice takes")
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        print_peak(options.peak)
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.office:
            office(Path(folder))
            return
        for quotes in options.quotes:
            print(measure(quotes, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
