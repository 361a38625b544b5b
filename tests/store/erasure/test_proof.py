"""What an erasure searches for afterwards, in which forms, and where it finds it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.store.encryption import Locked
from focusgroup.store.erasure import proof

NAME, LONG = "Zoë Äb", "x" * 47 + "é and more of what they said"


def forms(names=(), texts=()):
    return {each.what: {*each.forms} for each in proof.needles(names, texts)}


def test_a_name_is_searched_for_in_every_form_that_our_files_may_hold():
    found = forms([NAME])["the name"]
    for spelled in ("Zoë Äb", "Zoe\u0308 A\u0308b", "zoë äb", "ZOË ÄB", "zoe ab"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert spelled.encode(encoding) in found, (spelled, encoding)
    assert rb"Zo\u00eb \u00c4b" in found
    assert rb"Zo\u00EB \u00C4b" in found
    assert rb"Zoe\u0308 A\u0308b" in found
    assert not any(b'"' in each for each in found)


def test_words_are_searched_for_in_pieces_of_48_characters():
    found = forms(texts=[LONG])["words of theirs"]
    assert (LONG[:48]).encode() in found
    assert (LONG[48:]).encode() in found
    assert LONG[:48].encode("utf-16-le") in found
    assert LONG[48:].encode("utf-16-le") not in found


@pytest.mark.parametrize(
    ("names", "texts", "there"),
    [
        (["Liv"], [], True),  # six bytes as UTF-16
        (["L"], [], False),
        (["Anna"], [], True),
        ([], ["twelve bytes"], True),
        ([], ["short"], False),
    ],
)
def test_what_is_too_short_is_found_by_chance_and_not_searched_for(names, texts, there):
    assert bool(forms(names, texts)) is there
    if names == ["Anna"]:
        assert b"anna" in forms(names)["the name"]
    if names == ["Liv"]:
        assert b"Liv" not in forms(names)["the name"]
    if texts == ["twelve bytes"]:
        assert b"twelve bytes" in forms(texts=texts)["words of theirs"]
        assert b"eleven byte" not in forms(texts=["eleven byte"])["words of theirs"]


def found_in(path, *wanted):
    return {what for _, what in proof.search([path], wanted, ()).left}


@pytest.mark.parametrize("length", [4, 21, 22, 23, 24, 25, 40])
def test_a_form_of_any_length_is_found_wherever_it_stands_and_whichever_block_it_is_in(
    tmp_path, length, monkeypatch
):
    form = bytes(range(65, 65 + length))
    needle = proof.Needle("it", (form,))
    path = tmp_path / "journal"
    for before in (*range(34), 100):
        path.write_bytes(b"." * before + form + b"." * 20)
        assert found_in(path, needle) == {"it"}, before
        path.write_bytes(b"." * before + form[:-1] + b"." * 20)
        assert found_in(path, needle) == set(), before
    path.write_bytes(form)
    for size in (1, 3, 16, length - 1, length):
        blocks = [b"." * 5 + form[:3], *(form[at : at + size] for at in range(3, length, size))]
        monkeypatch.setattr(proof, "plain_blocks", lambda _, blocks=blocks: iter(blocks))
        assert found_in(path, needle) == {"it"}, size


def test_a_form_that_begins_before_the_file_is_none(tmp_path):
    path = tmp_path / "journal"
    form = bytes(range(65, 105))
    path.write_bytes(form[8:] + b"." * 40)
    assert found_in(path, proof.Needle("it", (form,))) == set()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with an index of quotes, in which one word is left though its quote is gone."""
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "CREATE TABLE note (text);"
            "INSERT INTO note VALUES ('Zebulon stays');"
            "CREATE VIRTUAL TABLE quote_fts USING fts5 (tokens);"
            "INSERT INTO quote_fts VALUES ('remarkable nonsense everywhere');"
            "INSERT INTO quote_fts VALUES ('somewhat elsewhere');"
            "DELETE FROM quote_fts WHERE rowid = 1;"
        )
        connection.commit()
    return path


def test_what_is_in_a_row_of_others_is_told_apart(database):
    needle = proof.Needle("the name", (b"Zebulon",))
    made = proof.search([database], [needle], ())
    assert (made.left, made.others) == ((), ((database, "the name"),))
    made = proof.search([database], [proof.Needle("it", (b"Absent words",))], ())
    assert (made.left, made.others) == ((), ())
    assert made.files == (database,)


@pytest.mark.parametrize(
    ("tokens", "left"),
    [
        (["everywhere"], [proof.INDEX]),
        (["nonsense"], [proof.INDEX]),  # eight letters
        (["elsewhere"], []),  # another quote has it
        (["nowheres"], []),
        (["remark"], []),  # too short, found by chance
        ([], []),
    ],
)
def test_the_end_of_a_word_of_theirs_is_looked_for_in_the_pages_of_the_index(
    database, tokens, left
):
    made = proof.search([database], (), tokens)
    assert [what for _, what in made.left] == left
    assert made.others == ()


def test_words_in_the_pages_of_the_index_are_no_rows_of_others(database):
    for table in proof.INDEX_PAGES:
        with closing(sqlite3.connect(database)) as connection:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert proof._in_a_row(database, b"Zebulon")
    assert not proof._in_a_row(database, b"everywhere")
    assert proof._in_a_row(database, b"CREATE TABLE note")
    with closing(sqlite3.connect(database)) as connection:
        for table in proof.INDEX_PAGES:
            held = connection.execute(f"SELECT * FROM {table}").fetchall()
            blobs = [cell for row in held for cell in row if isinstance(cell, bytes) and cell]
            for blob in blobs:
                assert not proof._in_a_row(database, blob), table


def test_an_encrypted_file_without_its_key_is_never_called_clean(tmp_path, monkeypatch):
    def key_of(path):
        if path.name == "a":
            raise Locked("no key")

    monkeypatch.setattr(proof, "key_of", key_of)
    for name in "ab":
        (tmp_path / name).write_bytes(b"a word of theirs")
    made = proof.search([tmp_path / "a", tmp_path / "b"], [proof.Needle("it", (b"a word",))], ())
    assert made.left == ((tmp_path / "a", proof.UNSEEN), (tmp_path / "b", "it"))
    assert proof.UNSEEN == "something encrypted, whose key was not given,"
