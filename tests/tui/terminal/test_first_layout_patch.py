"""A new screen is drawn for the size of the terminal from its first layout on."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from focusgroup.tui.terminal import first_layout_patch
from tests.tui.seeing import until


class Fitted(Screen[None]):
    """A screen that notes its classes at each layout."""

    def __init__(self) -> None:
        super().__init__()
        self.laid_out: list[set[str]] = []

    def _refresh_layout(self, *args: Any, **kwargs: Any) -> None:
        self.laid_out.append({*self.classes} & {"-narrow", "-wide", "-low", "-high", "-own"})
        super()._refresh_layout(*args, **kwargs)


class OwnWidths(Fitted):
    """The same with breakpoints of its own."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-own")]


class Sizes(App[None]):
    """An app with classes for sizes."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]


async def laid_out(
    run_app: Callable[..., Any], screen: Fitted, size: tuple[int, int]
) -> list[set[str]]:
    """The classes of *screen* at each of its layouts, in a terminal of *size*."""
    app = Sizes()
    async with run_app(app, size=size) as pilot:
        app.push_screen(screen)
        await until(pilot, lambda: len(screen.laid_out) > 1)
    return screen.laid_out


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work-around, until the end of the test."""
    monkeypatch.setattr(Screen, "_on_screen_resume", Screen._on_screen_resume)
    first_layout_patch.install()


@pytest.mark.usefixtures("patched")
@pytest.mark.parametrize(
    ("made", "size", "wanted"),
    [
        (Fitted, (120, 36), {"-wide", "-high"}),
        (Fitted, (80, 24), {"-narrow", "-low"}),
        (OwnWidths, (95, 36), {"-own", "-high"}),
    ],
)
async def test_the_first_layout_is_for_the_size_of_the_terminal(
    run_app: Callable[..., Any], made: type[Fitted], size: tuple[int, int], wanted: set[str]
) -> None:
    assert all(each == wanted for each in await laid_out(run_app, made(), size))


async def test_textual_still_lays_a_screen_out_before_it_knows_its_size(
    run_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Screen._on_screen_resume
    if now.__module__ == first_layout_patch.__name__:
        was = now.__closure__
        assert was is not None
        monkeypatch.setattr(Screen, "_on_screen_resume", was[0].cell_contents)
    first, *_ = await laid_out(run_app, Fitted(), (120, 36))
    assert not first  # else `first_layout_patch` can go
