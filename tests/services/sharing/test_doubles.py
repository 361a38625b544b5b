"""What finding the doubles of a quote costs among very many."""

import pytest

from focusgroup.core.evidence import doubles as evidence
from focusgroup.core.model import Kind, Quote, Said
from focusgroup.services.sharing import doubles
from focusgroup.services.sharing.doubles import NEAREST, Doubles


def quote(number: int, text: str, taken_by: str, at_ms: int) -> Quote:
    return Quote(text, Kind.PROBLEM, at_ms, taken_by=taken_by, id=f"q{number}", session_id="s")


def test_a_quote_is_compared_with_those_nearest_in_time_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = [quote(n, f"sentence {n} about reports", "AN", n) for n in range(4 * NEAREST)]
    found = Doubles(many)
    compared: list[int] = []

    def likely_same(first: Said, second: Said) -> bool:
        compared.append(first.at_ms)
        return evidence.likely_same(first, second)

    monkeypatch.setattr(doubles, "likely_same", likely_same)
    found.put(quote(-1, "something else entirely", "BO", 1_000))
    assert len(compared) == NEAREST
    assert max(abs(at_ms - 1_000) for at_ms in compared) == NEAREST // 2


def test_two_long_pastes_of_the_same_lines_are_paired_line_by_line() -> None:
    lines = [f"{n} {chr(0x4E00 + n) * 3}" for n in range(2 * NEAREST)]
    found = Doubles(quote(n, line, "AN", 1_000) for n, line in enumerate(lines))
    for n, line in enumerate(lines):
        found.put(quote(n + len(lines), line, "BO", 1_000))
    assert found.at == {
        f"q{n}": f"q{(n + len(lines)) % (2 * len(lines))}" for n in range(2 * len(lines))
    }
