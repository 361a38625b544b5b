"""What a list or a timetable under one heading is: sections in it, steps, or what follows."""

from focusgroup.core.agenda.blocks import Listing, Paragraph, PipeTable
from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.items import numbered_role
from focusgroup.core.agenda.outlines import timetable
from focusgroup.core.agenda.outlines.node_kinds import is_schedule
from focusgroup.core.agenda.outlines.nodes import (
    Node,
    says_time,
)
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.plain.among_headings import is_named_as_whole
from focusgroup.core.agenda.vocabulary import Role, asks, title_key


def topics_below(node: Node) -> list[RawSection]:
    """Return the bold items of a list under "Questions" as sections, with what they list."""
    items = [x for block in node.blocks if isinstance(block, Listing) for x in block.items]
    general = numbered_role(title_key(node.parts.title)) is Role.QUESTIONS
    general = general or is_named_as_whole(node.parts.title)
    if not general or node.children or says_time(node) or len(items) < 2:
        return []
    titled = all(
        item.bold == item.text
        and not (asks(item.text) or item.called or item.is_task)
        and any(isinstance(block, Listing) for block in item.inner)
        for item in items
    )
    return [timetable.from_item(x, read_heading(x.text)) for x in items] if titled else []


def longer_than(node: Node) -> timetable.Timetable | None:
    """Return the timetable under a section whose rows take longer than it: they come after it."""
    minutes = node.parts.minutes
    found = timetable.in_blocks(node.blocks) if minutes and not node.children else None
    summed = sum(raw.minutes or 0 for raw in found.sections) if found is not None else 0
    return found if summed > (minutes or 0) else None


def may_list_sections(node: Node) -> bool:
    """Return whether a timetable under *node* lists sections, and not the steps of this one."""
    return is_schedule(node.parts.title) or (node.parts.minutes is None and not says_time(node))


def lists_whole(node: Node) -> bool:
    """Return whether a list under a heading gives the parts of all its minutes."""
    found = timetable.in_blocks(node.blocks)
    summed = sum(raw.minutes or 0 for raw in found.sections) if found is not None else 0
    return summed > 0 and summed == node.parts.minutes


def only_lists(node: Node) -> bool:
    """Return whether there is only a timetable under a heading: its length is that of the whole."""
    tables = [block for block in node.blocks if isinstance(block, PipeTable | Listing)]
    told = all(isinstance(block, Paragraph | PipeTable | Listing) for block in node.blocks)
    return len(tables) == 1 and told and not node.children
