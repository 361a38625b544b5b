"""Add our styles to a company's, only where a name is missing.

Word in other languages gives styles its own ids ("berschrift1" for "heading 1"), so styles are
matched by name, which Word never translates, and the template's ids are changed to ours.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from focusgroup.exports.word.company_template.headings import (
    LIMITS,
    as_headings,
    of_ours,
    torn_by,
    with_bases,
)
from focusgroup.exports.word.company_template.parts import Package, w
from focusgroup.exports.word.company_template.safety import DOCUMENT
from focusgroup.exports.word.ooxml.markup import style_id
from focusgroup.exports.word.ooxml.styles import LINK, NAMESPACES, NAVY, STYLES, styles_part
from focusgroup.exports.word.style import Of, Style
from focusgroup.exports.word.template import numbering_part

BASE = Style(
    "FG Base",
    paragraph='<w:keepNext w:val="0"/><w:keepLines w:val="0"/><w:pageBreakBefore w:val="0"/>'
    '<w:numPr><w:numId w:val="0"/></w:numPr><w:bidi w:val="0"/><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:beforeAutospacing="0" w:after="80" w:afterAutospacing="0" '
    'w:line="252" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>'
    '<w:contextualSpacing w:val="0"/><w:jc w:val="left"/>',
    run='<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/><w:iCs w:val="0"/><w:caps w:val="0"/>'
    '<w:smallCaps w:val="0"/><w:strike w:val="0"/><w:dstrike w:val="0"/><w:vanish w:val="0"/>'
    '<w:spacing w:val="0"/><w:w w:val="100"/><w:position w:val="0"/><w:sz w:val="20"/>'
    '<w:szCs w:val="20"/><w:u w:val="none"/><w:vertAlign w:val="baseline"/>',
)
"""Between the company's Normal style and ours: keeps its fonts, language and readable colour, but
not the line spacing, indents, numbers, direction and look of its letters, which spoil every table
and hide what is bold for a reason."""

_AUTOMATIC = '<w:color w:val="auto"/>'

_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DEFAULTS = {
    "paragraph": "Normal",
    "character": "DefaultParagraphFont",
    "table": "TableNormal",
    "numbering": "NoList",
}
"""Our ids for the default style of each type."""

_DEFAULT_NAMES = {
    "paragraph": "normal",
    "character": "default paragraph font",
    "table": "normal table",
    "numbering": "no list",
}

_DEFAULTS_ALONE = styles_part(()).encode()

_REFERENCES = (
    "pStyle rStyle tblStyle basedOn next link styleLink numStyleLink clickAndTypeStyle"
    " defaultTableStyle"
).split()
_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3."""


