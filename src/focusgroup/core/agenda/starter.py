"""The text of a new agenda, and an existing agenda under another title."""

import re

from focusgroup.core.agenda.format import yaml_text
from focusgroup.core.model import (
    Agenda,
    GuideNote,
    Kind,
    Probe,
    Question,
    ScriptText,
    Section,
    SectionKind,
    Task,
    ThemeSpec,
)
from focusgroup.core.patterns import lazy_pattern

_TITLE_KEY = lazy_pattern(
    r"^(?:title|titel|标题)[ \t]*:.*(?:\n[ \t]+\S.*)*", re.IGNORECASE | re.MULTILINE
)
_FRONT = lazy_pattern(
    r"\A(?P<open>\s*---[ \t]*\n)(?P<matter>.*?)^(?P<close>(?:---|\.\.\.)[ \t]*)$",
    re.DOTALL | re.MULTILINE,
)


def starter_agenda(title: str) -> Agenda:
    """Return a short agenda of 90 minutes in the order of Krueger & Casey (2015), to be edited."""
    return Agenda(title=title, minutes=90, themes=_THEMES, sections=_SECTIONS)


_THEMES = (
    ThemeSpec("Getting started", "from the decision to the first useful result"),
    ThemeSpec("Everyday work", "what people do with it every day"),
    ThemeSpec("Help and support", "how people get unstuck"),
)
_WELCOME = (
    "Thank you for coming. There are no right or wrong answers today, and you need not agree with"
    " each other. Your name appears outside this room only if you allow it."
)
_RULES = (
    "Taking part is voluntary: skip any question, or leave at any time. We are recording so we"
    " don't miss anything; only our team will hear it, and it is deleted when the summary is"
    " written. Please speak one at a time, put your phones away if you can, and don't repeat"
    " outside who said what."
)
_SECTIONS = (
    Section(
        "Welcome",
        10,
        SectionKind.OPENING,
        steps=(
            GuideNote("Seat numbers on the table, recorder checked."),
            ScriptText(_WELCOME),
            ScriptText(_RULES),
            Task("Signed consent forms are collected; notes are taken only of people who signed"),
            Question("Please say your name, what you do, and how long you have worked with us."),
        ),
    ),
    Section(
        "How you work today",
        15,
        SectionKind.INTRODUCTORY,
        steps=(Question("Think of yesterday. When did our product first come into your day?"),),
    ),
    Section(
        "What works well?",
        15,
        SectionKind.KEY,
        steps=(
            Question(
                "What would you miss most if it were gone tomorrow?",
                (Probe("When did it last help you in that way?"),),
                must=True,
            ),
        ),
        listen_for=Kind.STRENGTH,
    ),
    Section(
        "What gets in your way?",
        25,
        SectionKind.KEY,
        steps=(
            Question(
                "Tell us about a time it didn't do what you needed.",
                (Probe("What did you do instead?"), Probe("What did it cost you?")),
                must=True,
            ),
        ),
        listen_for=Kind.PROBLEM,
    ),
    Section(
        "What is still missing?",
        15,
        SectionKind.KEY,
        steps=(
            Question(
                "What do you still do outside the product?",
                (Probe("Take us through the last time."), Probe("How often does that happen?")),
                must=True,
            ),
        ),
        listen_for=Kind.MISSING_FEATURE,
    ),
    Section(
        "Close",
        10,
        SectionKind.ENDING,
        steps=(
            Question("Of all that was said today, what matters most to you?", must=True),
            Question("What should we have asked and did not?", must=True),
            ScriptText("Thank you. You will hear from us what we do with it."),
        ),
    ),
)


def retitled(source: str, title: str) -> str:
    """Return the Markdown *source* of an agenda with *title* in its front matter."""
    line = f"title: {yaml_text(title)}"
    front = _FRONT.match(source)
    if front is None:
        return f"---\n{line}\n---\n\n{source}"
    matter = front["matter"]
    if _TITLE_KEY.search(matter):
        matter = _TITLE_KEY.sub(lambda _: line, matter, count=1)
    else:
        matter = f"{line}\n{matter}"
    return f"{front['open']}{matter}{front['close']}{source[front.end() :]}"
