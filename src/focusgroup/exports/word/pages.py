"""What a Word document is written on: our own template on some paper, or a company's."""

from dataclasses import dataclass
from pathlib import Path

from focusgroup.exports.word.company_template import CompanyTemplate, opened_template
from focusgroup.exports.word.making import Paper


@dataclass(frozen=True, slots=True)
class Pages:
    """*paper* counts only without a *template*, which has a paper of its own."""

    paper: Paper = "a4"
    template: CompanyTemplate | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What a template lacks, a sentence each."""
        return self.template.notes if self.template else ()


def open_pages(paper: Paper | None, template: Path | None) -> Pages:
    """Those with the *template*, if any, read. Raises ``TemplateError`` for one of no use."""
    return Pages(paper or "a4", opened_template(template) if template else None)
