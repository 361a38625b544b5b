"""A session of ninety minutes as a script: what is said, in which order, and the keys for it.

The words are those of the sample that comes with the program. Quotes that are about one theme
follow each other, as when a moderator stays with a topic.
"""

import re
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

SECTIONS = (
    ("Welcome", 5, "", ()),
    ("The first weeks", 20, "problems", ("Onboarding", "Support", "Buying", "Pricing")),
    ("In your way", 25, "problems", ()),
    ("What it does well", 15, "strengths", ()),
    ("What is missing", 20, "missing features", ()),
    ("Close", 5, "", ()),
)
"""Title, minutes, what is listened for, and the themes that belong there."""
LISTENS = {"problems": "-", "strengths": "+", "missing features": "?"}
KINDS = {"-": "problem", "+": "strength", "?": "missing_feature"}
SAMPLES = (
    "01-first-focus-group",
    "08-planners",
    "05-after-the-signature",
    "03-visit-fabrikam",
    "02-webinar",
)
EARLIER = ("07-how-to-be-served",)
"""What the company has taken down before, so that the program knows its themes."""
LINE = re.compile(
    r"\[[\d:]+\] (?P<sign>[-+?])(?P<text>.*?) @(?P<seat>\d)"
    r" #(?:\"(?P<long>[^\"]+)\"|(?P<short>\S+))"
)


@dataclass(frozen=True)
class Said:
    """One quote of the script. *section* is its place in SECTIONS."""

    text: str
    sign: str
    seat: int
    theme: str
    section: int

    @property
    def kind(self) -> str:
        """The kind as the store names it."""
        return KINDS[self.sign]


def script(most: int, *, mixed: bool = False) -> list[Said]:
    """The first *most* quotes of each kind's sections, theme by theme, in the agenda's order.

    *mixed*, the theme changes with three of four quotes, as when everybody talks of everything.
    """
    found = [each for name in SAMPLES for each in said_in(name)]
    order = {each.theme: at for at, each in reversed(list(enumerate(found)))}
    found.sort(key=lambda each: (each.section, order[each.theme]))
    if most < len(found):
        step = len(found) / most
        found = [found[int(at * step)] for at in range(most)]
    return _mixed(found) if mixed else found


def _mixed(said: list[Said]) -> list[Said]:
    """The same quotes in their sections, with another theme at three of four quotes."""
    rest, mixed = list(said), list[Said]()
    while rest:
        here = [each for each in rest if each.section == rest[0].section]
        last = mixed[-1].theme if mixed else ""
        stays = changes(mixed) > 0.75
        left = Counter(each.theme for each in here)
        # Of the other themes the one with most quotes left, so that none is left over.
        fit = [each for each in here if (each.theme == last) is stays] or here
        mixed.append(max(fit, key=lambda each: left[each.theme]))
        rest.remove(mixed[-1])
    return mixed


def changes(said: list[Said]) -> float:
    """The share of quotes whose theme is another than that of the quote before."""
    return sum(one.theme != two.theme for one, two in pairwise(said)) / max(len(said), 1)


def said_in(sample: str) -> list[Said]:
    """The quotes of a sample session that name a speaker and a theme."""
    text = (resources.files("focusgroup.imports") / f"sample_data/{sample}.txt").read_text("utf-8")
    found = []
    for line in text.splitlines():
        if (said := LINE.match(line)) and said["text"][0] != "~" and said["text"][-1] != "…":
            sign, theme = said["sign"], said["long"] or said["short"]
            place = _section(sign, theme)
            found.append(Said(said["text"].strip(), sign, int(said["seat"]), theme, place))
    return found


def _section(sign: str, theme: str) -> int:
    for place, (_, _, listens, themes) in enumerate(SECTIONS):
        if LISTENS.get(listens) == sign and (not themes or theme.split(" > ")[0] in themes):
            return place
    raise AssertionError(f"no section listens for {sign}")


def agenda(said: list[Said], minutes: int) -> str:
    """The guide of the session, *minutes* long, with the themes that come up in each section."""
    whole = sum(section[1] for section in SECTIONS)
    lines = ["---", "title: Ninety minutes", "themes:"]
    lines += [f'  - "{theme}"' for theme in dict.fromkeys(each.theme for each in said)]
    lines += ["---", ""]
    for place, (title, length, listens, _) in enumerate(SECTIONS):
        kind = ", key" if listens else ", ending" if title == "Close" else ""
        lines.append(f"## {title} ({length * minutes / whole:g} min{kind})")
        themes = dict.fromkeys(each.theme for each in said if each.section == place)
        if themes:
            lines += [f"Themes: {', '.join(list(themes)[:3])}", f"Listen for: {listens}"]
        lines += ["", "1. What comes to mind?", "2. What about exports?", ""]
    return "\n".join(lines)
