"""The pages of a Word document: our own template on some paper, or a company's template."""

from dataclasses import dataclass, replace
from pathlib import Path

from focusgroup.exports.making import Paper
from focusgroup.exports.pdf import libreoffice
from focusgroup.exports.word.company_template import CompanyTemplate, opened_template
from focusgroup.exports.word.company_template.fonts import factors
from focusgroup.exports.word.frame import OwnTemplate, Sheet, Template
from focusgroup.exports.word.logo import read_logo
from focusgroup.exports.word.template import TWINS
from focusgroup.system.fonts import font_for

_PACKAGES = {
    "Carlito": "fonts-crosextra-carlito",
    "Caladea": "fonts-crosextra-caladea",
    "Liberation Sans": "fonts-liberation",
    "Liberation Serif": "fonts-liberation",
}
"""The packages of Debian, Ubuntu and most others that bring the free fonts."""


@dataclass(frozen=True, slots=True)
class Pages:
    """*paper* is used only without a *template*; *notes* are sentences on what it lacks."""

    paper: Paper = "a4"
    template: Template | None = None
    notes: tuple[str, ...] = ()

    @property
    def theirs(self) -> CompanyTemplate | None:
        """Return the company's template, None without one."""
        return self.template if isinstance(self.template, CompanyTemplate) else None


def open_pages(
    paper: Paper | None,
    template: Path | None,
    *,
    keep_text: bool = False,
    logo: Path | None = None,
    cover: bool = False,
) -> Pages:
    """Read the *template* or the *logo*, if any. Raises FocusgroupError if it can't be used.

    Page one is fitted to the fonts of this machine if LibreOffice is on it, as it lays pages out
    with what there is.
    """
    if template:
        theirs = opened_template(template, keep_text=keep_text)
        sheet, missing = _with_fonts(theirs.sheet, theirs.font)
        return Pages(template=replace(theirs, sheet=sheet), notes=(*theirs.notes, *missing))
    ours = OwnTemplate(paper or "a4", read_logo(logo) if logo else None, cover)
    sheet, missing = _with_fonts(ours.sheet, "Calibri")
    return Pages(ours.paper, replace(ours, letters=(sheet.wide, sheet.tall)), missing)


def _with_fonts(sheet: Sheet, font: str) -> tuple[Sheet, tuple[str, ...]]:
    """Return *sheet* in the letters used in place of *font*, and a sentence, if it is missing.

    *font* is "" if the template has a theme's and no theme.
    """
    twin = TWINS.get(font, font)
    found = font_for(font) if font and libreoffice() else None
    if found is None or found.casefold() in (font.casefold(), twin.casefold()):
        return sheet, ()
    wide, tall = factors(found)
    package = _PACKAGES.get(twin, "")
    named = f"no {font}" if twin == font else f"neither {font} nor {twin}, which is as wide"
    note = (
        f"This machine has {named}: page one is kept short, to fit in other letters."
        f" {f'Install {package}' if package else 'Install it'} to see pages as they are meant."
    )
    return replace(sheet, wide=max(sheet.wide, wide), tall=max(sheet.tall, tall)), (note,)
