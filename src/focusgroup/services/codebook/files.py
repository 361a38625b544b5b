"""Write the codebook to a file, and take over one from a file, in one change."""

from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.text import fold
from focusgroup.exports.codebook import write_codebook
from focusgroup.exports.destination import Destination
from focusgroup.exports.export_result import Written
from focusgroup.exports.privacy.consent import presentable_themes
from focusgroup.exports.wording.words import words_for
from focusgroup.imports.codebook import CodebookFile, read_codebook
from focusgroup.services.documents import PLAIN, DocumentOptions
from focusgroup.store import Db
from focusgroup.store.codebook import CodebookChange, put_themes
from focusgroup.store.engine.location import records_dir
from focusgroup.store.reports import everybody
from focusgroup.store.themes import codebook
from focusgroup.system.clock import unix_ms
from focusgroup.system.running import who


@dataclass(frozen=True, slots=True)
class Import:
    """What importing a file would do: themes that are new, those that are there, warnings."""

    file: CodebookFile
    new: int
    known: int
    warnings: tuple[str, ...]

    @property
    def words(self) -> str:
        """The numbers in words."""
        new = f"{self.new:,} new theme{'' if self.new == 1 else 's'}"
        return f"{new}, {self.known:,} that are there already"


@dataclass(frozen=True, slots=True)
class Export:
    """The codebook as a *file*, with *themes*; in some of them a name was *masked*."""

    file: Written
    themes: int
    masked: int


async def write_themes(db: Db, path: Path, options: DocumentOptions = PLAIN) -> Export:
    """Write the codebook as ``.csv`` or ``.qdc``, without the names that no document may show.

    These are of people of any session; an *external* one has nobody's name, and no account's.
    """
    themes, report = (await codebook(db)).themes, await everybody(db)
    words = words_for(report, options.code())
    shown, doubts = presentable_themes(themes, report, options.audience(), words)
    there = Destination(path, kind="codebook", owner=str(db.journal), records=records_dir())
    file = write_codebook(shown, there)._replace(unsure=tuple(doubts))
    changed = sum(new is not old for new, old in zip(shown, themes, strict=True))
    return Export(file, len(themes), changed)


async def read_themes(db: Db, path: Path) -> Import:
    """Return what importing a file would do; themes by a former name of another are left out."""
    file, book = read_codebook(path), await codebook(db)
    there = {fold(theme.path) for theme in book.themes}
    warnings = list(file.warnings)
    entries = []
    for entry in file.entries:
        other = None if fold(entry.path) in there else book.leads_to(entry.path)
        if other:
            warnings.append(f"“{entry.path}” is a former name of “{other.path}”; left out")
        else:
            entries.append(entry)
    known = sum(fold(entry.path) in there for entry in entries)
    kept = CodebookFile(tuple(entries), file.warnings)
    return Import(kept, len(entries) - known, known, tuple(warnings))


async def import_themes(db: Db, found: Import, name: str) -> CodebookChange | None:
    """Take over the themes of a file; return None if everything was there already."""
    words = f"importing {name}"
    return await put_themes(db, found.file.entries, "import", words, who(), unix_ms())
