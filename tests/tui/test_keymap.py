"""Keys of one's own: they act, the help and the hints name them, and mistakes are explained."""

from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.themes.shortcut_letters import alt_letter
from focusgroup.store.engine.location import config_file, configured_keys
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.keymap import Keymap, read_keymap
from focusgroup.tui.live.commands import LIVE
from tests.tui.conftest import Run
from tests.tui.living import Live, live_screen, make_session

CONFIG = Path("config.toml")


async def test_a_key_of_ones_own_acts_and_is_the_one_that_is_named(
    db: SqliteDb, run_app: Run
) -> None:
    session = await make_session(db)
    keymap = read_keymap({"live.next": "ctrl+v", "live.off": "shift+f9"}, CONFIG)
    app = FocusgroupApp(db, keymap=keymap)
    async with run_app(app, size=(120, 36)) as pilot:
        await app.push_screen(await live_screen(db, session.id, keymap))
        await pilot.pause()
        live = Live(pilot, db, session)
        await live.until(lambda: "^V starts the session" in live.shows("#hint"))
        live.key("ctrl+v")
        assert live.session.clock.running
        live.key("shift+f9")
        assert "shift+f9 goes back on it" in live.shows("#sticky")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"live.of": "f8"}, "did you mean “live.off”"),
        ({"live.off": 8}, "must be text"),
        ({"live.off": "hyperspace"}, "isn't a key"),
        ({"live.off": "ctrl+"}, "isn't a key"),
        ({"live.off": "x"}, "letters are typed text"),
        ({"live.off": "f5"}, "is set for both"),
    ],
)
def test_a_mistake_in_the_keys_says_what_and_where(wanted: dict[str, object], said: str) -> None:
    with pytest.raises(FocusgroupError, match=said) as error:
        read_keymap(wanted, CONFIG)
    assert "config.toml" in str(error.value)


def test_a_configuration_that_can_t_be_read_is_named_with_what_to_do() -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text("[keys\n", "utf-8")
    with pytest.raises(FocusgroupError, match=r"config\.toml.*correct it"):
        configured_keys()
    config_file().write_text("keys = 3\n", "utf-8")
    with pytest.raises(FocusgroupError, match="must be a table"):
        configured_keys()


def test_no_command_of_the_live_screen_depends_on_a_key() -> None:
    assert [command.id for command in LIVE if not command.slash] == []


def test_the_keys_as_they_come_are_no_mistake() -> None:
    """A screen in stages may have a key twice; which of them acts is the stage's."""
    assert read_keymap({}, CONFIG).changed == {}
    keys = [key for command in LIVE for key in command.keys.split(",") if key]
    assert len(keys) == len(set(keys))


def test_a_command_without_a_key_is_shown_by_its_word() -> None:
    assert Keymap().shown("live.auto") == "/auto"
    assert Keymap().shown("live.off") == "F10"
    assert Keymap({"live.off": "pageup"}).shown("live.off") == "pgup"


@pytest.mark.parametrize(
    ("key", "letter"),
    [("alt+e", "e"), ("alt+E", "E"), ("alt+shift+e", "E"), ("alt+shift+E", "E"), ("alt+1", ""),
     ("e", ""), ("ctrl+e", ""), ("ctrl+alt+e", ""), ("alt+left", ""), ("alt++", "")],
)  # fmt: skip
def test_a_letter_held_with_alt_is_told_apart_from_all_other_keys(key: str, letter: str) -> None:
    assert alt_letter(key) == letter


def test_letters_that_alt_makes_commands_of_are_known() -> None:
    assert Keymap({"live.off": "alt+e,f10", "live.nod": "alt+shift+n"}).letters(LIVE) == {"e", "N"}
    assert not Keymap().letters(LIVE)


@pytest.mark.parametrize("key", ["shift+f4", "shift+f5", "shift+f6"])
def test_a_configuration_from_before_a_command_moved_still_works(key: str) -> None:
    """The command whose new key is taken stays on its old one."""
    was = {"shift+f4": "ctrl+s", "shift+f5": "ctrl+k", "shift+f6": "ctrl+f"}[key]
    keymap = read_keymap({"live.off": key}, CONFIG)
    assert was in keymap.changed.values()
    assert not {keymap.keys("live.saved")} & {was}


def test_a_moved_command_can_have_its_old_key_back() -> None:
    keymap = read_keymap({"live.earlier": "ctrl+s", "live.objection": "ctrl+f"}, CONFIG)
    assert (keymap.keys("live.earlier"), keymap.keys("live.saved")) == ("ctrl+s", "")
