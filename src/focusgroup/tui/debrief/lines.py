"""What the debrief shows around its field: the list of parts, the current item, its keys."""

from textual.content import Content

from focusgroup.core.agenda_run.debrief import WRITTEN, DebriefItem, DebriefPart
from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import KIND_LABELS, Note, Quote
from focusgroup.core.themes.paths import last_name
from focusgroup.services.dates_in_words import count
from focusgroup.services.debrief import LISTED, Debriefing
from focusgroup.services.tagging_keys import KIND_EDITS, by_letter, by_seat
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import MUTED

NAMES = {
    DebriefPart.STUBS: "Unfinished quotes",
    DebriefPart.KINDS: "Untagged quotes",
    DebriefPart.UNTAGGED: "Without a theme",
    DebriefPart.CALLBACKS: "Callbacks",
    DebriefPart.PARKED: "Parking lot",
    DebriefPart.COMMITMENTS: "Commitments",
    DebriefPart.MOMENTS: "Top moments",
    DebriefPart.SURPRISES: "Surprises",
    DebriefPart.HYPOTHESES: "Hypotheses",
    DebriefPart.NEXT_TIME: "Next time",
    DebriefPart.HEADLINES: "Headlines",
    DebriefPart.BOTTOM_LINE: "Bottom line",
}
ASKS = {
    DebriefPart.STUBS: "Finish the sentence as it was said.",
    DebriefPart.KINDS: "What kind of quote is it? One key each; the kind last.",
    DebriefPart.UNTAGGED: "What is it about?",
    DebriefPart.CALLBACKS: "Was it covered?",
    DebriefPart.PARKED: "Is it settled?",
    DebriefPart.COMMITMENTS: "Who will do it, and by when? (…, Paula, fri)",
    DebriefPart.MOMENTS: "Which moments should everyone know about?",
    DebriefPart.SURPRISES: "What did you not expect?",
    DebriefPart.HYPOTHESES: "What do you believe now that should be tested next?",
    DebriefPart.NEXT_TIME: "What will you do differently next time?",
    DebriefPart.HEADLINES: (
        "What does this say, in a sentence of your own? It heads the theme in Word."
    ),
    DebriefPart.BOTTOM_LINE: "If your reader remembers one sentence, which?",
}
ACTS = {
    DebriefPart.STUBS: "it is complete as it is",
    DebriefPart.CALLBACKS: "covered",
    DebriefPart.PARKED: "settled",
    DebriefPart.MOMENTS: "★ or not",
}
FIELDS = (
    DebriefPart.STUBS,
    DebriefPart.COMMITMENTS,
    DebriefPart.HEADLINES,
    DebriefPart.BOTTOM_LINE,
)
"""The parts with a single-line field."""


def key_hint(debrief: Debriefing) -> Content:
    """Return the line below the field: what each key does with the item."""
    part = debrief.item.part
    if part in WRITTEN:
        return Content.assemble(
            (" Saved as you type.", MUTED), ("  F2 ", "bold $text-accent"), ("goes on", MUTED)
        )
    word = "saves and continues" if part in (*FIELDS, DebriefPart.UNTAGGED) else "goes on"
    hint = Content.assemble((" Enter ", "bold $text-accent"), (f"{word}  ", MUTED))
    suggested = debrief.suggested()
    act = ACTS.get(part) or (f"use #{style.said(suggested)}" if suggested else "")
    return hint + Content.assemble((" F3 ", "bold $text-accent"), (act, MUTED)) if act else hint


def part_lines(debrief: Debriefing, width: int) -> Lines:
    """Return the parts with the open items in each; a click goes to a part."""
    lines: Lines = []
    for part in LISTED:
        items = debrief.of(part)
        current = debrief.item.part is part
        sign = "✓" if debrief.done(part) else "○"
        amount = str(len(items)) if len(items) > 1 else "" if items else "none"
        line = Content.assemble(
            "▸" if current else " ", f"{sign} ", style.column(NAMES[part], width - 8),
            f"{amount:>4} ",
        )  # fmt: skip
        text_style = "bold $text-accent" if current else MUTED if debrief.done(part) else ""
        lines.append((line.stylize(text_style), part if items else None))
    return lines


