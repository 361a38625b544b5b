"""Our SQL in PostgreSQL's words."""

from typing import Any

import pytest

from focusgroup.core.model import Kind
from focusgroup.store.engine.postgres.statements import bound


@pytest.mark.parametrize(
    ("sql", "params", "found", "values"),
    [
        ("a = :a AND b = :b OR c = :a", {"a": 1, "b": "x"},
         "a = $1::bigint AND b = $2::text OR c = $1::bigint", [1, "x"]),
        ("a = ':a' AND b = \":b\" AND c = :c", {"a": 1, "b": 2, "c": 1.5},
         "a = ':a' AND b = \":b\" AND c = $1::double precision", [1.5]),
        ("coalesce(:a, b)", {"a": None}, "coalesce(NULL, b)", []),
        ("x @@ :a::tsquery -- :b", {"a": "w"}, "x @@ $1::text::tsquery -- :b", ["w"]),
        ("'it''s :a' || :a", {"a": "?"}, "'it''s :a' || $1::text", ["?"]),
        ("k = :kind", {"kind": Kind.PROBLEM}, "k = $1::text", ["problem"]),
        ("id IN ()", {}, "id IN (SELECT NULL WHERE FALSE)", []),
        ("a IS NOT b.c", {}, "a IS DISTINCT FROM b.c", []),
        ("a IS NOT NULL AND b IS NOT DISTINCT FROM c", {},
         "a IS NOT NULL AND b IS NOT DISTINCT FROM c", []),
        ("WHERE +q.deleted = 0 AND 1 + q.n = 2", {}, "WHERE q.deleted = 0 AND 1 + q.n = 2", []),
        ("FROM a CROSS JOIN b t ON t.x = a.x CROSS JOIN c", {},
         "FROM a JOIN b t ON t.x = a.x CROSS JOIN c", []),
        ("sum(a = 'x') + sum(n) + sum(CASE WHEN a = 1 THEN 2 END)", {},
         "sum((a = 'x')::int) + sum(n) + sum(CASE WHEN a = 1 THEN 2 END)", []),
        ("sum(role IN ('a', 'b'))", {}, "sum((role IN ('a', 'b'))::int)", []),
        ("length(CAST(q.text AS BLOB))", {}, "length(convert_to(q.text, 'UTF8'))", []),
        ("group_concat(q.n)", {}, "string_agg(q.n::text, ',')", []),
    ],
)  # fmt: skip
def test_a_statement_is_put_into_postgresql_s_words(
    sql: str, params: dict[str, Any], found: str, values: list[Any]
) -> None:
    assert bound(sql, params) == (found, values)
