"""How often the suggested theme is right, on statements that people tagged.

    python benchmarks/suggest.py PATH

PATH is a CSV file (or a folder of them) with the columns ``id``, ``statement``, ``aspects``
(``name:+2;name:-1``) and ``product``. Each product is a codebook of its own; its aspects are the
themes. Runs of 20 statements in the order of their ids, so that what one person wrote stays
together, are learned from or held out as a whole, 30 % of them held out, over five seeds. A
statement counts as found when one of its themes stands among the first k. Themes that the
training part never saw can't be found; "reachable" says for how many statements one could.
"""

import csv
import math
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from focusgroup.core.themes.suggestion import Suggester, features

RUN = 20
HELD_OUT = 0.3
SEEDS = range(5)


class Method(Protocol):
    """Something that learns tagged statements and ranks themes."""

    def learn(self, themes: tuple[str, ...], text: str) -> None: ...
    def suggest(self, text: str) -> list[tuple[str, float]]: ...


class MostFrequent:
    """The baseline: always the themes that were used most."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    def learn(self, themes: tuple[str, ...], text: str) -> None:
        self.used.update(themes)

    def suggest(self, text: str) -> list[tuple[str, float]]:
        return [(theme, float(n)) for theme, n in self.used.most_common(3)]


class NamesOnly:
    """The baseline: themes whose name was said, the most used first, then the most used."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    def learn(self, themes: tuple[str, ...], text: str) -> None:
        self.used.update(themes)

    def suggest(self, text: str) -> list[tuple[str, float]]:
        words = set(features(text))
        names = {theme: set(features(theme)) for theme in self.used}
        said = {theme: len(name) for theme, name in names.items() if name <= words}
        order = sorted(self.used, key=lambda t: (said.get(t, 0), self.used[t]), reverse=True)
        return [(theme, 1.0) for theme in order[:3]]


class Centroid:
    """The other contender: the nearest centroid of TF-IDF vectors (Rocchio)."""

    def __init__(self) -> None:
        self.sums: dict[str, Counter[str]] = defaultdict(Counter)
        self.within: Counter[str] = Counter()
        self.count = 0

    def learn(self, themes: tuple[str, ...], text: str) -> None:
        words = features(text)
        self.count += 1
        self.within.update(words)
        for theme in themes:
            self.sums[theme].update(words)

    def suggest(self, text: str) -> list[tuple[str, float]]:
        def rare(word: str) -> float:
            return math.log((self.count + 1) / (self.within[word] + 0.5))

        words = {word: rare(word) for word in features(text)}
        found: dict[str, float] = {}
        for theme, uses in self.sums.items():
            vector = {word: (1 + math.log(n)) * rare(word) for word, n in uses.items()}
            norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
            found[theme] = sum(vector.get(w, 0) * v for w, v in words.items()) / norm
        return sorted(found.items(), key=lambda each: -each[1])[:3]


class WithoutNames(Suggester):
    """Ours, without what it makes of a theme's own name."""

    def know(self, paths: object) -> None:
        return


Statement = tuple[str, tuple[str, ...]]


def tagged(path: Path) -> dict[str, dict[int, list[Statement]]]:
    """Tagged statements by product and by run."""
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    found: dict[str, dict[int, list[Statement]]] = {}
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if not row.get("aspects") or "statement" not in row:
                    continue
                names = (aspect.rsplit(":", 1)[0].strip() for aspect in row["aspects"].split(";"))
                themes = tuple(dict.fromkeys(name for name in names if name))
                number = int(re.sub(r"\D", "", row["id"].rpartition("-")[2]) or 0)
                runs = found.setdefault(row["product"], defaultdict(list))
                runs[number // RUN].append((row["statement"], themes))
    return found


def splits(runs: dict[int, list[Statement]], seed: int) -> tuple[list[Statement], list[Statement]]:
    order = sorted(runs)
    random.Random(seed).shuffle(order)
    cut = round(len(order) * HELD_OUT)
    learned = [each for run in order[cut:] for each in runs[run]]
    return learned, [each for run in order[:cut] for each in runs[run]]


def held_out(
    data: dict[str, dict[int, list[Statement]]], make: Callable[[], Method]
) -> Iterator[tuple[Method, str, tuple[str, ...], bool]]:
    """Every held-out statement with the method that learned the rest, and if it is reachable."""
    for seed in SEEDS:
        for product in sorted(data):
            learned, asked = splits(data[product], seed)
            method = make()
            for text, themes in learned:
                method.learn(themes, text)
            known = {theme for _, themes in learned for theme in themes}
            for text, themes in asked:
                yield method, text, themes, any(theme in known for theme in themes)


def main() -> None:
    if len(sys.argv) != 2 or not Path(sys.argv[1]).exists():
        sys.exit("usage: python benchmarks/suggest.py PATH (a CSV file, or a folder of them)")
    data = tagged(Path(sys.argv[1]))
    statements = sum(len(run) for runs in data.values() for run in runs.values())
    themes = {(p, t) for p, runs in data.items() for r in runs.values() for _, ts in r for t in ts}
    print(f"{statements:,} tagged statements, {len(themes)} themes, {len(data)} codebooks")
    makes: dict[str, Callable[[], Method]] = {
        "most frequent theme": MostFrequent,
        "theme's name in the text": NamesOnly,
        "TF-IDF nearest centroid": Centroid,
        "ours without names": WithoutNames,
        "ours": Suggester,
    }
    for name, make in makes.items():
        asked = first = three = reachable = shown = right = 0
        times: list[float] = []
        for method, text, wanted, known in held_out(data, make):
            ranked = method.suggest(text)
            asked += 1
            reachable += known
            first += bool(ranked) and ranked[0][0] in wanted
            three += any(theme in wanted for theme, _ in ranked[:3])
            if type(method) is Suggester:
                start = time.perf_counter()
                sure = method.confident(text)
                times.append(time.perf_counter() - start)
                shown += sure is not None
                right += sure in wanted
        print(f"{name:26} top-1 {first / asked:5.1%}   top-3 {three / asked:5.1%}")
        if name == "ours":
            slow = sorted(times)[int(len(times) * 0.99)]
            print(f"  of {asked:,} held-out statements, {reachable / asked:.1%} reachable")
            print(f"  shown unasked for {shown / asked:.1%}, right in {right / shown:.1%} of them")
            middle = sorted(times)[len(times) // 2]
            print(f"  a suggestion: p50 {middle * 1000:.2f} ms, p99 {slow * 1000:.2f} ms")


if __name__ == "__main__":
    main()
