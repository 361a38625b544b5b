"""`focusgroup keys`: what can be pressed, and the names for the configuration."""

from typing import Any

from focusgroup.store.engine.location import config_file


def test_every_command_is_listed_with_the_key_that_holds(focusgroup: Any) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text('[keys]\n"live.off" = "shift+f8"\n', "utf-8")
    rows = {row["name"]: row for row in focusgroup("keys", "--json").json}
    assert rows["live.off"]["keys"] == "shift+f8"
    assert rows["live.nod"] == {
        "name": "live.nod",
        "keys": "ctrl+r",
        "typed": "/nod",
        "does": rows["live.nod"]["does"],
    }
    assert "live.off" in focusgroup("keys").out


def test_a_name_that_is_none_is_said_with_the_nearest(focusgroup: Any) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text('[keys]\n"live.of" = "f8"\n', "utf-8")
    ran = focusgroup("keys")
    assert ran.code == 1
    assert "did you mean “live.off”" in ran.err
