"""A footer lets go of the keys that it showed once."""

from textual.widgets import Footer

from focusgroup.tui.footers import let_go_of_old_keys
from tests.tui.living import Live


def gone(footer: Footer) -> int:
    """How many keys it still holds that are no longer there."""
    watching = getattr(footer, "__watchers", {}).values()
    return sum(node._closing for each in watching for node, _ in each)


async def test_keys_that_went_are_not_kept(live: Live) -> None:
    footer = live.screen.query_one(Footer)
    for _ in range(3):
        footer.refresh(recompose=True)
        await live.pilot.pause()
    assert gone(footer) > 10  # else Textual does it by itself, and this can go
    let_go_of_old_keys(live.screen)
    assert gone(footer) == 0
    assert len(footer.children) > 5
