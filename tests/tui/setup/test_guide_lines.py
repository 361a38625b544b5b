"""The lines of a guide: a key says at once what it made of all lines, or that it can't be."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.widgets import OptionList

from focusgroup.imports.agenda_file import open_guide
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.setup.guide_lines import GuideLines
from tests.tui.seeing import told, until

GUIDE = (
    "---\nlanguage: en\n---\n# T\n\n## A (5 min)\n\n- Why?\n\n## B (5 min)\n\n- What?\n\n"
    "## C (5 min)\n\n- Who?\n"
)


async def test_a_key_shows_what_all_lines_are_now_and_what_a_line_cannot_be(
    db: SqliteDb, run_app: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE, "utf-8")
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        app.push_screen(screen := GuideLines(open_guide(path)))
        await until(pilot, lambda: screen.is_mounted and screen.query(OptionList))
        await until(pilot, lambda: screen.query_one(OptionList).options)
        options = screen.query_one(OptionList)

        def row(line: int) -> str:
            prompts = [str(each.prompt) for each in options.options]
            return next(each for each in prompts if each.split()[0] == str(line))

        def go_to(line: int) -> None:
            prompts = [str(each.prompt) for each in options.options]
            options.highlighted = prompts.index(row(line))

        go_to(10)
        await pilot.press("n")
        await until(pilot, lambda: "→ beside the session" in row(12))
        assert "→ note" in row(10)
        assert "→" not in row(8)
        assert "→" not in row(16)
        go_to(2)
        await pilot.press("q")
        await until(pilot, lambda: "can't be read as a question" in told(app))
        assert "→" not in row(2)
        go_to(10)
        await pilot.press("n")
        await until(pilot, lambda: "→" not in row(12))
        go_to(8)
        await pilot.press("r", "enter")
        await until(pilot, lambda: (tmp_path / "guide-read.md").exists())
        written = (tmp_path / "guide-read.md").read_text("utf-8")
        assert written == GUIDE.replace("- Why?", "- [!SCRIPT] Why?")
