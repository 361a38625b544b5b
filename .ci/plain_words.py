"""Counts turns of phrase that no English speaker uses, in pages, agendas, help and messages.

`python .ci/plain_words.py` prints each with its place; the exit code is 1 if there are more than
`MOST`. They came from another language word by word, and they make a reader stop.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST = 10
PAGES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/*.md")
AGENDAS = ("agendas/*.md", "agendas/kit/en/*.md")
OWN_LANGUAGE = re.compile(r"\.(?:zh|de|fr|es)\.md$")
VOCABULARY = re.compile(r"_words\.py$|vocabulary\.py$|/words/")
"""Files that list words to be recognised, which are nobody's prose."""
TURNS = {
    "is no X (isn't a X)": r"(?<![Hh]ere )\b(?:is|are|was|were) no (?!longer\b|more\b|less\b)",
    "stands, lies (is)": r"\b(?:stands|stood|lies|lay)\b(?! (?:for|out|up|down|still)\b)",
    "behind (after)": r"\bbehind (?:a|an|the|it|each|every|Enter)\b"
    r"(?! (?:group|scenes|screen|program's back))",
    "who without a noun": r"(?:(?<=[.!:] )|\A)Who (?!is\b|are\b|did\b|do\b|does\b|can\b|may\b"
    r"|will\b|has\b|else\b|wanted\b|helped\b)\w+ [^?\n]*[.]"
    r"|\b(?:All|Everybody|Nobody|Everyone) (?:\w+ ){0,4}who\b"
    r"|\b(?:of|for|is) who (?:is|are|was|has|have|had|did|asked|comes|came|gave)\b",
    "that of, one that is": r"\bthat of the\b|\bwithout it (?:one|that)\b"
    r"|\b(?:that|which) is none\b",
    "so that (so)": r"\bso that\b",
    "stage directions": r"\b(?:put right|taken up|taken down|took down|is come back to)\b",
    "home-made terms": r"\bsaid with force\b|\bseats? somebody\b|\bput \w+ right\b"
    r"|\bfacts of a (?:person|participant)\b",
    "whom": r"(?<!to )(?<!for )(?<!of )\b[Ww]hom\b(?! it)",
    "everybody that": r"\bwhoever\b|\bwhat stands\b|\bas before\b",
}
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def _prose_of(code: str) -> Iterator[str]:
    """Yield the texts of a module that people may see: messages, and the help of commands."""
    tree = ast.parse(code)
    helps = {id(node.body[0]) for node in ast.walk(tree) if _is_command(node)}
    unseen = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and id(node) not in helps
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in unseen and " " in node.value:
            yield node.value


def _is_command(node: ast.AST) -> bool:
    """Return whether a function's docstring is the help of a command."""
    decorators = getattr(node, "decorator_list", ())
    return any(re.search(r"\b(command|group)\b", ast.unparse(d)) for d in decorators)


def read_pages() -> Iterator[tuple[Path, str]]:
    """Yield the text of each page and agenda in English."""
    for pattern in (*PAGES, *AGENDAS):
        for path in sorted(ROOT.glob(pattern)):
            if not OWN_LANGUAGE.search(path.name):
                yield path, FENCE.sub("", path.read_text("utf-8"))


def read_messages() -> Iterator[tuple[Path, str]]:
    """Yield each text of the program for people; takes some seconds."""
    for path in sorted((ROOT / "src" / "focusgroup").rglob("*.py")):
        if not VOCABULARY.search(path.as_posix()):
            for text in _prose_of(path.read_text("utf-8")):
                yield path, text


def turns_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each turn of phrase in *text*: its kind, and the words around it."""
    text = re.sub(r"\s+(?:> )?", " ", text)
    for kind, pattern in TURNS.items():
        for found in re.finditer(pattern, text):
            yield kind, text[max(0, found.start() - 40) : found.end() + 40]


def found_turns(texts: Iterable[tuple[Path, str]]) -> list[str]:
    """Return a line for each turn of phrase in the *texts*, with its file."""
    return [
        f"{path.relative_to(ROOT)}: {kind}: … {near} …"
        for path, text in texts
        for kind, near in turns_in(text)
    ]


def main() -> int:
    """Print what was found; 1 if it is too much."""
    found = found_turns([*read_pages(), *read_messages()])
    print(*found, sep="\n")
    print(f"{len(found)} turns of phrase to reword; {MOST} may stay")
    return int(len(found) > MOST)


if __name__ == "__main__":
    sys.exit(main())
