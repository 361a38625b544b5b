"""Find the sections of a guide among its headings, or without any headings.

Guides put their sections at any level, below a title or below parts, or write them as bold lines,
as the items of one list or as the rows of a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from focusgroup.core.agenda.blocks import Block, BlockQuote, Heading, Listing, PipeTable, texts_of
from focusgroup.core.agenda.headings import read_heading
from focusgroup.core.agenda.outlines import timetable
from focusgroup.core.agenda.outlines.flat_guides import (
    Outline,
    from_items,
    from_rows,
    outline_of_flat,
    title_line,
    with_preamble,
    without_first_line,
)
from focusgroup.core.agenda.outlines.left_out import LeftOut
from focusgroup.core.agenda.outlines.listed_below import (
    lists_whole,
    longer_than,
    may_list_sections,
    only_lists,
    topics_below,
)
from focusgroup.core.agenda.outlines.minutes import (
    lines_of,
    minutes_in_fields,
    minutes_said,
    timed,
    total_in_script,
    total_said,
    without_length,
)
from focusgroup.core.agenda.outlines.node_kinds import calls_something, is_schedule
from focusgroup.core.agenda.outlines.nodes import (
    Node,
    all_blocks,
    says_time,
    tree,
    without_subtitle,
)
from focusgroup.core.agenda.outlines.spans import total_as_summed, with_last
from focusgroup.core.agenda.outlines.titles import is_group, led_in_a_row, title_of
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.plain.among_headings import PROMOTED_LEVEL
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.tables.as_blocks import with_topics_apart
from focusgroup.core.agenda.vocabulary import asks
from focusgroup.core.agenda.words.leading_words import TO_YOU
from focusgroup.core.model import SidePart


def read_outline(blocks: Sequence[Block], problems: Problems) -> Outline:
    """Return the sections in *blocks*; none if nothing can serve as a section."""
    before, roots = tree(with_topics_apart(blocks))
    left_out = LeftOut(problems)
    kept = left_out.kept(roots) if len(roots) > 1 else roots
    outline = _outline(before, kept or roots, left_out)
    if not outline.sections:
        return outline
    minutes = outline.minutes
    if minutes is None:
        first = min(raw.line for raw in outline.sections)
        above = [block for block in blocks if block.line < first]
        minutes = total_as_summed(outline.sections, [*above, *left_out.blocks])
    if minutes is None and len(outline.sections) > 1:
        minutes, outline = _total_below(outline)
    if not kept:
        return replace(outline, minutes=minutes)
    if minutes is None:
        minutes = total_said(left_out.blocks, alone=True)
    if minutes is None:
        minutes = total_in_script(outline.sections)
    outline = replace(outline, sections=timetable.without_repeated(outline.sections))
    timed_to_end = with_last(outline.sections, minutes, [*before, *left_out.blocks])
    outline = replace(outline, sections=timed_to_end)
    outline = replace(outline, sections=_without_end(outline.sections, left_out))
    lines = [raw.line for raw in outline.sections]
    early, late = left_out.around(min(lines), max(lines))
    return replace(outline, minutes=minutes, before=early, after=late)


def _total_below(outline: Outline) -> tuple[float | None, Outline]:
    """Return the length that the last line of all gives, if no section does, and what is left."""
    last = outline.sections[-1]
    minutes = minutes_said(last.blocks[-1:])
    others = outline.sections[:-1]
    given = any(raw.minutes is not None or minutes_said(raw.blocks) is not None for raw in others)
    summed = sum(raw.minutes or 0 for raw in outline.sections)
    given = minutes != summed if summed else given or last.minutes is not None
    if minutes is None or given:
        return None, outline
    shorter = replace(last, blocks=(*last.blocks[:-1], *without_length(last.blocks[-1])))
    return minutes, replace(outline, sections=(*outline.sections[:-1], shorter))


def _without_end(sections: Sequence[RawSection], left_out: LeftOut) -> tuple[RawSection, ...]:
    """Return *sections* without a last one that says when the session ends, and what is after."""
    last = sections[-1]
    texts = [text for block in last.blocks for text, _ in texts_of(block) if text]
    ends = len(sections) > 1 and last.minutes is None and timetable.is_end(last.title)
    ends = ends and not (last.called or calls_something(last.blocks))
    if ends and texts and not any(asks(text) and TO_YOU.search(text) for text in texts):
        left_out.asides.append(SidePart(last.title, tuple(texts), last.line))
        return tuple(sections[:-1])
    return tuple(timetable.without_end(sections))


def _outline(before: list[Block], roots: list[Node], left_out: LeftOut) -> Outline:
    problems = left_out.problems
    if not _is_led_by_headings(roots):
        title = roots[0] if roots else None
        flat = [*before, *(title.blocks if title else ())]
        return _titled(outline_of_flat(flat, problems, title.parts.title if title else ""), title)
    title = title_of(roots)
    if title is None and len(roots) == 1:
        only = roots[0]
        sections = with_preamble(list(_sections(only, left_out, whole=says_time(only))), before)
        name = "" if is_schedule(only.parts.title) else only.parts.title
        total = _whole(only, sections)
        return Outline(name, total, only.heading.line, tuple(timed(sections)))
    if title is not None:
        children = without_subtitle(title.children)
        roots = [title, *(roots[1:] if children else without_subtitle(roots[1:]))]
        kept = left_out.kept(children, title.blocks)
        has_table = timetable.in_blocks(title.blocks) is not None
        known = kept or has_table or len(roots) > 1
        roots = [*(without_subtitle(kept) if known else children), *roots[1:]]
        before = [*before, *title.blocks]
    else:
        roots = without_subtitle(roots)
    name = "" if title else _name_over(before, roots)
    if name:
        before = without_first_line(before)
    minutes = title.parts.minutes if title else None
    facts = [block for block in before if not _lists_times(block)]
    minutes = total_said([*_as_text(title), *facts]) if minutes is None else minutes
    if minutes is None and len(roots) == 1 and roots[0].children:
        minutes = total_said(roots[0].blocks)
    if minutes is None:
        # The plan may say it below its timetable.
        plans = (root for root in roots if is_schedule(root.parts.title))
        said = ([x for x in root.blocks if not _lists_times(x)] for root in plans)
        minutes = next(filter(None, map(total_said, said)), None)
    if minutes is None:
        # "Suggested run of a 90-minute session", and below it the timetable, maybe with its total.
        over = [root for root in roots if timetable.in_blocks(root.blocks)]
        tables = [x for root in over for x in root.blocks if isinstance(x, PipeTable)]
        if len(over) == 1:
            minutes = total_said([over[0].heading.as_paragraph()]) or minutes_said(tables)
    listed = tuple(timed(_of_roots(before, roots, left_out)))
    led = {raw.line for raw in listed}
    groups = [x for x in roots if x.parts.minutes is not None and x.heading.line not in led]
    groups = [each for each in groups if each.children or timetable.in_blocks(each.blocks)]
    if minutes is None and (len(roots) == 1 or len(groups) == 1):
        minutes = _whole((groups or roots)[0], listed)
    outline = Outline(name, minutes, sections=listed)
    return _titled(outline, title)


def _whole(node: Node, sections: Sequence[RawSection]) -> float | None:
    """Return the minutes of the only heading over all sections, unless theirs say otherwise."""
    summed = sum(raw.minutes or 0 for raw in sections)
    return node.parts.minutes if len(sections) > 1 and summed in (0, node.parts.minutes) else None


def _as_text(title: Node | None) -> list[Block]:
    return [] if title is None else [title.heading.as_paragraph()]


def _of_roots(before: list[Block], roots: list[Node], left_out: LeftOut) -> list[RawSection]:
    """Return the sections under *roots*, with minutes and breaks from a timetable of them all."""
    found = timetable.in_blocks(before)
    listed: list[RawSection] = []
    if found is not None:
        listed = list(found.sections)
        before = [block for block in before if block is not found.block]
    headed = [] if listed else _by_overview(roots, left_out)
    if not headed:
        alone = len(roots) == 1
        whole = sum(map(says_time, roots)) == 1
        for root, led in zip(roots, led_in_a_row(roots), strict=True):
            headed += _sections(root, left_out, alone=alone, whole=whole, led=led)
    elif found is None:
        return with_preamble(headed, before)
    if listed:
        headed = timetable.merged(listed, headed) or [*listed, *headed]
    return with_preamble(headed, before)


def _lists_times(block: Block) -> bool:
    return isinstance(block, Listing) and timetable.in_blocks([block]) is not None


def _by_overview(nodes: Sequence[Node], left_out: LeftOut) -> list[RawSection]:
    """Return the sections of *nodes* if one of them has a timetable of the others, or none."""
    plans = (node for node in nodes if _is_overview(node))
    overview = next((node for node in plans if timetable.in_blocks(node.blocks)), None)
    table = timetable.in_blocks(overview.blocks) if overview is not None else None
    if overview is None or table is None or len(nodes) < 2:
        return []
    others = [node for node in nodes if node is not overview]
    called = [block for block in overview.blocks if timetable.is_called(block)]
    return with_preamble(_merged(table, others, left_out) or [], called)


def _is_overview(node: Node) -> bool:
    untimed = node.parts.minutes is None and not says_time(node)
    found = timetable.in_blocks(node.blocks) if not untimed and not node.children else None
    whole = sum(raw.minutes or 0 for raw in found.sections) if found is not None else 0.0
    said = minutes_said(node.blocks) if node.parts.minutes is None else node.parts.minutes
    of_whole = whole > 0 and whole == said
    called = node.parts.left_out is False
    return not (node.children or called) and bool(
        untimed or of_whole or is_schedule(node.parts.title)
    )


def _merged(
    table: timetable.Timetable, others: Sequence[Node], left_out: LeftOut
) -> list[RawSection] | None:
    """Return the sections of *others* with the minutes of *table*; None if they don't match."""
    titles = frozenset(timetable.letters(raw.title) for raw in table.sections)
    trial = LeftOut(Problems(), listed=titles)
    headed = [
        raw
        for node, led in zip(others, led_in_a_row(others), strict=True)
        for raw in _sections(node, trial, led=led)
    ]
    whole = timetable.merged(table.sections, headed)
    if whole is not None:
        left_out.asides += trial.asides
        left_out.blocks += trial.blocks
        left_out.problems.found += trial.problems.found
    return whole


