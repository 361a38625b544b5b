"""Read one section of an agenda from the blocks under its heading.

Numbered and bulleted items are questions, items nested under them are probes, block quotes are the
script and paragraphs are notes. Other people's guides do this differently (labels, questions as
paragraphs or headings, tables); those are read for what they clearly are, with a warning.
"""

import re
from collections.abc import Sequence

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Code,
    Heading,
    Listing,
    ListItem,
    Paragraph,
    PipeTable,
    TextLine,
    joined,
    texts_of,
)
from focusgroup.core.agenda.items import (
    ADDRESS,
    QUOTATION,
    after_colon,
    is_must,
    is_said,
    label_of,
    leads_in,
    lists_ask,
    numbered_role,
    only_tells,
)
from focusgroup.core.agenda.parts import RawSection
from focusgroup.core.agenda.problems import Problems
from focusgroup.core.agenda.steps.around_questions import only_asks, without_asides
from focusgroup.core.agenda.steps.bold_lines import (
    is_bold_question,
    is_bold_text,
    is_label,
    is_note_label,
    unbroken,
)
from focusgroup.core.agenda.steps.list_items import names_others
from focusgroup.core.agenda.steps.section_fields import FieldReader
from focusgroup.core.agenda.vocabulary import (
    NOTE_LABELS,
    ROLES,
    Role,
    asks,
    asks_at_end,
    goes_round,
    is_quoted,
    only_states,
    role_of_title,
    theme_list,
    without_number,
)
from focusgroup.core.agenda.words.leading_words import (
    DEEPER,
    ORDER,
    REQUEST,
    SUPPOSING,
    TO_ROOM,
    WARNING,
)
from focusgroup.core.model import Section
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_AFTER_QUESTION = lazy_pattern(r"(?<=[?？])\s*(?=[^?？→]+→)")
_BYLINE = lazy_pattern(
    r"\S@\w[\w-]*\.\w|^(?:last\s(?:updated|modified)|version|stand|mis\sà\sjour|dernière\smise|última\s(?:actualización"
    r"|atualização)|ultimo\saggiornamento|laatst\sbijgewerkt|最后更新|版本|最終更新)\b|©",
    re.IGNORECASE,
)
"""Who wrote the guide, and when: "Ana Lima, ana@example.org", "Version 1.2"."""

_LONGEST_LABEL = 5
_LONGEST_QUESTION = 250
"""The most characters of a paragraph that may still be one question; longer ones are script."""


def read_section(raw: RawSection, problems: Problems) -> Section:
    """Return the section that *raw* describes; its themes are still spelt as in the text."""
    builder = _Builder(raw, problems)
    for block in raw.blocks:
        builder.add(block)
    return builder.parts.section(problems)


def _ends_of(label: str) -> list[str]:
    """Return the last words of a label: "what to listen for", "to listen for", "listen for"."""
    words = fold(label.rstrip(":： ")).split()[-_LONGEST_LABEL:]
    return [" ".join(words[n:]) for n in range(len(words))]


def _is_beside(text: str) -> bool:
    """Return whether a quotation is for whoever leads: "⚠ …", "Note: …"."""
    label = label_of(text)[0]
    return bool(WARNING.match(text)) or is_note_label(label)