def merge_styles(package: Package) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Give *package* every style that our documents use, under the ids that they use.

    Return the company's styles that ours are only based on, each with what would tear our pages,
    and the names of the styles that it lacks.
    """
    name = package.related(DOCUMENT, "styles")
    if name is None:
        name = package.free_name("word/styles", ".xml")
        package.relate(DOCUMENT, "styles", name)
        package.types[name] = f"{_MIME}.styles+xml"
        package.parts[name] = _DEFAULTS_ALONE
    root = package.tree(name)
    if root.tag != w("styles"):
        raise package.refuse(f"its part {name} contains no styles. Save it again in Word.")
    _rename(package, name, root, _without_doubles(root))
    ours = etree.fromstring(styles_part())
    for kind, named in _DEFAULTS.items():
        if _default(root, kind) is None:
            taken = {each.get(w("styleId"), "") for each in root.iter(w("style"))}
            if named in taken:
                _rename(package, name, root, {named: _free(f"{named}Template", taken)})
            root.extend(each for each in ours.iter(w("style")) if each.get(w("styleId")) == named)
    changes, missing, torn = _compared(root)
    stands: dict[str, etree._Element] = {}
    for title in torn:
        found = _named(root)[title.casefold()]
        stands[title] = of_ours(root, found, title.casefold(), f"FG {title}")
        root.append(stands[title])
    _rename(package, name, root, changes)
    for title, each in stands.items():
        each.set(w("styleId"), style_id(title))
    bullets = _bullets(package) if any(s.name == "List Bullet" for s in missing) else 1
    ink = _ink(root)
    base = replace(BASE, run=BASE.run.replace("<w:spacing", f"{_AUTOMATIC}<w:spacing", 1))
    pale = _pale(root)
    for style in missing:
        root.append(_added(base if style is BASE and pale else style, bullets, ink))
    as_headings(root)
    package.put(name, root)
    return torn, tuple(style.name for style in missing)


def _added(style: Style, bullets: int, ink: str) -> etree._Element:
    if style.of is Of.PARAGRAPH and style.based == "Normal" and style.name != BASE.name:
        style = replace(style, based=BASE.name)
    text = style.xml().replace("<w:style ", f"<w:style {NAMESPACES} ", 1)
    text = text.replace('<w:numId w:val="1"/>', f'<w:numId w:val="{bullets}"/>')
    if ink:
        text = text.replace(NAVY, ink)
        text = text.replace(LINK, ink) if style.own else text
    return etree.fromstring(text)


def _default(root: etree._Element, kind: str) -> etree._Element | None:
    """Return the default style of *kind*; one with the default's name is made it, if none is."""
    of_kind = [each for each in root.iter(w("style")) if each.get(w("type"), "paragraph") == kind]
    for each in of_kind:
        if each.get(w("default")) in ("1", "true", "on"):
            return each
    found = next((each for each in of_kind if _name(each) == _DEFAULT_NAMES[kind]), None)
    if found is not None:
        found.set(w("default"), "1")
    return found


def _without_doubles(root: etree._Element) -> dict[str, str]:
    """Leave one style of each name and id; return the ids that were left out, with those kept.

    Word keeps the first, and other programs differ.
    """
    names: dict[tuple[str, str], str] = {}
    ids: set[str] = set()
    changes = {}
    taken = {each.get(w("styleId"), "") for each in root.iter(w("style"))}
    for each in list(root.iter(w("style"))):
        id_, key = each.get(w("styleId"), ""), (each.get(w("type"), "paragraph"), _name(each))
        if key in names:
            root.remove(each)
            if id_ not in ids:
                changes[id_] = names[key]
            continue
        if id_ in ids:
            id_ = _free(f"{id_}Template", taken)
            each.set(w("styleId"), id_)
        names[key] = id_
        ids.add(id_)
    return changes


def _named(root: etree._Element) -> dict[str, etree._Element]:
    return {_name(each): each for each in root.iter(w("style"))}


def _name(style: etree._Element) -> str:
    """Return the name of a style as Word compares it: in lower case, without aliases."""
    found = style.find(w("name"))
    text = "" if found is None else found.get(w("val")) or ""
    return text.partition(",")[0].strip().casefold()


def _compared(
    root: etree._Element,
) -> tuple[dict[str, str], list[Style], dict[str, tuple[str, ...]]]:
    """Return the ids that must change, our styles that are missing, and headings that tear pages.

    Ours, `FG heading 1`, takes the place of such a heading under the id of Word's: documents
    refer to styles by id, and whoever wants the company's goes by its name.
    """
    changes: dict[str, str] = {}
    for kind, own in _DEFAULTS.items():
        found = _default(root, kind)
        if found is not None:
            changes[found.get(w("styleId"), "")] = own
    named = _named(root)
    missing, torn = [], {}
    for style in (BASE, *STYLES):
        found = named.get(style.name.casefold())
        if found is not None and found.get(w("type"), "paragraph") == style.of:
            title = style.name.casefold()
            why = torn_by(root, found, title) if title in LIMITS else ()
            ready = named.get(f"fg {title}") if why else found
            if ready is not None:
                changes[ready.get(w("styleId"), "")] = style_id(style.name)
            else:
                torn[style.name] = why
            continue
        if found is not None:
            found.find(w("name")).set(w("val"), f"{style.name} ({found.get(w('type'))})")
        missing.append(style)
    used = {each.get(w("styleId"), "") for each in root.iter(w("style"))}
    wanted = {*changes.values(), *(style_id(style.name) for style in missing)}
    wanted |= {style_id(name) for name in torn}
    for other in sorted(wanted & used - changes.keys()):
        changes[other] = _free(f"{other}Template", used | wanted)
    return {old: new for old, new in changes.items() if old and old != new}, missing, torn


