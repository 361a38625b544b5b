"""Turn the ways in which people write questions into one: an item with its probes nested under it.

A paragraph that asks above a list is a question with probes, "If yes: …" is a probe, boxes under a
question are its answers, and an instruction in a list of questions is a note.
"""

import re
from collections.abc import Sequence
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
    only_tells,
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
    instructs,
    is_scenario,
    is_subheading,
    only_names,
    with_answers,
    without_asides,
)
from focusgroup.core.agenda.steps.asked_or_told import (
    asked_by_title,
    depends,
    is_bare_condition,
    is_read_aloud,
    is_read_out,
    is_read_text,
    is_spoken,
    is_told,
    only_labels,
    probes_on,
)
from focusgroup.core.agenda.steps.guide_marks import (
    Marks,
    announces_speech,
    bids_nobody,
    is_outside_quotes,
    marks_script,
    names_activity,
    only_does,
    only_infinitives,
    only_lists,
    requests_with,
    speaks,
    speech_in,
    tells_to_watch,
    with_quotation_below,
)
from focusgroup.core.agenda.steps.paragraph_parts import parted
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    asks,
    asks_at_end,
    goes_round,
    is_quoted,
    names_rules,
    names_script,
    only_states,
    role_of_title,
    without_number,
)
from focusgroup.core.agenda.words.label_words import SPEAKERS
from focusgroup.core.agenda.words.leading_words import REQUEST, SPOKEN
from focusgroup.core.model import SectionKind
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_CODED = lazy_pattern(r"[A-Z]{1,2}\d{1,2}[a-z]?\s+(?=[A-ZÀ-Þ¿„“])")
"""The number of a question in a survey: "C1 Please describe …"."""

_LONGEST_TOPIC = 6
"""The words of a topic to ask about: "How long in the current role"."""

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


