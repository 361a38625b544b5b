"""Share a total out over sections that give no minutes, and name each time that was not used."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from focusgroup.core.agenda.blocks import Block, Heading, Listing, Paragraph
from focusgroup.core.agenda.outlines.minutes import minutes_of
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.vocabulary import asks
from focusgroup.core.dates.durations import LENGTH, LengthPattern, folded, in_words, parse_minutes
from focusgroup.core.model import Section
from focusgroup.core.patterns import lazy_pattern

_LENGTH = LengthPattern(rf"(?<![\w.,:/-])(?=[^\s]{{0,12}}\d){LENGTH}")
_AT_END = LengthPattern(rf"[(\[]\s*(?P<length>{LENGTH})\s*[)\]]\s*$")
_DIGIT = lazy_pattern(r"\d")
_LONGEST = 300


def shared_out(
    sections: tuple[Section, ...], total: float, line: int, problems: Problems
) -> tuple[Section, ...]:
    """Return the sections with *total* shared out by their questions, if none gives its minutes."""
    if (
        not (total and sections)
        or total < len(sections)
        or any(section.minutes for section in sections)
    ):
        return sections
    weights = [2 + len(section.questions) for section in sections]
    exact = [total * weight / sum(weights) for weight in weights]
    minutes = [max(1.0, float(int(each))) for each in exact]
    by_rest = sorted(range(len(exact)), key=lambda n: int(exact[n]) - exact[n])
    for n in by_rest[: max(0, round(total - sum(minutes)))]:
        minutes[n] += 1
    minutes[-1] += total - sum(minutes)
    problems.warn(
        line,
        f"no section says how long it takes, so the {in_words(total)} of the whole were shared out"
        " by the number of questions",
        "write what each takes after its title: `## Welcome (10 min)`",
    )
    return tuple(replace(each, minutes=n) for each, n in zip(sections, minutes, strict=True))


def warn_about_unused(raw: RawSection, section: Section, total: float, problems: Problems) -> None:
    """Warn about each line of a section with a length that is neither its own nor the total."""
    known = {section.minutes, total}
    for text, line in _lines(raw.blocks):
        minutes = _length_in(text)
        if minutes is not None and minutes not in known and minutes_of(text) not in known:
            problems.warn(
                line,
                f"{quoted(text, 40)} gives a time that was not used; {quoted(section.title, 30)}"
                f" takes {in_words(section.minutes)}",
                "write a length after the title of a section: `## Title (10 min)`",
            )


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Yield what may hold a time: notes, headings and list items, not what is read aloud."""
    for block in blocks:
        match block:
            case Heading():
                yield block.text, block.line
            case Paragraph():
                yield from ((line.text, line.number) for line in block.lines)
            case Listing():
                for item in block.items:
                    yield item.text, item.line
                    yield from _lines(item.inner)


def _length_in(text: str) -> float | None:
    """Return the length in a note, or in brackets after a question; None without one."""
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    plain = folded(text)
    if asks(text):
        found = _AT_END.search(plain)
        return parse_minutes(found["length"]) if found else None
    inside = _LENGTH.search(plain)
    return parse_minutes(inside.group()) if inside else None