def _name_over(before: Sequence[Block], roots: Sequence[Node]) -> str:
    """Return the title line above a text whose headings are not marked as headings, or ""."""
    if not before or any(root.heading.level < PROMOTED_LEVEL for root in roots):
        return ""
    return title_line([*before, roots[0].heading])


def _titled(outline: Outline, title: Node | None) -> Outline:
    if title is None:
        return outline
    minutes = outline.minutes if outline.minutes is not None else title.parts.minutes
    return replace(outline, title=title.parts.title, line=title.heading.line, minutes=minutes)


def _is_led_by_headings(roots: Sequence[Node]) -> bool:
    """Return whether headings mark the sections: False for none, or only a title over an agenda."""
    if len(roots) != 1 or roots[0].children:
        return bool(roots)
    only = roots[0]
    if only.heading.level > 1:
        return True
    listed = from_items(only.blocks) or from_rows(only.blocks)
    return only.parts.minutes is not None and not listed


def _sections(
    node: Node,
    left_out: LeftOut,
    *,
    alone: bool = False,
    whole: bool = False,
    led: bool = False,
) -> Iterator[RawSection]:
    """Yield the section that *node* is, or the sections it groups.

    *whole*: no other heading gives a length. *led*: it is a section, whatever times are below it.
    """
    lists = may_list_sections(node) or (whole and (only_lists(node) or lists_whole(node)))
    found = timetable.in_blocks(node.blocks) if lists else None
    if found is None and (beside := longer_than(node)) is not None:
        rest = [block for block in node.blocks if block is not beside.block]
        yield _section(replace(node, blocks=rest), left_out.problems)
        yield from beside.sections
        return
    if found is None and (topics := topics_below(node)):
        yield from with_preamble(topics, [x for x in node.blocks if not isinstance(x, Listing)])
        return
    listed = timetable.letters(node.parts.title) in left_out.listed
    below = [timetable.letters(child.parts.title) in left_out.listed for child in node.children]
    written_out = 2 * sum(below) > len(below)
    if found is None and not written_out and (listed or led or not is_group(node, alone=alone)):
        yield _section(node, left_out.problems)
        return
    if found is not None and node.parts.left_out is False:
        # Its author calls it a section: the timetable's come after it.
        at = next(n for n, block in enumerate(node.blocks) if block is found.block)
        before, after = node.blocks[:at], node.blocks[at + 1 :]
        yield _section(replace(node, blocks=before, children=[]), left_out.problems)
        node = replace(node, blocks=[found.block, *after])
    rest = [block for block in node.blocks if found is None or block is not found.block]
    inner = list(found.sections) if found is not None else []
    children = left_out.kept(node.children) or node.children
    headed = _by_overview(children, left_out)
    alone = sum(child.parts.minutes is not None for child in children) == 1
    headed = headed or [
        raw
        for child, in_row in zip(children, led_in_a_row(children), strict=True)
        for raw in _sections(child, left_out, whole=alone, led=in_row)
    ]
    inner = (timetable.merged(inner, headed) or [*inner, *headed]) if inner else headed
    given, summed = node.parts.minutes, sum(raw.minutes or 0 for raw in inner)
    if given is not None and summed and given != summed:
        left_out.problems.warn(
            node.heading.line,
            f"{quoted(node.parts.title)} says {given:g} minutes; its sections add up to {summed:g}",
            "change one of them",
        )
    yield from with_preamble(inner, rest)


def _section(node: Node, problems: Problems) -> RawSection:
    parts = node.parts
    if parts.typo is not None:
        word, meant = parts.typo
        problems.warn(
            node.heading.line,
            f"{quoted(word)} isn't a section kind",
            f"did you mean `{meant}`?",
        )
    blocks = [*node.blocks, *(block for child in node.children for block in all_blocks(child))]
    blocks = [_as_note(block) if isinstance(block, Heading) else block for block in blocks]
    minutes = parts.minutes
    if minutes is None and parts.starts is None:
        # The other fields in the line are a note.
        fields = (minutes_in_fields(line.text) for line in lines_of(node.blocks[:2]))
        minutes = next((each for each in fields if each is not None), None)
    called = parts.left_out is False
    return RawSection(
        parts.title, node.heading.line, minutes, parts.kind, tuple(blocks), parts.starts, called
    )


def _as_note(heading: Heading) -> Block:
    """Return a heading within a section; one that its author calls a note is one."""
    if not heading.text.endswith("(notes)"):
        return heading
    title = read_heading(heading.text).title
    return BlockQuote(((title, heading.line),), heading.line, callout=True)
