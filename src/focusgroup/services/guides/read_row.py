"""One row of the table of a reading."""

from dataclasses import dataclass

LEFT_OUT = "left out"
BESIDE = "beside the session"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: a line of the Markdown, 0 for what never came into it, and its place in the file.

    *kind* says what it was read as: ``section``, ``question``, ``probe``, ``script``, ``note``,
    ``task``, ``title``, ``about`` (front matter, themes, minutes), ``label``, `BESIDE` or
    `LEFT_OUT`. *why* says why it is beside the session or was left out, or what was guessed.
    """

    line: int
    place: int
    kind: str
    text: str
    why: str = ""
