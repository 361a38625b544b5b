"""Turn the ways in which people write questions into one: an item with its probes nested under it.

A paragraph that asks above a list is a question with probes, "If yes: …" is a probe, boxes under a
question are its answers, and an instruction in a list of questions is a note.
"""

import re
from dataclasses import replace

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Heading,
    Listing,
    ListItem,
    Paragraph,
    TextLine,
    texts_of,
)
from focusgroup.core.agenda.items import (
    is_task_for_all,
    is_task_read_out,
    label_of,
    label_role,
    lists_ask,
    numbered_role,
)
from focusgroup.core.agenda.outlines.paragraph_kinds import (
    QUESTION_NUMBER,
    asks_within,
    is_question,
    is_task,
)
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.steps.around_questions import (
    answers,
    asks_first,
    asks_mainly,
    is_scenario,
    is_speech,
    is_subheading,
    without_asides,
)
from focusgroup.core.agenda.steps.asked_or_told import (
    asked_by_title,
    depends,
    is_bare_condition,
    is_read_out,
    is_read_text,
    is_spoken,
    probes_on,
)
from focusgroup.core.agenda.steps.guide_marks import Marks, marks_script
from focusgroup.core.agenda.steps.lists import ListReader
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    asks,
    asks_at_end,
    is_quoted,
    only_states,
    role_of_title,
    without_number,
)
from focusgroup.core.agenda.words.label_words import SETS_TASK, SPEAKERS
from focusgroup.core.agenda.words.leading_words import SPOKEN
from focusgroup.core.model import SectionKind
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_TASK_TOLD = lazy_pattern(
    r"(?P<label>[^\W\d_]{3,12}\s(?:\d{1,2}|[A-H]))\s*[—–-]\s+.{15,}[.!。！]$", re.DOTALL
)
"""What is read aloud after the name of a task: "Task 1 – You have lost …"."""


def with_questions_as_items(raw: RawSection, problems: Problems, marks: Marks) -> RawSection:
    """Return *raw* with everything that asks written as a list item, its probes nested.

    Unless the guide *marks* its script, paragraphs that speak to the room are read aloud.
    """
    if role_of_title(raw.title) is Role.NOTES and raw.minutes is None:
        return raw
    at_edge = raw.kind in (SectionKind.OPENING, SectionKind.ENDING)
    raw = asked_by_title(raw)
    reader = _Asked(raw, marks, at_edge)
    blocks = reader.read()
    if reader.guessed:
        problems.warn(
            reader.guessed[0],
            f"read as questions with probes: {len(reader.guessed)}"
            f" {'paragraph' if len(reader.guessed) == 1 else 'paragraphs'} in {quoted(raw.title)}",
            "write questions as a list, `1. …`, and their probes nested under them",
        )
    return replace(raw, blocks=tuple(blocks))