def item_lines(debrief: Debriefing, width: int) -> Lines:
    """Return what the item is about: the question, the quote, the note or the evidence."""
    item = debrief.item
    same = debrief.of(item.part)
    place = f"{same.index(item) + 1} of {len(same)}" if len(same) > 1 else ""
    head = Content.assemble((NAMES[item.part], "bold"), (f"  {place}", MUTED))
    lines: Lines = [(head, None)]
    lines += _wrapped(ASKS[item.part], width, MUTED)
    lines.append((Content(), None))
    if item.quote:
        lines += _quote(item.quote, width, starred=item.quote.id in debrief.marked)
    if item.part is DebriefPart.KINDS and item.quote:
        lines += _tagging(debrief, item.quote, width)
    if item.note:
        lines += _note(item.note, width)
    if item.finding:
        lines += _evidence(item, width)
    if item.part is DebriefPart.BOTTOM_LINE:
        for line in debrief.report.headlines:
            lines += _wrapped(f"{last_name(line.theme)}: {line.text}", width, MUTED)
    return lines


def _quote(quote: Quote, width: int, *, starred: bool) -> Lines:
    who = ", ".join(part for part in (quote.speaker, quote.role, quote.account) if part)
    about = Content.assemble(
        "★ " if starred else "", style.kind_sign(quote.kind), f" {clock_time(quote.offset_ms)}",
        "  ", style.cut(who or "nobody named", width - 14),
    )  # fmt: skip
    return [(about, None), *_wrapped(quote.text or "…", width, "")]


def _tagging(debrief: Debriefing, quote: Quote, width: int) -> Lines:
    """Return the themes that the quote has, and the keys for its kind, speaker and themes."""
    report = debrief.report
    kinds = [f"{sign} {KIND_LABELS[edit.kind]}" for sign, edit in KIND_EDITS.items()]
    people = [f"{seat} {each.name}" for seat, each in by_seat(report.participants).items()]
    letters = by_letter(debrief.themes, report.quotes)
    themes = [f"{letter} {last_name(path)}" for letter, path in letters.items()]
    lines: Lines = []
    if quote.themes:
        lines += _wrapped(f"#{', #'.join(map(last_name, quote.themes))}", width, MUTED)
    lines.append((Content(), None))
    for label, keys in (("Kind", kinds), ("Speaker", people), ("Theme", themes)):
        if keys:
            lines += _wrapped(f"{label}:  {'   '.join(keys)}", width, "")
    return lines


def _note(note: Note, width: int) -> Lines:
    facts = [note.speaker, f"owner {note.owner}" if note.owner else ""]
    facts += [f"due {note.due}" if note.due else "", clock_time(note.offset_ms)]
    said = _wrapped(note.text, width, "")
    return [*said, (style.cut(" · ".join(filter(None, facts)), width).stylize(MUTED), None)]


def _evidence(item: DebriefItem, width: int) -> Lines:
    found = item.finding
    assert found is not None
    tally = found.tally
    counts = (
        f"{count(tally.people, 'person', 'people')} from"
        f" {count(tally.accounts, 'account')}, {count(tally.mentions, 'quote')}"
        f" · {found.evidence} evidence"
    )
    name = Content.assemble(
        style.kind_sign(found.kind), " ", style.cut(found.theme, width - 24).stylize("bold"),
        f"  {KIND_LABELS[found.kind]}",
    )  # fmt: skip
    lines: Lines = [(name, None), (style.cut(counts, width).stylize(MUTED), None)]
    if found.voice:
        lines.append(
            (style.cut(f"mostly {found.voice.name}", width).stylize("$text-warning"), None)
        )
    for quote in found.telling[:2]:
        lines += _wrapped(f"❝{quote.text}❞ {quote.speaker}", width, "")
    return lines


def _wrapped(text: str, width: int, text_style: str) -> Lines:
    rows = Content(style.said(text.replace("\n", " "))).wrap(max(width, 10))
    return [(row.rstrip().stylize(text_style), None) for row in rows]
