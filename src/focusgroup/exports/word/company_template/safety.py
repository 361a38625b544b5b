"""Check what a template contains: nothing may run, be fetched or ask when it is opened.

Such content is refused, with a sentence, where the template's pages could depend on it; elsewhere
it is removed: comments, building blocks, ribbons, thumbnails, signatures, mail merges.
"""

import re
from collections.abc import Iterator

from lxml import etree

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.word.company_template.parts import (
    DOCUMENT_TYPE,
    OFFICE,
    TEMPLATE_TYPE,
    WORD,
    Package,
    Relation,
    W,
)
from focusgroup.exports.word.template import settings_part

DOCUMENT = "word/document.xml"
_VML = "urn:schemas-microsoft-com:vml"
_OFFICE_VML = "urn:schemas-microsoft-com:office:office"

_LEFT_OUT = frozenset(
    """attachedTemplate comments commentsExtended commentsIds commentsExtensible people
    glossaryDocument webSettings printerSettings keyMapCustomizations attachedToolbars
    recipientData mailMergeSource mailMergeHeaderSource transform stylesWithEffects extensibility
    thumbnail origin signature core-properties extended-properties documenttasks
    frame classificationlabels userXmlData""".split()
)
"""Relationships, by the last word of their type, that a document doesn't need. Properties are
written anew; the attached template is a path on the designer's computer."""

_REFUSED = {
    "vbaProject": "it holds macros",
    "wordVbaData": "it holds macros",
    "control": "it holds ActiveX controls",
    "activeXControlBinary": "it holds ActiveX controls",
    "oleObject": "it holds an embedded or linked object (OLE)",
    "aFChunk": "it includes another file",
    "subDocument": "it includes another document",
}

_ACTIVE = {
    f"{{{W}}}object": "it holds an embedded or linked object (OLE)",
    f"{{{W}}}control": "it holds ActiveX controls",
    f"{{{_OFFICE_VML}}}OLEObject": "it holds an embedded or linked object (OLE)",
    f"{{{W}}}altChunk": "it includes another file",
    f"{{{W}}}subDoc": "it includes another document",
}

_FIELDS = lazy_pattern(
    r"\s*(DDE|DDEAUTO|LINK|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|RD|MACROBUTTON|"
    r"ASK|FILLIN|PRINT|HTMLACTIVEX|CONTROL|EMBED|GOTOBUTTON)\b",
    re.IGNORECASE,
)
"""Fields that fetch a file, start a program or ask the reader something."""

_LINK = lazy_pattern(r"(https?://|mailto:)", re.IGNORECASE)
_SETTINGS_LEFT_OUT = frozenset(
    """attachedTemplate linkStyles mailMerge documentProtection writeProtection updateFields
    saveThroughXslt useXSLTWhenSaving attachedSchema trackRevisions docVars rsids
    revisionView hdrShapeDefaults shapeDefaults""".split()
)
"""Settings that ask, protect or tell about the designer; ``CT_Settings`` requires none."""

