"""`focusgroup export template-check`: what documents take from a company's template."""

from pathlib import Path

import click

from focusgroup.cli.export.options import KEEP_TEMPLATE_TEXT
from focusgroup.cli.output import print_json, say, warn


@click.command("template-check")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File for page one (default: named after the template, in the documents folder).",
)
@KEEP_TEMPLATE_TEXT
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def template_check(
    file: Path, output: Path | None, keep_template_text: bool, as_json: bool
) -> None:
    """Show what documents take from a company's template, and page one on it.

    FILE is a .docx or .dotx. Page one of a sample session is written as a picture (PNG) if
    LibreOffice and poppler-utils are installed, else as PDF or Word; its path is printed last.
    """
    from focusgroup.services.documents.template_check import check_template

    checked = check_template(file, output, keep_text=keep_template_text)
    for remark in checked.page.remarks():
        warn(remark)
    if as_json:
        print_json(
            {
                "template": str(file),
                "facts": [
                    {"what": each.what, "taken": each.taken, "how": each.how}
                    for each in checked.facts
                ],
                "notes": list(checked.notes),
                "page_one": str(checked.page.path),
            }
        )
        return
    for line in checked.lines():
        say(line)
    if checked.page.path.suffix != ".png":
        warn("For page one as a picture, install LibreOffice and poppler-utils.")
    say(str(checked.page.path))