class _Builder(FieldReader):
    """Sorts the blocks of one section into *parts*."""

    def __init__(self, raw: RawSection, problems: Problems) -> None:
        super().__init__(raw, problems)
        titled = role_of_title(raw.title)
        # Under a title such as "Logistics", blocks without a label are for the facilitator.
        for_notes = titled is Role.NOTES and raw.minutes is None
        self.base: Role | None = titled if for_notes else None
        self.role: Role | None = self.base
        # The question that following lists are probes of: a paragraph or a heading that asks.
        self.anchored = False
        self.quoted_script = False
        self.lists_ask = any(lists_ask(block) for block in raw.blocks)
        bold = [block for block in raw.blocks if is_bold_text(block)]
        asking = sum(asks_at_end(texts_of(block)[0][0]) for block in bold)
        # Where most bold lines are questions, bold is what marks them.
        self.bold_asks = asking > 1 and 3 * asking >= 2 * len(bold)
        self.lists_number = any(
            isinstance(block, Listing) and block.items[0].numbered for block in raw.blocks
        )

    def add(self, block: Block) -> None:
        """Add the next block."""
        self.awaits_themes = self.awaits_themes and isinstance(block, Listing)
        if self.quoted_script and not isinstance(block, BlockQuote):
            # "Read:" over a quotation is about that, not about what follows it.
            self.role, self.quoted_script = self.base, False
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case Listing():
                self._listing(block)
            case BlockQuote() if block.called:
                for text, line in block.texts:
                    self.parts.called(text, line, block.called)
            case BlockQuote():
                self.quoted_script = self.role is Role.SCRIPT and self.base is not Role.SCRIPT
                for text, line in block.texts:
                    self._quoted(text, line, callout=block.callout)
            case Code():
                said = self.role is Role.SCRIPT or is_quoted(block.text)
                role = Role.SCRIPT if said else Role.NOTES
                self.parts.say(block.text, block.line, role)
            case PipeTable():
                for text, line in texts_of(block):
                    self.parts.note(text, line)

    def _quoted(self, text: str, line: int, *, callout: bool) -> None:
        """Read a quotation: under "Main question:" it is asked, or else read aloud."""
        bare = text.strip(QUOTATION)
        if "→" in text and self.parts.follows_question and asks_at_end(text):
            for each in _AFTER_QUESTION.split(text):
                self.parts.say(each, line, Role.PROBES)
        elif callout or _is_beside(text):
            self.parts.say(text, line, Role.NOTES)
        elif DEEPER.match(bare) and self.parts.follows_question:
            self.parts.say(text, line, Role.PROBES)
        elif self.role is Role.QUESTIONS and (asks_at_end(text) or REQUEST.match(bare)):
            self.parts.ask(text, line)
        else:
            self.parts.say(text, line, Role.SCRIPT)

    def _role_now(self, role: Role | None) -> Role | None:
        """Return the role of what follows a label; "Probes" about no question are questions."""
        if role is Role.PROBES and not self.parts.follows_question:
            return Role.QUESTIONS
        return role

    def _heading(self, heading: Heading) -> None:
        role = self._role_now(role_of_title(heading.text))
        self.role = role or self.base
        # "Frustrations (what keeps you awake?)" is no question.
        asking = asks_at_end(heading.text) and asks_at_end(without_asides(heading.text))
        self.anchored = role is None and asking
        if self.anchored:
            self.parts.ask(without_number(heading.text), heading.line, guessed=True)
        elif role is None and heading.text:
            self.parts.head(heading.text, heading.line)

    # -- paragraphs ---------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph) -> None:
        """Start a part at each label, quotation or bold question; it takes the lines under it."""
        parts: list[list[TextLine]] = [[]]
        for line in unbroken(paragraph.lines):
            if self.is_said_about_section(line.text, line.number):
                continue
            is_said = is_quoted(line.text) and len(paragraph.lines) > 1
            # A line in small letters under another goes on from it: "the last\nquestion: …".
            goes_on = line is not paragraph.lines[0] and line.text[0].islower() and not line.bold
            labels = is_label(line) and not goes_on
            if is_said or labels or is_bold_question(line, bold_asks=self.bold_asks):
                parts.append([])
            parts[-1].append(line)
        self._plain(parts[0])
        for part in parts[1:]:
            if is_label(part[0]) or is_bold_question(part[0], bold_asks=self.bold_asks):
                self._labelled(part[0], part[1:])
            else:
                self._plain(part[:1])
                self._plain(part[1:])

    def _labelled(self, line: TextLine, others: Sequence[TextLine]) -> None:
        """Read ``Script: …``, ``**Follow-ups:**`` or ``**What happened?**`` and its lines."""
        label, rest = label_of(line.text)
        role = ROLES.get(label)
        if role is None and not rest and numbered_role(label) is Role.QUESTIONS:
            role = Role.QUESTIONS
        if not is_label(line):
            self.parts.ask(without_number(line.text), line.number, must=True)
            self.role, self.anchored = self.base, True
        elif rest and role is not None:
            first = line.text if role is Role.NOTES else rest
            self.parts.say(joined([first, *(other.text for other in others)]), line.number, role)
            if role is Role.QUESTIONS:
                self.role, self.anchored = self.base, not self.lists_number
            return
        elif rest:
            self._plain([line, *others])
            return
        else:
            role = self._role_now(role)
            self.role = role or self.base
            self.anchored = self.anchored and role is Role.PROBES
            if role is None:
                self.parts.head(line.text, line.number)
        self._plain(others)

    def _plain(self, lines: Sequence[TextLine]) -> None:
        """Read lines without a label: a script if quoted, questions if they ask, or else notes."""
        if not lines:
            return
        text = joined(line.text for line in lines)
        if self.role is Role.QUESTIONS and text.endswith((":", "：")) and not asks(text):
            # "What to listen for:" after what is below "Ask:".
            self.parts.note(text, lines[0].number)
            told = any(map(is_note_label, _ends_of(text)))
            self.role = Role.NOTES if told else self.role
        elif self.role is not None:
            parts = [text] if self.role in (Role.SCRIPT, Role.NOTES) else [x.text for x in lines]
            for part in parts:
                said = self.role is Role.QUESTIONS and is_said(part)
                role = Role.SCRIPT if said else self.role
                if role is Role.QUESTIONS and _BYLINE.search(part) and not asks(part):
                    role = Role.NOTES
                self.parts.say(part, lines[0].number, role)
        elif self._asks_alone(text):
            apart = all(asks_at_end(line.text) for line in lines)
            for line in lines if apart else [TextLine(text, lines[0].number)]:
                self.parts.ask(without_number(line.text), line.number, guessed=True)
            self.anchored = True
        elif is_quoted(text):
            asked = only_asks(text)
            self.parts.say(text, lines[0].number, Role.QUESTIONS if asked else Role.SCRIPT)
        else:
            self.parts.note(text, lines[0].number)

    def _asks_alone(self, text: str) -> bool:
        """Return whether a paragraph is a question; beside lists of questions it only asks."""
        if not asks_at_end(text) or len(text) > _LONGEST_QUESTION:
            return False
        if not self.lists_ask:
            return True
        told = SUPPOSING.match(text) or not only_asks(text) or not TO_ROOM.search(text)
        return not (told or names_others(text))

    # -- lists and tables ----------------------------------------------------------------

    def _listing(self, listing: Listing) -> None:
        if self.awaits_themes and not listing.items[0].numbered:
            self.parts.themes.extend(
                path for text, _ in texts_of(listing) for path in theme_list(text)
            )
            return
        self.awaits_themes = False
        told = [only_tells(item) for item in listing.items]
        # If most items are statements and none is a question, the others are statements too.
        if 2 * sum(told) >= len(told) and not any(asks(item.text) for item in listing.items):
            told = [
                not (item.numbered or item.is_task or goes_round(item.text))
                for item in listing.items
            ]
        none_asks = not any(asks(item.text) or item.is_task for item in listing.items)
        if none_asks and 2 * sum(only_states(item.text) for item in listing.items) > len(told) > 1:
            told = [True] * len(told)  # numbers may count what is told
        for item, tells in zip(listing.items, told, strict=True):
            self._item(item, told=tells)

    def _item(self, item: ListItem, *, told: bool) -> None:
        if item.called:
            self.parts.called(item.text, item.line, item.called)
            self.parts.nested(item.inner)
            return
        role = self._role_of(item, told=told)
        if not item.text:
            for block in item.inner:
                self.add(block)
        elif item.is_task or role is Role.TASKS:
            self.parts.task(item)
        elif not item.numbered and self.is_said_about_section(item.text, item.line):
            self.parts.nested(item.inner)
        elif role is None and leads_in(item):
            self.parts.note(item.text, item.line)
            for block in item.inner:
                self.add(block)
        elif role is None or (role is Role.PROBES and not self.parts.asked):
            self.parts.ask(without_number(item.text), item.line, must=is_must(item))
            self.parts.nested(item.inner)
        else:
            self.parts.say(item.text, item.line, role)
            for block in item.inner:
                is_note = isinstance(block, BlockQuote) and block.callout
                for text, line in texts_of(block):
                    asked = role is Role.SCRIPT and told and asks_at_end(text)
                    said_as = Role.QUESTIONS if asked else role
                    self.parts.say(text, line, Role.NOTES if is_note else said_as)

    def _role_of(self, item: ListItem, *, told: bool) -> Role | None:
        """Return the role of an item; None for a question."""
        label, rest = label_of(item.text)
        own = ROLES.get(label) if rest else None
        if own is not Role.PROBES and is_said(rest or item.text):
            return Role.SCRIPT
        if own in (Role.PROBES, Role.SCRIPT, Role.TASKS):
            return own
        if (own is Role.NOTES or label in NOTE_LABELS) and rest and not asks(rest):
            return Role.NOTES
        tells = not item.numbered and self.role is None and only_states(after_colon(item.text))
        if tells and label not in ROLES:
            return Role.NOTES
        if self.role is not None and self.role is not Role.QUESTIONS:
            return self.role
        if self.anchored and not told:
            return Role.PROBES
        if ADDRESS.match(item.text):
            return Role.NOTES
        if told and ORDER.match(item.text) and not only_states(item.text):
            return Role.NOTES
        if told:
            self.parts.stated.append(item.line)
            return Role.SCRIPT
        return None
