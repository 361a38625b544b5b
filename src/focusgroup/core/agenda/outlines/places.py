"""Where a heading stands among those beside it, and whether it is led by all signs together."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from focusgroup.core.agenda.outlines.node_kinds import has_timetable, names_flow
from focusgroup.core.agenda.outlines.nodes import Node, is_timed
from focusgroup.core.agenda.outlines.signs import signs_in
from focusgroup.core.agenda.outlines.titles import announces_parts
from focusgroup.core.agenda.vocabulary import KINDS, TITLE_KINDS, without_part
from focusgroup.core.agenda.words.outside_words import Outside
from focusgroup.core.model import SectionKind
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_WEIGHTS = {
    # its title
    "plan": -3.5,
    "likely": -2.5,
    "maybe": -2.0,
    "asking title": -1.0,
    "edge": 3.5,
    "edge that states": -1.5,
    "rules of all": 5.0,
    "led": 1.0,
    "activity": 1.5,
    "one of several": 2.0,
    # its place among the others
    "no time": -3.0,
    "most have times": -1.0,
    "not listed": -3.0,
    "no number": -0.5,
    "number": 1.0,
    "before": -0.5,
    "after": -1.0,
    "after the end": -2.0,
    "the whole": 2.0,
    "beside the whole": -2.0,
    "between": 2.0,
    "nothing else": 0.5,
    "time": 9.0,
    "written out": 9.0,
    # what stands in it
    "states": -1.5,
    "tells of the group": -1.5,
    "facts": -1.5,
    "lists others": -3.0,
    "announces": -3.0,
    "form": -6.0,
    "table": -1.5,
    "bullets": -0.5,
    "orders around": -1.0,
    "some boxes": -1.0,
    "blanks": -0.5,
    "bare": -0.5,
    "questions": 1.0,
    "mostly questions": 1.0,
    "asks you": 2.5,
    "requests": 0.5,
    "round": 1.0,
    "you": 0.5,
    "spoken": 1.0,
    "greets": 1.5,
    "quote": 0.5,
    "short": 0.5,
}
"""How much each sign says that a part is led (above 0) or is around what is led (below)."""

_AT_FIRST = 1.0
_LEAST = -0.5
"""A part is led unless its signs say clearly that it is not: a lost section is worse."""

_EDGES = (SectionKind.OPENING, SectionKind.ENDING)
_BRACKETS = lazy_pattern(r"[（(\[][^（）()\[\]]*[)）\]]")
_WITHOUT_SPACE = ("开场", "開場", "结束", "結束", "收尾", "オープニング", "クロージング", "まとめ")
_NUMBERED = lazy_pattern(
    r"\W*(?:\w+\s)?(?:\d{1,2}|[IVX]{1,4}|[A-H]|[一二三四五六七八九十]+)\b[.):–—-]?\s?"
)


@dataclass(slots=True)
class Places:
    """The headings of one level with their signs.

    *outside* says how surely each is outside by its title; *listed* are the titles in a timetable.
    """

    nodes: Sequence[Node]
    outside: Sequence[Outside | None]
    listed: Sequence[str]
    inside: list[frozenset[str]] = field(init=False)
    timed: list[int] = field(init=False)
    led: list[int] = field(init=False)
    sure: list[int] = field(init=False)
    ending: int = field(init=False)
    numbered: list[bool] = field(init=False)
    first_words: list[str] = field(init=False)
    named: Counter[str] = field(init=False)
    led_too: frozenset[int] = field(init=False)
    counted: int = field(init=False)
    sections: int = field(init=False)
    whole: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.inside = [frozenset(signs_in(node)) for node in self.nodes]
        shown = [n for n, each in enumerate(self.outside) if each is None]
        self.timed = [n for n in shown if is_timed(self.nodes[n])]
        self.led = [n for n in shown if self._leads(n)]
        told = [n for n, found in enumerate(self.inside) if "edge that states" in found]
        edges = [n for n in self.led if n not in told and edge_of(self.nodes[n]) is not None]
        self.sure = sorted({*self.timed, *edges} & {*self.led})
        kinds = [edge_of(node) for node in self.nodes]
        ends = SectionKind.ENDING
        self.ending = kinds.index(ends) if ends in kinds else len(kinds)
        self.numbered = [bool(_NUMBERED.match(node.heading.text)) for node in self.nodes]
        self.first_words = [fold(node.parts.title).split(" ", 1)[0] for node in self.nodes]
        self.named = Counter(self.first_words)
        self.led_too = frozenset(self.led)
        self.counted = sum(self.numbered[n] for n in self.led)
        wholes = [n for n in shown if count_timed(self.nodes[n]) > 1]
        wholes = wholes or [n for n in shown if _is_whole(self.nodes[n])]
        self.whole = wholes[0] if len(wholes) == 1 else None
        self.sections = sum(count_timed(self.nodes[n]) for n in self.timed)

    def _leads(self, n: int) -> bool:
        node = self.nodes[n]
        found = self.inside[n]
        asks = "asks you" in found or {"many questions", "mostly questions"} <= found
        return asks or edge_of(node) is not None or is_timed(node) or has_timetable(node)

    def is_led(self, n: int) -> bool:
        """Return whether all signs of the heading *n* together say that it is led."""
        return _AT_FIRST + sum(_WEIGHTS.get(sign, 0) for sign in self.signs(n)) > _LEAST

    def _many_timed(self, n: int) -> int:
        """Return how many sections with times the headings beside *n* are, or hold."""
        own = is_timed(self.nodes[n]) and self.outside[n] is None
        return self.sections - (count_timed(self.nodes[n]) if own else 0)

    def signs(self, n: int) -> set[str]:
        """Return all signs of the heading *n*."""
        node = self.nodes[n]
        found = {*self.inside[n]}
        if (outside := self.outside[n]) is not None:
            found.add(outside.value)
        if edge_of(node) is not None:
            found.add("edge")
        timed = is_timed(node)
        given = node.parts.minutes is not None or node.parts.starts is not None
        tabled = has_timetable(node)
        if writes_out(node, self.listed):
            found.add("written out")
        if given or timed:
            found.add("time" if given else "time below")
        placed = self.led
        if self._many_timed(n) > 1:
            placed = self.sure  # what asks beside sections with times may be of the plan
        led = [m for m in (*placed[:2], *placed[-2:]) if m != n]
        if not led:
            found.add("nothing else")
        elif n < led[0]:
            found.add("before")
        else:
            found.add("between" if n < led[-1] else "after")
        if self.whole == n:
            found.add("the whole")
        if self.whole not in (None, n) and not (given or timed or tabled or "asks you" in found):
            found.add("beside the whole")
        if n > self.ending:
            found.add("after the end")
        # "Before we start" with boxes may open the session.
        opens = "only boxes" in found and not node.children and "before" in found
        if self._many_timed(n) > 1 and not (timed or tabled or opens or "between" in found):
            found.add("no time")
            if 2 * len(self.timed) >= len(self.nodes) - 1:
                found.add("most have times")
        counted = self.counted - (self.numbered[n] and n in self.led_too)
        if counted > 1 and 3 * counted >= 2 * (len(self.led) - (n in self.led_too)):
            found.add("number" if self.numbered[n] else "no number")
        series = self.numbered[n] and self.named[self.first_words[n]] > 1
        if series or without_part(node.parts.title) != node.parts.title:
            found.add("one of several")
        told = "speaks to you" in found and not found & {"quote", "questions"}
        if timed or told or "one of several" in found:
            found.discard("plan")
        title = fold(node.parts.title)
        known = any(title in row or row in title for row in self.listed if row)
        aside = not (tabled or timed or "between" in found)
        if aside and "orders" in found and not found & {"edge", "questions", "nothing else"}:
            found.add("orders around")
        if len(self.listed) > 2 and aside and not known:
            found.add("not listed")
        return found


def writes_out(node: Node, listed: Sequence[str]) -> bool:
    """Return whether most headings below this one are rows of a timetable beside it."""
    below = [fold(without_part(child.parts.title)) for child in node.children]
    return len(below) > 1 and 2 * sum(title in listed for title in below) > len(below)


def _is_whole(node: Node) -> bool:
    """Return whether a heading is over all of the session: "Flow of the evening"."""
    return len(node.children) > 1 and (names_flow(node.parts.title) or announces_parts(node))


def count_timed(node: Node) -> int:
    """Return how many sections with times a heading is, or holds."""
    return max(1, sum(count_timed(child) for child in node.children if is_timed(child)))


def edge_of(node: Node) -> SectionKind | None:
    """Return whether a heading opens or closes the session: "Thank-you and closing"."""
    title = fold(_BRACKETS.sub("", node.parts.title))
    if node.parts.kind in _EDGES or title in TITLE_KINDS:
        return node.parts.kind or TITLE_KINDS[title]
    if KINDS.get(title) is SectionKind.INTRODUCTORY:
        return SectionKind.OPENING  # "Einstieg"
    words = [*(word for word in _WITHOUT_SPACE if word in title), *re.split(r"[\W_]+", title)]
    kinds = (KINDS.get(word) or TITLE_KINDS.get(word) for word in words)
    return next((kind for kind in kinds if kind in _EDGES), None)
