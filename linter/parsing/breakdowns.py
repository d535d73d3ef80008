"""Numbers and the parts they are made of, by `grammar/parts.lark`: 47件，其中网络30件、邮寄12件、当面5件.

Cautious: parts whose names are not all of one sort that cannot overlap are no breakdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from ..counts import Breakdown, Count
from ..model import Text
from ..patterns import compiled
from ..records import dataclass, replace
from ..wording import half_width_numbers, seen
from .amount import read_amount
from .tables import tables

LONGEST = 20_000
MOST_PARTS = 60
LEAST_CHANNELS = 3
"""Channels from which a list is taken to name all there are."""

_LIST = compiled(r"其\s*中|分\s*别|[件宗份条起]\s*[：:]|[件宗份条起][^，。；\d]{0,16}[（(][^（()）]*[、，,；;]")
_SENTENCE = compiled(r"(?:[^。！？!?\n]|。(?=其中))*")
_PLACES = (frozenset(("TERRITORY", "COLLECTIVE")), frozenset(("TERRITORY", "ORGAN")))


@dataclass(frozen=True, slots=True)
class _Spot:
    text: Text
    at: Sequence[int]
    section: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with its unit, and where it stands among the visible characters."""

    said: Count
    start: int
    end: int


def breakdowns(texts: Iterable[tuple[int, Text]]) -> tuple[Breakdown, ...]:
    """Every breakdown, in reading order. `texts` are the paragraphs, each with the index of its section."""
    return tuple(chain.from_iterable(
        _within(text, section, number) for number, (section, text) in enumerate(texts)
        if len(text.value) <= LONGEST and _LIST.search(text.value)))


def _within(text: Text, section: int, paragraph: int) -> Iterator[Breakdown]:
    written, places = seen(text.value)
    words, spot = half_width_numbers(written), _Spot(text, places, section, paragraph)
    for sentence in _SENTENCE.finditer(words):
        if _LIST.search(sentence[0]):
            yield from _of(words, sentence.start(), sentence.end(), spot)


def _of(words: str, start: int, end: int, spot: _Spot) -> Iterator[Breakdown]:
    """The breakdowns of one sentence."""
    amounts = tables("count").language["AMOUNT_NUMBER"]
    hits = list(amounts.finditer(words, start, end))
    heads = [_full("HEAD", words[one.end():two.start()]) for one, two in pairwise(hits)]
    numbers = [_number(hit, spot) for hit in hits] if any(heads) else []
    last = 0
    for place, ((whole, first), head) in enumerate(zip(pairwise(numbers), heads, strict=False)):
        if head and place >= last:
            begin = numbers[place - 1].end if place else start
            sort, parts, closed = _parts(words, head, numbers[place + 1:place + MOST_PARTS + 2], end)
            before = tuple(number.said for number in numbers[:place])
            found = _breakdown(words[begin:first.start], head["lead"], sort, (whole.said, *parts), before)
            last = place + len(parts)
            if found and (closed or not _bracket(head)):
                yield replace(found, closed=closed)


def _number(found: re.Match[str], spot: _Spot) -> _Number:
    amount = read_amount(found[0])
    count = Count("number", amount.number, spot.text, spot.at[found.start()], spot.at[found.end() - 1] + 1,
                  spot.section, spot.paragraph, 0, amount.unit, amount.exact and amount.number is not None)
    return _Number(count, found.start(), found.end())


def _full(terminal: str, words: str) -> re.Match[str] | None:
    return tables("parts").language[terminal].fullmatch(words)


def _bracket(head: re.Match[str]) -> bool:
    return head["lead"][:1] in "（("


def _parts(words: str, head: re.Match[str], numbers: list[_Number],
           end: int) -> tuple[frozenset[str], list[Count], bool]:
    """The parts behind a head, as long as their names are of one sort; whether the list ends there."""
    sorts, parts = frozenset[str](), list[Count]()
    name: str | None = head["name"]
    for place, number in enumerate(numbers[:MOST_PARTS]):
        known = sorts | {_sort(name or "")}
        if "" in known or not _apart(known):
            return sorts, parts, False
        sorts = known
        parts.append(_named(number.said, name or ""))
        behind = numbers[place + 1].start if place + 1 < len(numbers) else end
        following = _full("NEXT", words[number.end:behind])
        if following is None or place + 1 == len(numbers):
            return sorts, parts, bool(tables("parts").language["END"].match(words[number.end:end]))
        name = following["name"]
    return sorts, parts, False


def _named(count: Count, name: str) -> Count:
    """With the name as its first words, for quotations; white space within a name is rare, and only shown."""
    return replace(count, subject=name)


def _sort(name: str) -> str:
    return next((sort for sort in ("REST", "CHANNEL", "COLLECTIVE", "TERRITORY", "ORGAN", "KIND")
                 if _full(sort, name)), "")


def _apart(sorts: frozenset[str]) -> bool:
    """Whether parts of these sorts cannot overlap."""
    sorts -= {"REST"}
    return len(sorts) <= 1 or any(sorts <= places for places in _PLACES)


def _breakdown(about: str, lead: str, sorts: frozenset[str], counts: tuple[Count, ...],
               before: tuple[Count, ...]) -> Breakdown | None:
    whole, *parts = counts
    wanted = ("REQUEST",) if "CHANNEL" in sorts else ("REQUEST", "INFORMATION")
    language = tables("parts").language
    one = sorts == {"CHANNEL"} and lead[:1] != "。"  # one channel of the sentence's number can at most be all
    alone = len(parts) < (1 if one else 2)
    if alone or sorts == {"REST"} or not any(language[name].search(about) for name in wanted):
        return None
    if any(not count.exact or count.unit != whole.unit for count in counts):
        return None
    everything = (bool(_full("REST", parts[-1].subject)) or (lead in ("（", "(") and len(parts) > 2) or "分别" in lead
                  or (sorts == {"CHANNEL"} and len(parts) >= LEAST_CHANNELS))
    return Breakdown(whole, tuple(parts), tuple(item for item in before if item.unit == whole.unit), everything)