class _Asked:
    """Rewrites the blocks of one section."""

    def __init__(self, raw: RawSection, marks: Marks, at_edge: bool) -> None:
        self.blocks = parted(raw.blocks)
        self.of_rules = names_rules(raw.title)
        self.of_script = names_script(raw.title)
        self.all_script = self.of_script and not marks_script(raw.blocks)
        self.of_tasks = role_of_title(raw.title) is Role.TASKS
        self.marks = marks
        self.at_edge = at_edge
        self.script_is_marked = marks.script
        self.out: list[Block] = []
        self.guessed: list[int] = []
        self.quiet = False
        self.asking = [n for n, block in enumerate(self.blocks) if self._leads_a_list(n, block)]
        ask = any(isinstance(b, Paragraph) and asks_within(b) for b in self.blocks)
        self.all_apart = bool(self.asking) or (ask and not any(map(lists_ask, self.blocks)))
        self.asked = self.after_task = False
        coded = [isinstance(b, Paragraph) and bool(_CODED.match(b.text)) for b in self.blocks]
        self.codes_ask = sum(coded) > 1
        # Where questions have numbers, a bullet that asks nothing is something to do.
        self.numbers_ask = any(
            item.numbered
            for block in self.blocks
            if isinstance(block, Listing)
            for item in block.items
        )

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
                self._listing(block)
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
        label, rest = label_of(text)
        if self.asked and is_bare_condition(text) and (under := self._asked_below(n)):
            asked = [each for below in under for each in texts_of(below)]
            self.out += [Paragraph((TextLine(f"Probe: {text} {x}", at),)) for x, at in asked]
            return 1 + len(under)
        if self.codes_ask and (code := _CODED.match(text)) is not None:
            line = replace(block.lines[0], text=block.lines[0].text[code.end() :])
            self._ask(Paragraph((line, *block.lines[1:])), None)
            return 1
        after_task, self.after_task = self.after_task, False
        if len(block.lines) == 1 and block.lines[0].all_bold and is_task(text):
            self.after_task = True
            self.out.append(Heading(6, text, block.line))
            return 1
        told = _TASK_TOLD.match(text)
        if told and numbered_role(fold(told["label"])) is Role.TASKS:
            self.out.append(_labelled("Script", block, text))
            return 1
        if self.all_script and not (rest and label in ROLES) and is_read_text(text):
            self.out.append(_labelled("Script", block, text))
            return 1
        if after_task and not label and is_scenario(text):
            self.out.append(_labelled("Script", block, text))
            return 1
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
        ):
            self.out.append(_labelled("Question", block, rest))  # "Ask each of them: “Why?”"
            self.asked = True
        elif rest and label not in ROLES and is_task_for_all(label):
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
            block, rest, self.out[-1:], marked=self.script_is_marked, at_edge=self.at_edge
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
        if asks_mainly(rest):
            self.out.append(_labelled("Question", block, rest))
            self.asked = True
        elif only_states(rest) or SPOKEN.match(rest) or is_quoted(rest):
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

    # -- lists -------------------------------------------------------------------------------

    def _listing(self, listing: Listing) -> None:
        """Read a list: what instructs in it becomes a note, conditions become probes."""
        kept: list[ListItem] = []
        above = self.out[-1] if self.out else None
        # What stands under "Background:" is asked about, also in a welcome.
        at_edge = self.at_edge and not (
            isinstance(above, Paragraph) and above.text.endswith((":", "："))
        )
        named = at_edge or self.numbers_ask or any(asks_at_end(item.text) for item in listing.items)
        told = self.of_rules or is_told(above, listing)
        # What participants do, each with what is asked about it below: no instructions.
        asked_about = any(item.inner and only_does(item.text) for item in listing.items)
        tells = 2 * sum(map(only_tells, listing.items)) >= len(listing.items)
        none_asks = not any(asks(item.text) for item in listing.items)
        alone = len(listing.items) == 1
        states = asked_about or alone or self.of_tasks or (tells and none_asks)
        said = sum(is_quoted(label_of(each.text)[1] or each.text) for each in listing.items)
        of_activity = isinstance(above, Paragraph | Heading) and names_activity(above.text)
        marked = self.marks.asks_with_mark or only_infinitives(listing)
        unasked = of_activity or (marked and not _heads(above, listing) and only_lists(listing))
        most_speak = speech_in(listing)
        announced = isinstance(above, Paragraph) and announces_speech(above.text)
        under_quote = isinstance(above, Paragraph) and is_quoted(above.text) and asks(above.text)
        in_quotes = (said > 0 or under_quote) and (
            self.marks.speech_is_quoted or 1 < said >= len(listing.items) / 2
        )
        for item in listing.items:
            if item.called:
                kept.append(item)
                continue
            item = with_quotation_below(item)
            if requests_with(item, listing):
                kept.append(replace(item, called="question"))
                continue
            said_here = (announced or (self.of_script and not item.inner)) and is_read_text(
                item.text
            )
            spoken = (unasked or at_edge) and not (asks(item.text) or item.inner)
            said_beside = spoken and speaks(item, most_speak)
            if not item.is_task and (said_here or said_beside):
                if only_tells(item) and not said_here:
                    kept.append(item)
                    continue
                self._list_of(kept, listing)
                kept = []
                self._say(item)
                continue
            if self.asked and not item.is_task and label_role(item.text) is Role.PROBES:
                if not label_of(item.text)[1] and kept and not is_read_aloud(kept[-1]):
                    kept[-1] = replace(kept[-1], inner=(*kept[-1].inner, *item.inner))
                    continue
                if not label_of(item.text)[1]:
                    item = replace(item, text="")
            elif not item.is_task and (
                instructs(item)
                or (told and not (asks(item.text) or goes_round(item.text)))
                or (in_quotes and is_outside_quotes(item))
                or (not (states or item.inner) and self._instructs(item))
                or (named and only_names(item, at_edge=at_edge))
                or (unasked and not asks(item.text) and bids_nobody(item, at_edge=self.at_edge))
                or (item.inner and tells_to_watch(item.text))
            ):
                self._list_of(kept, listing)
                kept = []
                self._read_under(item)
                continue
            elif kept and depends(item.text, "x") and not item.numbered:
                item = replace(item, text=f"Probe: {item.text}")
            if only_labels(item):
                self._list_of(kept, listing)
                kept = []
                self._read_under(item)
                continue
            kept.append(with_answers(item))
            self.asked = True
        self._list_of(kept, listing)

    def _instructs(self, item: ListItem) -> bool:
        """Return whether an item is a sentence that asks nothing; one with a number is a question,
        unless the section only opens or closes.
        """
        return (self.at_edge or not item.numbered) and only_does(item.text)

    def _say(self, item: ListItem) -> None:
        """Read an item and the statements nested under it aloud."""
        self.out.append(Paragraph((TextLine(f"Script: {item.text}", item.line),)))
        for block in item.inner:
            if isinstance(block, Listing) and not any(asks(x.text) or x.inner for x in block.items):
                for each in block.items:
                    self._say(each)
            else:
                self.out.append(block)

    def _read_under(self, item: ListItem) -> None:
        self.out.append(Paragraph((TextLine(item.text, item.line),)))
        if tells_to_watch(item.text):
            said = [each for block in item.inner for each in texts_of(block)]
            self.out += [BlockQuote((each,), each[1], callout=True) for each in said]
            return
        for block in item.inner:
            if isinstance(block, Listing):
                self._listing(block)
            else:
                self.out.append(block)

    def _list_of(self, items: Sequence[ListItem], listing: Listing) -> None:
        if items:
            self.out.append(Listing(tuple(items), items[0].line or listing.line))


def _heads(above: Block | None, listing: Listing) -> bool:
    """Return whether what stands above a list says that its items are asked: "Questions:".

    Under "Background:" that is topics, but no sentences.
    """
    if not isinstance(above, Paragraph | Heading):
        return False
    text = above.text
    topics = all(_is_topic(item.text) for item in listing.items) and not is_told(above, listing)
    named = label_role(text) is not None or role_of_title(text) is not None
    return (
        named or asks(text) or bool(REQUEST.match(text)) or (text.endswith((":", "：")) and topics)
    )


def _is_topic(text: str) -> bool:
    return text[-1:].isalnum() and len(text.split()) <= _LONGEST_TOPIC


def _labelled(label: str, block: Paragraph, text: str) -> Paragraph:
    return Paragraph((TextLine(f"{label}: {text}", block.line),))
