"""Bring the catalogues of the documents' words up to date: `python .ci/catalogues.py`.

New messages are added to each `.po` without a translation, those that are gone are taken out,
and the `.mo` files are written anew. A message that changed has to be translated again:
nothing is guessed. For a new language, make `locale/CODE/LC_MESSAGES/`, run this, and add the
language to `LANGUAGES` in `exports/wording/words.py`.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

EXPORTS = Path(__file__).resolve().parent.parent / "src" / "focusgroup" / "exports"
LOCALE = EXPORTS / "wording" / "locale"
KEYWORDS = {"msg": None, "plural": (1, 2)}
HEADER = "# The words that Focusgroup's documents print of their own."


class Plain(Catalog):
    """A catalogue whose head says nothing about when and by what it was made."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def template() -> Catalog:
    """Every message in the code, with the file that it stands in."""
    made = Catalog(header_comment=HEADER)
    found = extract_from_dir(str(EXPORTS), keywords=KEYWORDS)
    for path, _, message, _, context in sorted(found, key=lambda each: (each[0], each[1])):
        made.add(message, locations=[(Path(path).as_posix(), None)], context=context)
    return made


def translated(code: str) -> Catalog:
    """The catalogue of *code* as it should be: its translations, the code's messages."""
    po = LOCALE / code / "LC_MESSAGES" / "focusgroup.po"
    old = read_po(io.BytesIO(po.read_bytes() if po.exists() else b""), locale=code)
    made = Plain(code, header_comment=HEADER, fuzzy=False)
    for message in template():
        if message.id:
            before = old.get(message.id)
            # Older Babels don't mark those themselves, and every one shall write the same file.
            flags = ["python-brace-format"] if "{" in str(message.id) else []
            said = before.string if before else None
            made.add(message.id, said, message.locations, flags)
    return made


def parts(code: str) -> tuple[bytes, bytes]:
    """The `.po` and the `.mo` of *code* as they should be."""
    po, mo = io.BytesIO(), io.BytesIO()
    catalogue = translated(code)
    write_po(po, catalogue, width=96, include_lineno=False)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def untranslated(po: bytes) -> list[str]:
    """The messages of a `.po` that lack a translation, or one of their plural's forms."""
    lacking = []
    for message in read_po(io.BytesIO(po)):
        said = message.string if message.pluralizable else (message.string,)
        if message.id and not all(said):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def main() -> int:
    """Write every catalogue; 1 when one of them lacks a translation."""
    lacking = 0
    for folder in sorted(LOCALE.iterdir()):
        po, mo = parts(folder.name)
        place = folder / "LC_MESSAGES"
        place.mkdir(exist_ok=True)
        (place / "focusgroup.po").write_bytes(po)
        (place / "focusgroup.mo").write_bytes(mo)
        for message in untranslated(po):
            print(f"{folder.name}: no translation of {message!r}")
            lacking += 1
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
