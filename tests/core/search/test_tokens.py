"""Full-text search as SQLite really does it: what is found, and that no text is syntax."""

import re
import sqlite3
import string
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.search.query import read_query
from focusgroup.core.search.tokens import Terms, in_order, index_tokens, search_terms
from tests.hostile import ALL, TRIED

TEXTS = {
    "english": "It took us three weeks to see a first report; C++ exports aren't e-mailed.",
    "german": "Die Größe der Übersicht stört",
    "french": "L'export vers l’ERP échoue",
    "chinese": "每个月的报表都要等三个星期，导出也经常失败。",
    "japanese": "レポートの書き出しが遅すぎます",
    "korean": "보고서를 내보내는 데 3주가 걸렸어요",
    "thai": "รายงานใช้เวลานานเกินไป",
    "arabic": "التقارير تأخذ ثلاثة أسابيع والتصدير لا يعمل",
    "hebrew": "הדוחות איטיים מדי, שָׁלוֹם",
    "russian": "Отчёт строится слишком медленно",
    "hindi": "रिपोर्ट बहुत धीमी है",
    "mixed": "用 Excel 导出到iPhone手机 in ٣ months",
}


class Index:
    """An FTS5 table like the store's, with one text a name."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute(
            "CREATE VIRTUAL TABLE found USING fts5 (tokens, tokenize = 'ascii', prefix = '2 3')"
        )
        self.names = list(texts)
        for row, text in enumerate(texts.values()):
            self.db.execute(
                "INSERT INTO found (rowid, tokens) VALUES (?, ?)", (row, index_tokens(text))
            )

    def search(self, text: str) -> set[str]:
        query = read_query(text).match()
        if not query:
            return set()
        rows = self.db.execute("SELECT rowid FROM found WHERE found MATCH ?", (query,))
        return {self.names[row] for (row,) in rows}


def matching(search: str) -> str:
    return read_query(search).match()


def plain(text: str) -> str:
    """*text* without the signs of a search: its words alone are asked for."""
    # The dashes last: one behind another sign begins a word once that sign is gone.
    return re.sub(r"(?<!\S)-+", " ", re.sub(r"[\"“”„«»*:]", " ", text))


def finds(text: str, query: str) -> bool:
    """Whether *query* finds *text* where nothing else is."""
    index = Index({"it": text})
    found = index.search(query)
    index.db.close()
    return bool(found)


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    index = Index(TEXTS)
    yield index
    index.db.close()


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("weeks", {"english"}),
        ("WEEKS report", {"english"}),
        ("report weeks", {"english"}),
        ("rep", {"english"}),
        ("rep weeks", set()),  # only the last word may be unfinished
        ("aren't", {"english"}),
        ("aren’t", {"english"}),
        ("e-mailed", {"english"}),
        ("emailed", {"english"}),
        ("mailed", {"english"}),
        ("C++", {"english"}),
        ("C#", set()),
        ("grosse ubersicht", {"german"}),
        ("GRÖSSE", {"german"}),
        ("export", {"english", "french"}),
        ("l'export", {"french"}),
        ("erp echoue", {"french"}),
        ("报表", {"chinese"}),
        ("导出", {"chinese", "mixed"}),
        ("报", {"chinese"}),
        ("。报表，", {"chinese"}),
        ("三个星期", {"chinese"}),
        ("导出失败", set()),
        ("导出 失败", {"chinese"}),
        ("手机", {"mixed"}),
        ("iphone", {"mixed"}),
        ("excel 导出", {"mixed"}),
        ("3", {"mixed", "korean"}),
        ("レポート", {"japanese"}),
        ("ﾚﾎﾟｰﾄ", {"japanese"}),
        ("書き", {"japanese"}),
        ("보고서", {"korean"}),
        ("เวลา", {"thai"}),
        ("تقارير", {"arabic"}),
        ("التقارير", {"arabic"}),
        ("تصدير", {"arabic"}),
        ("اسابيع", {"arabic"}),
        ("الت", {"arabic"}),
        ("שלום", {"hebrew"}),
        ("הדוח", {"hebrew"}),
        ("отчет", {"russian"}),
        ("медл", {"russian"}),
        ("धीमी", {"hindi"}),
        ("धी", {"hindi"}),
        ("nothing like it", set()),
        ("", set()),
        ("   ", set()),
        ("🙂", set()),
        ("!?*", set()),
    ],
)
def test_a_search_finds(index: Index, query: str, hits: set[str]) -> None:
    assert index.search(query) == hits


@pytest.mark.parametrize(
    "query",
    [
        *("it's", "C++", "-price", '"', '""', "*", "exp*", "NEAR(a b, 3)", "col:", "tokens:a"),
        *("AND", "OR", "NOT", "a AND", "NOT a", "^a", "{a}", "(a", "a)", "+a", "a + b", "'", "\\"),
        *("'; DROP TABLE found; --", "\x00", "\ud800", "a\x00b", ":", ";", "a:b", "rank:x"),
    ],
)
def test_query_syntax_is_only_words(index: Index, query: str) -> None:
    index.search(query)
    # Alone in a table, a text is found by itself, however it looks to FTS5.
    words = plain(query)
    assert finds(f"see {query} there", words) == bool(read_query(words).match())
    if read_query(query).match():
        scanned = {name for name, text in TEXTS.items() if read_query(query).fits(text)}
        assert index.search(query) >= scanned


def test_the_query_is_quoted_words_and_the_last_goes_on() -> None:
    assert matching("Weeks exp") == '"weeks" AND "exp"*'
    assert matching("a b") == '"a" AND "b"'
    assert matching("导出报") == '"u5bfcu51fa" AND "u51fau62a5"'
    assert matching("报") == '"u62a5"'
    assert matching("exp exp") == '"exp" AND "exp"*'
    assert search_terms("导出 exp") == Terms(("u5bfcu51fa", "exp"), prefix=True)
    assert search_terms("exp 导出") == Terms(("exp", "u5bfcu51fa"), prefix=False)


def test_tokens_stand_once_each() -> None:
    assert index_tokens("so so So sö") == "so"
    assert index_tokens("报表") == "u62a5u8868 u62a5 u8868"


ALLOWED = frozenset(string.ascii_lowercase + string.digits + " ")
words = st.text(
    st.sampled_from(
        "aeEéß'’-_.+#*\"(:٣3报表导出がｶ보고ไม่กตابلوהشधीॐЙ🙂\u0301\u200d\x00\ud800\u0345ﬁ"
    )
    | st.characters(),
    min_size=1,
    max_size=12,
)


@given(st.lists(words, min_size=1, max_size=6), st.data())
def test_every_word_of_a_text_finds_it(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    one = data.draw(st.sampled_from(parts))
    tokens = set(index_tokens(text).split())
    terms = search_terms(one)
    assert tokens.issuperset(terms.words)
    assert finds(text, plain(one)) == bool(terms.words)


@given(st.text(st.sampled_from("报表导出失败がのไม่보고서"), min_size=1, max_size=20), st.data())
def test_every_part_of_a_chinese_sentence_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    # Letters that the cut leaves as they are in the whole.
    assert set(index_tokens(text).split()).issuperset(search_terms(text[start:end]).words)


@given(st.text(st.sampled_from("aexport wksé"), min_size=2, max_size=20), st.data())
def test_every_beginning_of_a_word_finds_it(text: str, data: st.DataObject) -> None:
    long_words = [word for word in text.split() if len(word) >= 2]
    if not long_words:
        return
    word = data.draw(st.sampled_from(long_words))
    beginning = word[: data.draw(st.integers(2, len(word)))]
    assert finds(text, beginning)


@given(st.text(max_size=60))
def test_no_query_raises_and_tokens_are_plain(text: str) -> None:
    assert finds(text, plain(text)) == bool(read_query(plain(text)).match())
    assert set(index_tokens(text)) <= ALLOWED


@pytest.mark.parametrize("name", TRIED)
def test_hostile_text_is_indexed_and_searched(name: str) -> None:
    text = ALL[name]
    tokens = index_tokens(text)
    assert set(tokens) <= ALLOWED
    assert max(map(len, tokens.split()), default=0) <= 64 * 6
    assert finds(text, plain(text)) == bool(read_query(plain(text)).match())


@given(st.text(st.sampled_from("aZé09.,'-_+# \t\n\x1f\x7f/?(")))
def test_words_stand_in_the_same_order_beside_a_letter_that_is_not_ascii(text: str) -> None:
    """ASCII is read the short way; a letter beyond it, in a word of its own, makes it the long."""
    assert in_order(f"{text} ж") == f"{in_order(text)}ж ".replace("  ", " ")


@given(st.lists(st.integers(1, 80), min_size=1, max_size=12))
def test_only_the_first_letters_of_a_long_word_count(lengths: list[int]) -> None:
    text = " ".join(f"{n:x}{'w' * length}"[:length] for n, length in enumerate(lengths))
    wanted = dict.fromkeys(word[:64] for word in text.split())
    assert index_tokens(text) == " ".join(wanted)
    assert index_tokens(f"{text} ж") == " ".join([*wanted, "u0436"])
