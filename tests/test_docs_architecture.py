"""The developers' map: every file that it names exists, and every room is on it."""

import re

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SOURCE = ROOT / "src" / "focusgroup"


def test_every_file_on_the_map_exists() -> None:
    named = set(re.findall(r"`((?:\w+/)+\w*(?:\.py)?)`", PAGE))
    assert len(named) > 40
    rooms = [path for path in SOURCE.iterdir() if path.is_dir()]
    places = [SOURCE, ROOT, *rooms]  # in a room's own row its folders go by their short names
    missing = [name for name in named if not any((place / name).exists() for place in places)]
    assert missing == []


def test_every_room_is_on_the_map() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()}
    assert {name for name in rooms if f"`{name}/`" not in PAGE} == set()