_COMMENTS = frozenset(
    f"{{{W}}}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
_SAVE = "Remove it in Word and save the template again."


def made_safe(package: Package) -> list[str]:
    """Remove from *package* what a document may not contain; return what was removed, in words.

    Raises ``TemplateError`` when it can't be used.
    """
    _find_document(package)
    left = _without_macros(package)
    _refuse_macros(package)
    left += _without_relations(package)
    keep_reachable(package)
    _plain_settings(package)
    for name in list(package.parts):
        if package.types[name].endswith("xml"):
            _judge_part(package, name)
    return left


_WITH_MACROS = tuple(
    f"application/vnd.ms-word.{kind}.macroEnabled{more}.main+xml"
    for kind, more in (("document", ""), ("template", "Template"))
)


def _without_macros(package: Package) -> list[str]:
    """Remove the macros where Word puts them, and what they lead to; return that in words."""
    known = package.relations.get(DOCUMENT, [])
    waiting = [each.target for each in known if each.name == "vbaProject" and not each.external]
    package.relations[DOCUMENT] = [each for each in known if each.target not in waiting]
    if not waiting:
        return []
    while waiting:
        name = waiting.pop()
        waiting += [each.target for each in package.relations.pop(name, [])]
        package.parts.pop(name, None)
        package.types.pop(name, None)
    return ["Macros in the template are left out of the document."]


def _refuse_macros(package: Package) -> None:
    """Refuse macros anywhere else, where only harm puts them."""
    kinds = " ".join(package.types.values()).lower()
    names = " ".join(package.parts).lower()
    if "macroenabled" in kinds or "vbaproject" in kinds or "vbaproject" in names:
        raise package.refuse(
            "it holds macros. In Word, save it as a Word Document (.docx) or Word Template (.dotx)"
            " without them."
        )


def _find_document(package: Package) -> None:
    """Name the document part ``word/document.xml``, whatever its name was."""
    main = package.related("", "officeDocument")
    if main is None or main not in package.parts:
        raise package.refuse("it is not a Word file. Choose a .docx or .dotx file.")
    if package.types[main] not in (DOCUMENT_TYPE, TEMPLATE_TYPE, *_WITH_MACROS):
        raise package.refuse("it is not a Word document. Choose a .docx or .dotx file.")
    if main != DOCUMENT:
        if any(name.lower() == DOCUMENT for name in package.parts):
            raise package.refuse("it contains two documents. Save it again in Word.")
        package.parts[DOCUMENT] = package.parts.pop(main)
        package.relations[DOCUMENT] = package.relations.pop(main, [])
        package.types[DOCUMENT] = package.types.pop(main)
        for source, relations in package.relations.items():
            package.relations[source] = [
                Relation(each.id, each.kind, DOCUMENT)
                if each.target == main and not each.external
                else each
                for each in relations
            ]
    package.types[DOCUMENT] = DOCUMENT_TYPE
    if package.tree(DOCUMENT).tag != f"{{{W}}}document":
        raise package.refuse("it is not a Word document. Choose a .docx or .dotx file.")


def _without_relations(package: Package) -> list[str]:
    left: list[str] = []
    for source, relations in package.relations.items():
        kept = []
        for each in relations:
            if why := _REFUSED.get(each.name):
                raise package.refuse(f"{why} ({source or 'the file'}). {_SAVE}")
            if each.name in _LEFT_OUT:
                if each.name == "comments":
                    left.append("Comments in the template are left out of the document.")
                continue
            if each.external and (each.name != "hyperlink" or not _LINK.match(each.target)):
                raise package.refuse(
                    f"{source or 'the file'} points to something outside ({each.name}:"
                    f" {each.target[:80]}), which Word would fetch. Embed it in Word (Break Link,"
                    " Insert) or remove it, and save the template again."
                )
            kept.append(each)
        package.relations[source] = kept
    roots = [each for each in package.relations.get("", []) if each.name in _OF_PACKAGE]
    package.relations[""] = roots
    return left


_OF_PACKAGE = ("officeDocument", "custom-properties")


def keep_reachable(package: Package) -> None:
    """Remove parts that nothing refers to; refuse references to parts that don't exist."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        source = waiting.pop()
        for each in package.relations.get(source, ()):
            if each.external or each.target in reached:
                continue
            if each.target not in package.parts:
                raise package.refuse(
                    f"{source or 'the file'} points to {each.target or 'nothing'}"
                    f" ({each.name}), which is not in it. Open it in Word and save it again."
                )
            reached.add(each.target)
            waiting.append(each.target)
    for name in package.parts.keys() - reached:
        del package.parts[name], package.types[name]
    for source in package.relations.keys() - reached - {""}:
        del package.relations[source]


def _plain_settings(package: Package) -> None:
    name = package.related(DOCUMENT, "settings")
    if name is None:
        # Word treats a document without settings as one of Word 2007.
        name = package.free_name("word/settings", ".xml")
        package.relate(DOCUMENT, "settings", name)
        package.types[name] = f"{WORD}settings+xml"
        package.parts[name] = settings_part().encode()
    root = package.tree(name)
    for child in list(root):
        if isinstance(child.tag, str) and etree.QName(child).localname in _SETTINGS_LEFT_OUT:
            root.remove(child)
    package.put(name, root)


def _judge_part(package: Package, name: str) -> None:
    root = package.tree(name)
    changed = False
    known = {each.id for each in package.relations.get(name, ())}
    for each in list(root.iter()):
        if not isinstance(each.tag, str):
            continue
        if why := _ACTIVE.get(each.tag):
            raise package.refuse(f"{why} ({name}). {_SAVE}")
        if each.tag in _COMMENTS or each.tag == f"{{{W}}}printerSettings":
            each.getparent().remove(each)
            changed = True
            continue
        if each.tag.startswith(f"{{{_VML}}}") and each.get("src"):
            raise package.refuse(f"a picture in {name} is stored outside it. {_SAVE}")
        for key, value in each.attrib.items():
            if key.startswith(f"{{{OFFICE}}}") and value and value not in known:
                raise package.refuse(
                    f"{name} points to a part that is not in it. Open it in Word and save it again."
                )
    for instruction in _instructions(root):
        if found := _FIELDS.match(instruction):
            raise package.refuse(
                f"{name} has a field ({found[1].upper()}) that fetches, asks or starts something"
                f" when the document is opened. {_SAVE}"
            )
    if changed:
        package.put(name, root)


def _instructions(root: etree._Element) -> Iterator[str]:
    """Yield the code of every field, joined where Word split it over runs."""
    for simple in root.iter(f"{{{W}}}fldSimple"):
        yield simple.get(f"{{{W}}}instr") or ""
    open_fields: list[list[str]] = []
    for each in root.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText"):
        if each.tag == f"{{{W}}}instrText":
            if open_fields:
                open_fields[-1].append(each.text or "")
            continue
        kind = each.get(f"{{{W}}}fldCharType")
        if kind == "begin":
            open_fields.append([])
        elif kind == "end" and open_fields:
            yield "".join(open_fields.pop())
    for left in open_fields:
        yield "".join(left)
