"""Which texts of many may have much in common: without comparing each with each.

Of every text a fixed share of its runs of letters is kept, chosen by a checksum, so that two texts keep the
same ones; texts that keep much the same are candidates, to be compared letter by letter. A run that many
texts have is counted between each text and the few before it, so that the work grows with the number of
texts; those who all copied one text then find each other along that chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

_KEPT = 16  # one run in so many
_NEAR = 8  # a run is counted between a text and so many before it
_SHARE = 0.4  # of a text's kept runs that a candidate has too; copied text with many small changes has half
_MOST = 5  # candidates for a text


def samples(text: str, window: int) -> frozenset[int]:
    """The checksums of the runs of `window` letters that are kept of a text."""
    runs = (crc32(text[start:start + window].encode("utf-8", "replace")) for start in range(len(text) - window + 1))
    return frozenset(number for number in runs if number % _KEPT == 0)


def candidates(texts: Iterable[frozenset[int]]) -> Sequence[tuple[int, ...]]:
    """For each text, by its samples, the numbers of those it may be copied from, the likeliest first."""
    owners: dict[int, list[int]] = {}
    votes: list[dict[int, int]] = []
    sizes: list[int] = []
    for number, kept in enumerate(texts):
        votes.append({})
        sizes.append(len(kept))
        for run in kept:
            near = owners.setdefault(run, [])
            for other in near:
                votes[number][other] = votes[number].get(other, 0) + 1
                votes[other][number] = votes[other].get(number, 0) + 1
            near.append(number)
            del near[:-_NEAR]
    return [_best(found, size) for found, size in zip(votes, sizes, strict=True)]


def _best(votes: dict[int, int], size: int) -> tuple[int, ...]:
    likely = sorted((-count, other) for other, count in votes.items() if count >= _SHARE * size)
    return tuple(other for _, other in likely[:_MOST])
