"""The summary as the text of a mail: HTML to copy from a browser, and the same as plain text."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from focusgroup.core.model import KIND_SIGNS, NoteKind, Report
from focusgroup.exports.atomic import replace_pair
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.facts import facts, key_figures, warned
from focusgroup.exports.handover.common import exported, mark, the_message, weight
from focusgroup.exports.making import Making
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.view import View, opened
from focusgroup.exports.wording import dates, labels, rules, sentences

PLAIN = ".txt"
_NAMES, _QUOTE, _PROMISES = 300, 240, 8
"""Columns of a list of names and of a quote, commitments at most: a mail is read in a minute."""

_STYLES = {
    "h1": "font-size:20px;margin:0 0 4px",
    "h2": "font-size:15px;margin:16px 0 4px;color:#1F2A44",
    "p": "margin:0 0 6px",
    "small": "margin:0 0 4px;color:#5B6472;font-size:12px",
    "lead": "margin:10px 0;font-size:16px",
    "li": "margin:0 0 6px",
}


@dataclass(frozen=True, slots=True)
class MailPart:
    """A paragraph, or an entry of a list (*form* "li") with a *strong* start and lines *below*."""

    form: str
    text: str
    strong: str = ""
    below: tuple[str, ...] = ()


def write_mail(report: Report, path: Target, how: Making) -> Written:
    """Write *report* as HTML, and beside it as plain text under the same name.

    Raises ``FocusgroupError`` when it can't be written.
    """
    found = opened(report, how)
    view = found.view
    parts = list(_parts(view))
    page, text = _html(view, parts), _plain(view, parts)

    def write(file: BinaryIO, _beside: str = "") -> None:
        file.write(page.encode())

    placed, beside = replace_pair(path, PLAIN, write, lambda file: _save(file, text))
    return Written(
        placed, path, plain=beside, replaced=view.legal.replaced, unsure=found.shown.unsure
    )


def _save(file: BinaryIO, text: str) -> None:
    file.write(text.encode())


def _parts(view: View) -> Iterator[MailPart]:
    words, report = view.words, view.report
    yield MailPart("h1", view.title)
    if marked := mark(view):
        yield MailPart("small", marked)
    for fact in facts(view, _NAMES, wide=True):
        yield MailPart("small", fact)
    said, remark = the_message(view)
    yield MailPart("lead", said, below=(remark,) if remark else ())
    yield MailPart("p", " · ".join(f"{number} {name}" for number, name in key_figures(view)))
    yield from _findings(view)
    first, listed = warned(view)
    if first or listed:
        yield MailPart("h2", words(labels.READ_WITH_CARE))
        yield from (MailPart("li", line) for line in (*first, *listed))
    promised = [note for note in view.promises() if not note.done]
    if promised:
        yield MailPart("h2", words(labels.COMMITMENTS))
    for note in promised[:_PROMISES]:
        owner = note.owner or words(labels.NO_OWNER)
        due = dates.due(words, note) or words(labels.NO_DATE)
        yield MailPart("li", cut(note.text, _QUOTE), below=(words.semicolons((owner, due)),))
    if len(promised) > _PROMISES:
        yield MailPart("li", sentences.and_more(words, len(promised) - _PROMISES))
    for title, lines in view.thoughts():
        yield MailPart("h2", title)
        yield from (MailPart("li", line) for line in lines)
    if parked := [note for note in report.notes if note.kind is NoteKind.PARKED]:
        yield MailPart("h2", words(labels.PARKING_LOT))
        yield from (MailPart("li", cut(note.text, _QUOTE)) for note in parked[:_PROMISES])
    yield MailPart("h2", words(labels.HOW_TO_READ))
    notes = (rules.evidence_rule(words), words(rules.NO_SURVEY), view.consent(), exported(view))
    yield from (MailPart("small", note) for note in notes if note)


def _findings(view: View) -> Iterator[MailPart]:
    if not view.findings.quotes:
        return
    for kind in view.ranked:
        top = view.findings.top(kind)
        if not top:
            continue
        yield MailPart("h2", f"{KIND_SIGNS[kind]} {view.words(labels.TOP[kind])}")
        for found in top:
            name = f"{view.theme_name(found.theme)}{view.dagger(found)}"
            quotes = [
                f"“{cut(quote.text, _QUOTE)}” {view.in_brief(quote)}" for quote in found.telling[:1]
            ]
            yield MailPart("li", found.headline, name, (weight(view, found), *quotes))


def _plain(view: View, parts: list[MailPart]) -> str:
    lines = []
    for part in parts:
        text = view.words(labels.NAMED, name=part.strong, text=part.text) if part.text else ""
        said = (text or part.strong) if part.strong else part.text
        gap = "\n" if part.form in ("h2", "lead") or (part.form == "p") else ""
        said = f"- {said}" if part.form == "li" else said
        lines.append(f"{gap}{view.legal.legal(said)}")
        indent = "  " if part.form == "li" else ""
        lines += [f"{indent}{view.legal.legal(line)}" for line in part.below]
    return "\n".join(lines) + "\n"


def _html(view: View, parts: list[MailPart]) -> str:
    words = view.words
    body = []
    for place, part in enumerate(parts):
        tag = part.form if part.form in ("h1", "h2", "li") else "p"
        strong = f"<strong>{_safe(view, part.strong)}</strong>" if part.strong else ""
        text = _safe(view, part.text)
        said = words(labels.NAMED, name=strong, text=text) if strong and text else strong or text
        below = "".join(f"<br>{_safe(view, line)}" for line in part.below)
        line = f'<{tag} dir="auto" style="{_STYLES[part.form]}">{said}{below}</{tag}>'
        listed = [each.form == "li" for each in (*parts[:place][-1:], *parts[place + 1 :][:1])]
        before = bool(place) and listed[0]
        after = place + 1 < len(parts) and listed[-1]
        opens = "<ul>" if part.form == "li" and not before else ""
        closes = "</ul>" if part.form == "li" and not after else ""
        body.append(f"{opens}{line}{closes}")
    return (
        f'<!DOCTYPE html>\n<html lang="{words.tag}"><head><meta charset="utf-8">'
        f"<title>{_safe(view, view.title)}</title></head>\n"
        '<body style="font-family:Calibri,Carlito,Arial,sans-serif;font-size:14px;'
        'max-width:44em;color:#202833">\n' + "\n".join(body) + "\n</body></html>\n"
    )


def _safe(view: View, text: str) -> str:
    return html.escape(view.legal.legal(text))
