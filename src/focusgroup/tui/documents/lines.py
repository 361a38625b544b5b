"""The lines of the documents window: what can be written, how far it is, where it was saved."""

from collections.abc import Sequence
from pathlib import Path

from rich.cells import chop_cells
from textual.content import Content

from focusgroup.services.documents import DocumentOptions
from focusgroup.services.documents.jobs import DocumentOffer, Job
from focusgroup.tui.widgets import style

CELLS = 30
"""Width of the progress bar in cells."""
ZONE, ROLES, PLACE = "zone", "roles", "place"
"""The settings that can be chosen besides the document."""
TargetLine = tuple[Content, object]
"""A line and what a click on it chooses."""


def offer_lines(offers: Sequence[DocumentOffer], at: int, width: int) -> list[TargetLine]:
    """Return a line for each document, with its place; the one *at* is marked."""
    wide = max(len(each.label) for each in offers)
    lines: list[TargetLine] = []
    for place, offer in enumerate(offers):
        chosen = place == at
        detail = (offer.detail, "" if chosen else style.MUTED)
        line = Content.assemble("▸ " if chosen else "  ", f"{offer.label:<{wide}}  ", detail)
        line = line.truncate(width, ellipsis=True, pad=True)
        lines.append((line.stylize("reverse") if chosen else line, place))
    return lines


def choice_lines(options: DocumentOptions) -> list[TargetLine]:
    """Return the settings with their keys, below an empty line."""
    zone = options.zone or "each session's own time zone"
    roles = "with what people do" if options.roles else "without what people do"
    place = style.said(str(options.folder)) if options.folder else "as in the configuration"
    rows = (
        ("z", "Times", zone, ZONE),
        ("r", "Readers outside", roles, ROLES),
        ("d", "Folder", place, PLACE),
    )
    lines: list[TargetLine] = [(Content(), None)]
    for key, label, value, target in rows:
        line = Content.assemble((f"{key} ", style.MUTED), f"{label:<17}", (value, style.MUTED))
        lines.append((line, target))
    return lines


def progress_lines(label: str, job: Job) -> list[Content]:
    """Return what is being written and how far it is."""
    lines = [Content.styled(label, "bold"), Content(f"{job.stage} …")]
    if job.total:
        filled = CELLS * job.done // job.total
        bar = (("━" * filled, "$primary"), ("━" * (CELLS - filled), style.FAINT))
        lines.append(Content.assemble(*bar, f"  {job.done:,} of {job.total:,} quotes"))
    return lines


def trouble_lines(why: str, width: int) -> list[TargetLine]:
    """Return why nothing was written, below an empty line; nothing if there is no trouble."""
    if not why:
        return []
    rows = Content(style.said(why)).wrap(width)
    return [(Content(), None), *((row.stylize("$text-error"), None) for row in rows)]


def result_lines(path: Path, remarks: Sequence[str], width: int) -> list[Content]:
    """Return where the document is, on as many lines as the path needs, and what to know of it."""
    there = [Content.styled(line, "bold") for line in chop_cells(style.said(str(path)), width)]
    told = (Content.styled(style.said(remark), style.MUTED) for remark in remarks)
    return [*there, *(row for remark in told for row in remark.wrap(width))]