def _free(stem: str, used: set[str]) -> str:
    number, made = 2, stem
    while made in used:
        made, number = f"{stem}{number}", number + 1
    used.add(made)
    return made


def _rename(package: Package, name: str, root: etree._Element, changes: dict[str, str]) -> None:
    if not changes:
        return
    for each in root.iter(w("style")):
        old = each.get(w("styleId"), "")
        if old in changes:
            each.set(w("styleId"), changes[old])
    _refer(root, changes)
    for other, tree in _texts(package):
        if other != name and _refer(tree, changes):
            package.put(other, tree)


def _refer(root: etree._Element, changes: dict[str, str]) -> bool:
    changed = False
    for each in root.iter(*map(w, _REFERENCES)):
        new = changes.get(each.get(w("val"), ""))
        if new:
            each.set(w("val"), new)
            changed = True
    return changed


def _texts(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """Yield the parts that are WordprocessingML."""
    for name in list(package.parts):
        if package.types[name].startswith(_MIME):
            yield name, package.tree(name)


def _ink(root: etree._Element) -> str:
    """Return the colour of the company's first heading, if it can be read on white."""
    style = _named(root).get("heading 1")
    colour = None if style is None else style.find(f"{w('rPr')}/{w('color')}")
    value = "" if colour is None else colour.get(w("val")) or ""
    return value.upper() if len(value) == 6 and _contrast(value) >= _CONTRAST else ""


def _pale(root: etree._Element) -> bool:
    """Return whether the company's text can't be read on white, as on pages of another colour."""
    chain = with_bases(root, _default(root, "paragraph"))
    found = (each.find(f"{w('rPr')}/{w('color')}") for each in chain)
    value = next((str(each.get(w("val"))) for each in found if each is not None), "")
    return len(value) == 6 and _contrast(value) < _CONTRAST


def _contrast(colour: str) -> float:
    """Return the contrast of *colour* (RRGGBB) on white, 0 if it isn't a colour."""
    try:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    except ValueError:
        return 0.0
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _bullets(package: Package) -> int:
    """Add our bulleted list to the template's lists; return its number."""
    ours = etree.fromstring(numbering_part())
    name = package.related(DOCUMENT, "numbering")
    if name is None:
        name = package.free_name("word/numbering", ".xml")
        package.relate(DOCUMENT, "numbering", name)
        package.types[name] = f"{_MIME}.numbering+xml"
        package.put(name, ours)
        return 1
    root = package.tree(name)
    form, use = ours.find(w("abstractNum")), ours.find(w("num"))
    form_id = 1 + _largest(root, "abstractNum", "abstractNumId", -1)
    number = 1 + _largest(root, "num", "numId", 0)
    form.set(w("abstractNumId"), str(form_id))
    use.set(w("numId"), str(number))
    use.find(w("abstractNumId")).set(w("val"), str(form_id))
    # The schema sets this order: pictures, definitions, instances, and one element of Word for Mac.
    places = [place for place, each in enumerate(root) if each.tag == w("num")]
    ends = [place for place, each in enumerate(root) if each.tag == w("numIdMacAtCleanup")]
    end = ends[0] if ends else len(root)
    root.insert(end, use)
    root.insert(places[0] if places else end, form)
    package.put(name, root)
    return number


def _largest(root: etree._Element, tag: str, attribute: str, least: int) -> int:
    found = (each.get(w(attribute), "") for each in root.iter(w(tag)))
    return max((int(value) for value in found if value.isdecimal()), default=least)
