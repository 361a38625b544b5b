"""What a document takes from a company's template and what it doesn't, in words."""

from dataclasses import dataclass

from focusgroup.exports.word.company_template import CompanyTemplate

_PAPERS = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "Letter": (216, 279)}
_PAPERS |= {"Legal": (216, 356), "B5": (176, 250)}
"""Millimetres."""

_TWIPS_IN_MM = 56.693


@dataclass(frozen=True, slots=True)
class TemplateFact:
    """One thing of a template: *what*, whether it is *taken*, and *how*."""

    what: str
    how: str
    taken: bool = True


def template_facts(template: CompanyTemplate) -> list[TemplateFact]:
    """Return what is taken from *template*, and what is not."""
    place = template.place
    facts = [TemplateFact("paper", _paper(template)), TemplateFact("font", template.font)]
    for name in ("Title", "heading 1", "heading 2"):
        if why := template.torn.get(name):
            facts.append(TemplateFact(name, f"yours, set for our pages, as it {_listed(why)}"))
        else:
            there = name not in template.added
            how = "yours" if there else "ours, as the template has none"
            facts.append(TemplateFact(name, how, there))
    for what, there in (("header", place.headed), ("footer", place.footed)):
        facts.append(TemplateFact(what, "yours" if there else "ours, as yours is empty", there))
    if place.words:
        facts.append(TemplateFact("text", f"left out ({place.words:,} words)", taken=False))
    elif place.started or place.rest:
        facts.append(TemplateFact("text", "kept around the report"))
    if named := [name for name in place.names if name in ("title", "date", "product")]:
        facts.append(TemplateFact("filled in", ", ".join(named)))
    return facts


def _paper(template: CompanyTemplate) -> str:
    wide, high = template.place.paper
    short, long = sorted(round(each / _TWIPS_IN_MM) for each in (wide, high))
    known = (n for n, (w, h) in _PAPERS.items() if abs(w - short) < 3 and abs(h - long) < 3)
    name = next(known, f"{short / 10:.1f} × {long / 10:.1f} cm")
    lies = "landscape" if wide > high else "portrait"
    text = f"{template.sheet.width / _TWIPS_IN_MM / 10:.1f} cm wide"
    return f"{name}, {lies}, text {text}"


def _listed(why: tuple[str, ...]) -> str:
    *first, last = why
    return f"{', '.join(first)} and {last}" if first else last
