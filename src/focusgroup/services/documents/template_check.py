"""Check a company's template: what documents take from it, and page one on it as a picture."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from focusgroup.core.model import Report
from focusgroup.services.sample import make
from focusgroup.store import open_db
from focusgroup.store.engine.location import exports_dir, records_dir
from focusgroup.store.reports import session_report

if TYPE_CHECKING:
    from focusgroup.exports.export_result import Written
    from focusgroup.exports.word import TemplateFact

SAMPLE_MS = 1_772_712_000_000
"""The day the sample is as of (5 March 2026), so that the same template gives the same page."""


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """What is taken from a template, what to know of it, and page one on it.

    The page is a picture, a PDF or a Word file, by what is installed here.
    """

    template: Path
    facts: "tuple[TemplateFact, ...]"
    notes: tuple[str, ...]
    page: "Written"

    def lines(self) -> tuple[str, ...]:
        """Return the facts and notes as lines."""
        facts = (f"{'✓' if each.taken else '–'} {each.what}: {each.how}" for each in self.facts)
        return (*facts, *self.notes)


def check_template(
    path: Path,
    output: Path | None = None,
    *,
    keep_text: bool = False,
    cancelled: Callable[[], bool] | None = None,
) -> TemplateCheck:
    """Check the template at *path*, and write page one of a sample on it to *output*.

    Raises FocusgroupError if it can't be used or the page can't be written.
    """
    from focusgroup.exports.destination import Destination
    from focusgroup.exports.making import Making
    from focusgroup.exports.word import open_pages, page_suffix, template_facts, write_page_one

    pages = open_pages(None, path, keep_text=keep_text)
    theirs = pages.theirs
    facts = tuple(template_facts(theirs)) if theirs else ()
    there = Destination(
        output or exports_dir() / f"{path.stem} - page one{page_suffix()}",
        named=output is not None,
        kind="template-check",
        owner=str(path.absolute()),
        records=records_dir(),
    )
    alone = theirs.alone() if theirs else None
    how = Making(SAMPLE_MS, topline=True, template=alone, cancelled=cancelled)
    page = write_page_one(_sample(), there, how)
    return TemplateCheck(path, facts, pages.notes, page)


def _sample() -> Report:
    """Return the newest session of a sample made for this."""

    async def read(place: Path) -> Report:
        async with open_db(place, create=False) as db:
            return await session_report(db, ["last"])

    with tempfile.TemporaryDirectory(prefix="focusgroup-") as folder:
        place = Path(folder) / "sample.db"
        make(place, SAMPLE_MS)
        return asyncio.run(read(place))
