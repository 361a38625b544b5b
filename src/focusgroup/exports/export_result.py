"""What an export comes to: the file, what lies beside it, what people should be told of it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """A document at *path*; *wanted* is where it should have gone.

    The quote log is in the workbook *log* where it is too long for the document. In
    *replaced* places a character stands for one that the format can't hold.
    """

    path: Path
    wanted: Path
    log: Path | None = None
    replaced: int = 0

    def remarks(self) -> list[str]:
        """A sentence for each thing that somebody would not expect."""
        said = []
        if self.path.name != self.wanted.name:
            said.append(
                f"{self.wanted.name} is open in another program, so this one is called"
                f" {self.path.name}."
            )
        if self.log is not None:
            said.append(f"The quote log is in the workbook beside it: {self.log.name}.")
        if self.replaced:
            places = "place" if self.replaced == 1 else "places"
            said.append(
                f"In {self.replaced:,} {places} \ufffd stands for a character that the file can't"
                " hold."
            )
        return said
