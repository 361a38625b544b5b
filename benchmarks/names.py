"""How long it takes to find the names of 200 people in 100,000 quotes.

    python benchmarks/names.py [QUOTES [NAMES]]

The quotes are those of a real afternoon, numbered; every fifth says one of the names. The time is
CPU time of one core. `python -m tests.exports.privacy.measuring` prints how many names are missed
and how many innocent words are masked.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from focusgroup.exports.privacy.masks import mask_of
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import Words
from tests.exports.privacy.corpus import LANGUAGES
from tests.exports.reports import SAID


def main(quotes: int = 100_000, names: int = 200) -> None:
    """Print the time to make the mask and to mask every quote."""
    words = Words("en")
    of_each = -(-names // len(LANGUAGES))
    called = [
        whole for made in LANGUAGES.values() for whole, *_ in list(made.people())[::7][:of_each]
    ][:names]
    texts = [
        f"{SAID[n % len(SAID)][5]} {called[n % len(called)] if n % 5 == 0 else ''} ({n})"
        for n in range(quotes)
    ]
    began = time.process_time()
    people = Spellings(words)
    for name in called:
        people.add_person(name, "[a participant]")
    mask = mask_of(people, Spellings(words), words)
    made = time.process_time()
    masked = sum(mask(text) != text for text in texts)
    done = time.process_time()
    print(f"{len(called)} names: {made - began:.2f} s to prepare")
    print(f"{quotes:,} quotes: {done - made:.2f} s, {masked:,} with a name")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
