"""The pages of a Word document: our own template on some paper, or a company's template."""

from dataclasses import dataclass
from pathlib import Path

from focusgroup.exports.word.company_template import CompanyTemplate, opened_template
from focusgroup.exports.word.making import Paper


@dataclass(frozen=True, slots=True)
class Pages:
    """*paper* is used only without a *template*, which has its own paper."""

    paper: Paper = "a4"
    template: CompanyTemplate | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """One sentence for each thing the template lacks."""
        return self.template.notes if self.template else ()


def open_pages(paper: Paper | None, template: Path | None) -> Pages:
    """Read the *template*, if any. Raises ``TemplateError`` when it can't be used."""
    return Pages(paper or "a4", opened_template(template) if template else None)
