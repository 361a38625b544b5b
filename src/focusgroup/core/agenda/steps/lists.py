"""Read the lists of a section: what in them is asked, told, done, or read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    label_of,
    label_role,
    leads_in,
    only_tells,
)
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.steps.around_questions import (
    instructs,
    only_names,
    with_answers,
)
from focusgroup.core.agenda.steps.asked_or_told import (
    depends,
    is_read_aloud,
    is_read_text,
    is_told,
    only_labels,
)
from focusgroup.core.agenda.steps.guide_marks import Marks
from focusgroup.core.agenda.steps.list_items import (
    announces_speech,
    bids_nobody,
    is_ours,
    is_outside_quotes,
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
    Role,
    asks,
    asks_at_end,
    goes_round,
    is_quoted,
    names_rules,
    names_script,
    role_of_title,
)
from focusgroup.core.agenda.words.leading_words import ASKED_OF_YOU, REQUEST

_LONGEST_TOPIC = 6
"""The words of a topic to ask about: "How long in the current role"."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the other items of a list and what stands above it say about each of them."""

    at_edge: bool
    named: bool
    """Whether an item without a question only names what is done."""

    told: bool
    states: bool
    """Whether sentences in it tell the room something, and are no instructions."""

    mostly_asks: bool
    in_quotes: bool
    of_activity: bool
    unasked: bool
    """Whether what asks nothing there is not asked: questions have marks in this guide."""

    speech: bool | None
    announced: bool
    """Whether what is told was announced: "A few things I want to mention:"."""


class ListReader:
    """Rewrites the lists of one section; *out* are the blocks so far, *asked* if any asks."""

    def __init__(self, raw: RawSection, marks: Marks, *, at_edge: bool) -> None:
        self.blocks = parted(raw.blocks)
        self.of_rules = names_rules(raw.title)
        self.of_script = names_script(raw.title)
        self.of_tasks = role_of_title(raw.title) is Role.TASKS
        self.marks = marks
        self.at_edge = at_edge
        self.out: list[Block] = []
        self.asked = False
        # Where questions have numbers, a bullet that asks nothing is something to do.
        self.numbers_ask = any(
            item.numbered
            for block in self.blocks
            if isinstance(block, Listing)
            for item in block.items
        )

    def read_list(self, listing: Listing) -> None:
        """Read a list: what instructs in it becomes a note, conditions become probes."""
        around = self._around(listing)
        kept: list[ListItem] = []
        for item in listing.items:
            if item.called:
                kept.append(item)
                continue
            item = with_quotation_below(item)
            if requests_with(item, listing):
                kept.append(replace(item, called="question"))
                continue
            probes = self.asked and not item.is_task and label_role(item.text) is Role.PROBES
            if self._is_said(item, around):
                self._list_of(kept, listing)
                kept = []
                self._say(item)
                continue
            if probes and not label_of(item.text)[1]:
                if kept and not is_read_aloud(kept[-1]):
                    kept[-1] = replace(kept[-1], inner=(*kept[-1].inner, *item.inner))
                    continue
                item = replace(item, text="")
            elif not probes and (self._is_done(item, around) or only_labels(item)):
                self._list_of(kept, listing)
                kept = []
                self._read_under(item)
                continue
            elif kept and depends(item.text, "x") and not (item.numbered or probes):
                item = replace(item, text=f"Probe: {item.text}")
            kept.append(with_answers(item))
            self.asked = True
        self._list_of(kept, listing)

    def _around(self, listing: Listing) -> "_Around":
        """Return what the other items of a list and what stands above it say about each."""
        above = self.out[-1] if self.out else None
        items = listing.items
        paragraph = above.text if isinstance(above, Paragraph) else ""
        # What stands under "Background:" is asked about, also in a welcome.
        at_edge = self.at_edge and not paragraph.endswith((":", "："))
        # What participants do, each with what is asked about it below: no instructions.
        asked_about = any(item.inner and only_does(item.text) for item in items)
        tells = 2 * sum(map(only_tells, items)) >= len(items)
        none_asks = not any(asks(item.text) for item in items)
        states = asked_about or len(items) == 1 or self.of_tasks or (tells and none_asks)
        said = sum(is_quoted(label_of(each.text)[1] or each.text) for each in items)
        under_quote = is_quoted(paragraph) and asks(paragraph)
        quoted = self.marks.speech_is_quoted or 1 < said >= len(items) / 2
        of_activity = isinstance(above, Paragraph | Heading) and names_activity(above.text)
        marked = self.marks.asks_with_mark or only_infinitives(listing)
        return _Around(
            at_edge=at_edge,
            named=at_edge or self.numbers_ask or any(asks_at_end(item.text) for item in items),
            told=self.of_rules or is_told(above, listing),
            states=states,
            mostly_asks=2 * sum(asks_at_end(item.text) for item in items) >= len(items),
            in_quotes=(said > 0 or under_quote) and quoted,
            of_activity=of_activity,
            unasked=of_activity or (marked and not _heads(above, listing) and only_lists(listing)),
            speech=speech_in(listing),
            announced=announces_speech(paragraph),
        )

    def _is_said(self, item: ListItem, around: "_Around") -> bool:
        """Return whether an item that asks nothing is read aloud."""
        if item.is_task:
            return False
        scripted = around.announced or (self.of_script and not item.inner)
        if scripted and is_read_text(item.text):
            return True
        beside = around.unasked or around.at_edge or is_ours(item.text)
        plain = not (asks(item.text) or item.inner)
        return plain and beside and speaks(item, around.speech) and not only_tells(item)

    def _is_done(self, item: ListItem, around: "_Around") -> bool:
        """Return whether an item is for whoever leads: an instruction, what is used or watched."""
        if item.is_task:
            return False
        asking = asks(item.text)
        if around.mostly_asks and item.numbered and ASKED_OF_YOU.search(item.text):
            return False
        stated = (around.unasked or around.at_edge) and only_tells(item)
        if instructs(item) or (item.inner and tells_to_watch(item.text)):
            return True
        heads = bool(item.inner) and item.text.endswith((":", "：")) and not leads_in(item)
        heads = heads and self.marks.asks_with_mark
        if heads and only_lists(Listing((item, *_items(item)), item.line)) and bids_nobody(item):
            return True
        if around.told and not (asking or goes_round(item.text)):
            return True
        if around.in_quotes and is_outside_quotes(item):
            return True
        if not (around.states or item.inner) and self._instructs(item):
            return True
        if around.named and only_names(item, at_edge=around.at_edge):
            return True
        unasked = around.unasked and not (asking or stated)
        done = around.of_activity and not (REQUEST.match(item.text) or goes_round(item.text))
        return unasked and (done or bids_nobody(item, at_edge=self.at_edge))

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
                self.read_list(block)
            else:
                self.out.append(block)

    def _list_of(self, items: Sequence[ListItem], listing: Listing) -> None:
        if items:
            self.out.append(Listing(tuple(items), items[0].line or listing.line))


def _items(item: ListItem) -> list[ListItem]:
    return [each for block in item.inner if isinstance(block, Listing) for each in block.items]


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