class _Asked(ListReader):
    """Rewrites the blocks of one section."""

    def __init__(self, raw: RawSection, marks: Marks, at_edge: bool) -> None:
        super().__init__(raw, marks, at_edge=at_edge)
        self.all_script = self.of_script and not marks_script(raw.blocks)
        self.script_is_marked = marks.script
        self.guessed: list[int] = []
        self.quiet = False
        self.asking = [n for n, block in enumerate(self.blocks) if self._leads_a_list(n, block)]
        ask = any(isinstance(b, Paragraph) and asks_within(b) for b in self.blocks)
        self.all_apart = bool(self.asking) or (ask and not any(map(lists_ask, self.blocks)))
        self.after_task = False

    def read(self) -> list[Block]:
        """Return the blocks, rewritten."""
        n = 0
        while n < len(self.blocks):
            block = self.blocks[n]
            following = self.blocks[n + 1] if n + 1 < len(self.blocks) else None
            if isinstance(block, Heading):
                self.after_task = is_task(block.text)
                self.quiet = role_of_title(block.text) in (Role.NOTES, Role.SCRIPT)
            if not self.quiet and isinstance(block, Paragraph):
                n += self._paragraph(n, block, following)
                continue
            if isinstance(block, Listing) and not self.quiet:
                self.read_list(block)
            else:
                self.out.append(block)
            n += 1
        return self.out

    # -- paragraphs --------------------------------------------------------------------------

    def _leads_a_list(self, n: int, block: Block) -> bool:
        """Return whether block *n* asks, and the list after it are its probes or answers."""
        following = self.blocks[n + 1] if n + 1 < len(self.blocks) else None
        if not isinstance(block, Paragraph) or not isinstance(following, Listing):
            return False
        if block.lines[0].all_bold or not is_question(block):
            return False
        if any(item.numbered for item in following.items):
            earlier = sum(isinstance(b, Paragraph) and is_question(b) for b in self.blocks)
            return earlier > 1
        return True

    def _paragraph(self, n: int, block: Paragraph, following: Block | None) -> int:
        """Read paragraph *n*; return how many blocks were read."""
        text = block.text
        if n in self.asking and isinstance(following, Listing):
            self._ask(block, following)
            return 2
        if self.asked and is_bare_condition(text) and (under := self._asked_below(n)):
            asked = [each for below in under for each in texts_of(below)]
            self.out += [Paragraph((TextLine(f"Probe: {text} {x}", at),)) for x, at in asked]
            return 1 + len(under)
        if self._in_its_place(block):
            return 1
        return self._by_its_words(block, following)

    def _in_its_place(self, block: Paragraph) -> bool:
        """Read the name of a task, what is told below it, and the sentences of a script."""
        text = block.text
        label, rest = label_of(text)
        after_task, self.after_task = self.after_task, False
        if len(block.lines) == 1 and block.lines[0].all_bold and is_task(text):
            self.after_task = True
            self.out.append(Heading(6, text, block.line))
            return True
        named = _TASK_TOLD.match(text)
        told = named is not None and numbered_role(fold(named["label"])) is Role.TASKS
        scripted = self.all_script and not (rest and label in ROLES) and is_read_text(text)
        if told or scripted or (after_task and not label and is_scenario(text)):
            self.out.append(_labelled("Script", block, text))
            return True
        return False

    def _by_its_words(self, block: Paragraph, following: Block | None) -> int:
        """Read a paragraph by its label and its words; return how many blocks were read."""
        text = block.text
        label, rest = label_of(text)
        said = rest if label in SPEAKERS else text
        if self.asked and probes_on(label, said):
            self.out.append(_labelled("Probe", block, said))
        elif self.asked and not QUESTION_NUMBER.match(text) and depends(without_number(text), rest):
            self.out.append(_labelled("Probe", block, without_number(text)))
        elif numbered_role(label) is Role.QUESTIONS and rest and label not in ROLES:
            self.out.append(_labelled("Question", block, rest))
            self.asked = True
        elif (
            label not in ROLES
            and is_quoted(said := without_asides(rest))
            and (asks_at_end(said) or asks_first(said))
            and not is_speech(said)
        ):
            self.out.append(_labelled("Question", block, rest))  # "Ask each of them: “Why?”"
            self.asked = True
        elif rest and label not in ROLES and (is_task_for_all(label) or _sets_task(label, rest)):
            self.out.append(_labelled("Task", block, rest))
        elif is_task_read_out(label, rest):
            self.out.append(_labelled("Script", block, text))
        elif label in SPEAKERS and rest:
            self._spoken(block, rest)
        elif isinstance(following, Listing) and self._are_probes(text):
            self._add_probes(following)
            return 2
        elif (
            is_question(block)
            and (self.all_apart or QUESTION_NUMBER.match(text))
            and not block.lines[0].all_bold
        ):
            self._ask(block, None)
        elif (label not in ROLES or is_read_out(label, rest)) and is_spoken(
            block,
            rest,
            self.out[-1:],
            marked=self.script_is_marked,
            at_edge=self.at_edge,
            speaking=self.marks.speaks,
        ):
            self.out.append(_labelled("Script", block, text))
        elif is_subheading(block, following):
            self.out.append(Heading(6, text, block.line))
        else:
            self.asked = self.asked or asks_at_end(text) or ROLES.get(label) is Role.QUESTIONS
            self.out.append(block)
        return 1

    def _asked_below(self, n: int) -> list[Block]:
        """Return the lists and quotes right below paragraph *n* if all of them ask."""
        under: list[Block] = []
        last = self.blocks[n].line
        for block in self.blocks[n + 1 :]:
            said = texts_of(block)
            near = not under or block.line <= last + 1
            if not (isinstance(block, Listing | BlockQuote) and near and said):
                break
            if isinstance(block, BlockQuote) and (block.callout or block.called):
                break
            if isinstance(block, Listing) and any(x.called or x.is_task for x in block.items):
                break
            if not all(asks(text) for text, _ in said):
                break
            under.append(block)
            last = said[-1][1]
        return under

    def _are_probes(self, text: str) -> bool:
        """Return whether *text* only says that the list under it are probes of the question."""
        bare = label_role(text) is Role.PROBES and not label_of(text)[1]
        if not bare or not self.out or not isinstance(self.out[-1], Listing):
            return False
        # A list under "Watch for:" is not of questions.
        above = self.out[-2] if len(self.out) > 1 else None
        return not isinstance(above, Paragraph) or label_role(above.text) is not Role.NOTES

    def _add_probes(self, listing: Listing) -> None:
        last = self.out[-1]
        if isinstance(last, Listing):
            item = replace(last.items[-1], inner=(*last.items[-1].inner, *answers(listing)))
            self.out[-1] = replace(last, items=(*last.items[:-1], item))

    def _spoken(self, block: Paragraph, rest: str) -> None:
        """Read what follows "Moderator:": a question, words to be read aloud, or a note."""
        if asks_mainly(rest) and not is_speech(rest):
            self.out.append(_labelled("Question", block, rest))
            self.asked = True
        elif only_states(rest) or SPOKEN.match(rest) or is_quoted(rest) or is_speech(rest):
            self.out.append(_labelled("Script", block, rest))
        else:
            self.out.append(block)

    def _ask(self, block: Paragraph, following: Listing | None) -> None:
        label, rest = label_of(block.text)
        said = rest if numbered_role(label) is Role.QUESTIONS and rest else block.text
        inner: tuple[Block, ...] = () if following is None else tuple(answers(following))
        item = ListItem(without_number(said), block.line, "", False, True, inner)
        self.out.append(Listing((item,), block.line))
        self.asked = True
        if said is block.text:
            self.guessed.append(block.line)


def _labelled(label: str, block: Paragraph, text: str) -> Paragraph:
    return Paragraph((TextLine(f"{label}: {text}", block.line),))


def _sets_task(label: str, rest: str) -> bool:
    return label in SETS_TASK and not is_quoted(rest)
