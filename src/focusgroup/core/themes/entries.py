"""What is told about a theme, by a person or in a file of themes."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ThemeDetails:
    """What a theme is and is not, its keywords and owner; None leaves a detail as it is."""

    description: str | None = None
    excludes: str | None = None
    keywords: tuple[str, ...] | None = None
    owner: str | None = None
    retired: bool | None = None


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A theme of a codebook from a file, with its details, and its id if the file gives one."""

    path: str
    details: ThemeDetails = field(default_factory=ThemeDetails)
    id: str = ""
