"""A search taken apart: what it asks for, and that the index finds just what a plain scan does."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusgroup.core.model import Kind
from focusgroup.core.search.highlights import hits
from focusgroup.core.search.query import (
    FieldAsked,
    SearchField,
    is_begun,
    kinds_called,
    read_query,
)
from focusgroup.core.search.tokens import index_tokens

SAID = (
    "One of the reports is slow",
    "the slow one of our reports",
    "We co\u2011operate with 1,500 drivers",
    "1500 euros, co-operation",
    "1\u202f500 \u20ac pro Monat",
    "don't export C++ e-mails",
    "导出报表很慢，每周都要等",
    "报表导出，很不慢",
    " レポートの出力が遅い",
    "",
)


def found(search: str, texts: tuple[str, ...] = SAID) -> set[int]:
    """What the index finds, as the store asks it."""
    query = read_query(search)
    db = sqlite3.connect(":memory:")
    db.create_function("phrases_fit", 2, lambda search, text: read_query(search).in_phrases()(text))
    db.execute("CREATE VIRTUAL TABLE fts USING fts5 (tokens, tokenize = 'ascii', prefix = '2 3')")
    db.execute("CREATE TABLE quote (n INTEGER PRIMARY KEY, text TEXT)")
    for n, text in enumerate(texts):
        db.execute("INSERT INTO fts (rowid, tokens) VALUES (?, ?)", (n, index_tokens(text)))
        db.execute("INSERT INTO quote VALUES (?, ?)", (n, text))
    where, params = ["1"], dict[str, str]()
    if match := query.match():
        where.append("n IN (SELECT rowid FROM fts WHERE tokens MATCH :match)")
        params["match"] = match
    elif query.excluded:
        where.append("n NOT IN (SELECT rowid FROM fts WHERE tokens MATCH :unwanted)")
        params["unwanted"] = query.unwanted()
    if query.needs_order:
        where.append("phrases_fit(:search, text)")
        params["search"] = search
    rows = db.execute(f"SELECT n FROM quote WHERE {' AND '.join(where)}", params).fetchall()
    db.close()
    return {n for (n,) in rows}


@pytest.mark.parametrize(
    ("search", "lines"),
    [
        ("slow", {0, 1}),
        ("slo", {0, 1}),
        ("slo one", set()),
        ("slo* one", {0, 1}),
        ('"one of the"', {0}),
        ('"one of', {0, 1}),
        ('"of our rep', {1}),
        ('"of our rep"', set()),
        ("reports -our", {0}),
        ('reports -"one of the"', {1}),
        ("-reports -1500 -don't -慢", {8, 9}),
        ("1500", {2, 3, 4}),
        ("1,500", {2, 3, 4}),
        ("1.500", {2, 3, 4}),
        ("500", {2, 4}),
        ("cooperat", {2, 3}),
        ("co\u2011operation", {3}),
        ("co-operat", {2, 3}),
        ("导出报表", {6}),
        ("报表 导出", {6, 7}),
        ('"报表很慢', {6}),
        ("慢 -不慢", {6}),
        ("C++ -email", {5}),
        ("C++ -emails", set()),
    ],
)
def test_what_a_search_finds(search: str, lines: set[int]) -> None:
    assert found(search) == lines


def test_what_is_asked_for_by_name() -> None:
    query = read_query('theme:"Reporting > Exports" -who:anna KIND:prob since: nobody:x')
    assert query.fields == (
        FieldAsked(SearchField.THEME, "Reporting > Exports"),
        FieldAsked(SearchField.WHO, "anna", without=True),
        FieldAsked(SearchField.KIND, "prob"),
    )
    assert query.words.words == ("nobody", "x")
    assert kinds_called("prob") == (Kind.PROBLEM,)
    assert kinds_called("missing-features") == (Kind.MISSING_FEATURE,)
    assert kinds_called("x") == ()


def test_what_is_shown_as_found() -> None:
    text = "One of the reports is slow"
    shown = [text[start:end] for start, end in hits(text, '"of the" slo -one theme:report')]
    assert shown == ["of", "the", "slow"]


SIGNS = (
    "👍 👍🏽 👍\ufe0f ❤ ❤\ufe0f 👩\u200d💻 👩 🇩🇪 🏳\ufe0f\u200d🌈 → ← € $ ° % ％ ‰ § … ..."
    " ? ! ？ 。 、 & + = # @ — _ ' , ´ × ≠ © ( ) \u200b \u0301"
).split()
"""What the index of words leaves out."""

words = st.sampled_from(
    "one of the slow reports reply don't co-op co\u2011op 1,500 1500 C++ 导出 很慢"
    " 报表很慢 レポート"
    " ال الباب Größe รายงาน 보고서를 e-mail".split()
    + SIGNS
    + "100% №5 20°C #slow @one great\N{THUMBS UP SIGN}".split()
)
text = st.lists(words, max_size=6).map(" ".join)
piece = st.one_of(
    words,
    words.map(lambda word: f"-{word}"),
    words.map(lambda word: f"{word[:2]}*"),
    st.lists(words, min_size=1, max_size=3).map(lambda some: f'"{" ".join(some)}"'),
    st.lists(words, min_size=1, max_size=3).map(lambda some: f'-"{" ".join(some)}"'),
    st.text(max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(piece, min_size=1, max_size=4).map(" ".join), st.lists(text, max_size=4))
def test_the_index_finds_what_a_plain_scan_does(search: str, said: list[str]) -> None:
    texts = (*said, *SAID)
    assert found(search, texts) == {n for n, t in enumerate(texts) if read_query(search).fits(t)}


EMOJI = (
    "great 👍🏽",
    "👍\ufe0f well done",
    "slow → fast",
    "no sign",
    "100 % of €",
    "wait…",
    "wait ...",
)


@pytest.mark.parametrize(
    ("search", "lines"),
    [
        ("👍", {0, 1}),
        ("👍\ufe0f", {0, 1}),
        ("👍🏽", {0}),
        ("-👍 sl", {2}),
        ("-👍", {2, 3, 4, 5, 6}),
        ("👍 gre", {0}),
        ("great 👍", {0}),
        ('"👍"', {0, 1}),
        ('-"👍" done', set[int]()),
        ("→", {2}),
        ("€ %", {4}),
        ("€ 100%", {4}),
        ("…", {5, 6}),
        ("% -€", set[int]()),
        ("👎", set[int]()),
        ("slow - fast", {2}),
    ],
)
def test_what_has_no_letter_is_looked_for_as_it_stands(search: str, lines: set[int]) -> None:
    assert found(search, EMOJI) == lines
    assert {n for n, text in enumerate(EMOJI) if read_query(search).fits(text)} == lines


def test_signs_are_shown_as_found() -> None:
    text = "Well 👍\ufe0f\u200d done… 👍🏽"
    shown = [text[start:end] for start, end in hits(text, "👍 … do")]
    assert shown == ["👍", "done", "…", "👍"]


@settings(max_examples=100, deadline=None)
@given(st.lists(piece, max_size=3).map(" ".join), words, st.booleans(), st.lists(text, max_size=4))
def test_by_its_first_letters_an_unfinished_word_is_found_where_it_is(
    search: str, word: str, phrase: bool, said: list[str]
) -> None:
    asked = read_query(f'{search} "{word[:-1]}' if phrase else f"{search} {word[:-1]}")
    wide = asked.widened()
    for each in (*said, *SAID, f"导出{word}", f"{word}导出", f"{word}+ x", f"it's {word}"):
        fits = wide.fits(each)
        fits = fits and (wide.words == asked.words or asked.unfinished_fits()(each))
        fits = fits and asked.in_phrases()(each)
        assert fits == asked.fits(each)


@pytest.mark.parametrize(
    "text", ["", '"', "-", "*", '-"', "theme:", "-who:", 'since:"', "theme: -", "„"]
)
def test_a_search_that_is_only_begun_asks_for_nothing_yet(text: str) -> None:
    assert is_begun(text)
    assert not is_begun(f"{text} slow")


@pytest.mark.parametrize("text", ["a", '"a', "-a", "theme:a", "\N{PARTY POPPER}", "foo:"])
def test_a_search_with_a_word_is_more_than_begun(text: str) -> None:
    assert not is_begun(text)
