"""Passwords that somebody wrote into an address are not shown, however the address is written."""

import pytest

from focusgroup.core.passwords import as_handed_on, names_a_server, without_passwords

SECRET = "hunter2"
ADDRESSES = [
    f"postgresql://anna:{SECRET}@h/db",
    f"postgres://anna:{SECRET}@h:5432/db",
    f"POSTGRESQL://anna:{SECRET}@h/db",
    f"postgresql+asyncpg://anna:{SECRET}@h/db",
    f"jdbc:postgresql://h/db?user=anna&password={SECRET}",
    f"postgresql:/anna:{SECRET}@h/db",
    f"postgresql:anna:{SECRET}@h/db",
    f"postgresql://:{SECRET}@h/db",
    f"postgresql://anna:12/{SECRET}@h/db",
    f"postgresql://anna:a@{SECRET}@h/db",
    f"postgresql://anna:a:{SECRET}@h/db",
    f"postgresql://anna:a#{SECRET}@h/db",
    f"postgresql://anna:a?{SECRET}@h/db",
    f"postgresql://anna:{SECRET}@[::1]/db",
    f"postgresql://anna:{SECRET}@h1,h2/db",
    f"postgresql://anna@h/db?sslmode=require&password={SECRET}",
    f"postgresql://anna@h/db?sslpassword={SECRET}&sslmode=require",
    f"postgresql://anna@h/db?PASSWORD={SECRET}",
    f"'postgresql://anna:{SECRET}@h/db'",
    f' "postgresql://anna:{SECRET}@h/db"',
    f"host=h dbname=db user=anna password={SECRET}",
    f"password = '{SECRET} and more' host=h",
    f"host=h password='it\\'s {SECRET}' dbname=db",
]
OTHERS = [f"mysql://anna:{SECRET}@h/db", f"ftp://anna:{SECRET}@h/x.db"]
FILES = [
    "groups.db",
    "/home/anna/groups.db",
    "C:\\Users\\anna\\groups.db",
    "c:/anna@home/groups.db",
    "anna@home/groups.db",
    "postgres.db",
    "postgresql/groups.db",
    "pg/groups.db",
    "user=anna/groups.db",
    "a = b.db",
    "~/2026-03: planners/groups.db",
    "mysql://anna@h/db",
    "访谈@北京/一.db",
    ":memory:",
    "",
]


@pytest.mark.parametrize("address", [*ADDRESSES, *OTHERS])
def test_a_message_about_an_address_is_without_its_password(address: str) -> None:
    said = without_passwords(f"the database {address} can't be opened; try another")
    assert SECRET not in said
    assert said.endswith("can't be opened; try another") or "'" in address
    assert SECRET not in as_handed_on(address)


@pytest.mark.parametrize("address", [*ADDRESSES, f"anna:{SECRET}@db.example.org/focusgroup"])
def test_an_address_of_a_server_is_known_however_it_is_written(address: str) -> None:
    assert names_a_server(address)


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_a_file(path: str) -> None:
    assert not names_a_server(path)
    assert without_passwords(path) == path
    assert as_handed_on(path) == path


@pytest.mark.parametrize(
    "text",
    [
        "Anna: write to bo@example.org by 12:30",
        "see http://127.0.0.1:8474/join/abc",
        "postgresql://anna@db.example.org/focusgroup?passfile=/home/anna/pass&sslmode=require",
        "use PGPASSWORD or ~/.pgpass",
        "`focusgroup --db postgresql://anna@db.example.org/focusgroup db upgrade`",
    ],
)
def test_other_messages_stay_as_they_are(text: str) -> None:
    assert without_passwords(text) == text
