"""Brackets and quotation marks come in pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from ..findings import Holds, Outcome, Problem, Related
from ..patterns import compiled
from ..records import dataclass
from ..terms import View
from . import option
from .passages import searched

FACTS: Mapping[str, str] = {
    "mark": "没有配对的符号",
    "quote": "所在的句子",
    "count": "没有配对的符号数",
}

_PAIRS = dict(zip("（(《〈“‘【〔［[", "）)》〉”’】〕］]", strict=True))
_ALIKE = {"(": "（", ")": "）", "[": "〔", "]": "〕", "［": "〔", "］": "〕", "【": "〔", "】": "〕"}
"""Marks that authors mix, for the one that stands for them here."""

_MARK = compiled("[（()）《》〈〉“”‘’【】〔〕［\\[\\]］]")
_NUMBER = compiled(r"(?:^|[^\w）)])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$")
"""What stands before a closing bracket that belongs to a number: 1） 一）"""

_SHOWN = 4


@dataclass(frozen=True)
class Options:
    """How far apart the two of a pair may stand."""

    reach: int = option("一对符号最多相隔多少字", 300)


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most, at the first mark that has no other."""
    alone = [(passage, at) for passage in searched(view, (), ()) for at in _alone(passage.words, options.reach)]
    if not alone:
        yield Holds()
        return
    passage, at = alone[0]
    facts = {"mark": passage.words[at], "quote": passage.quote(at, at + 1), "count": len(alone)}
    related = tuple(Related(p.at(i, i + 1), p.words[i]) for p, i in alone[1:_SHOWN + 1])
    yield Problem(passage.at(at, at + 1), facts, related, passage.quote(at, at + 1))


def _alone(words: str, reach: int) -> list[int]:
    """Where marks without their other one stand."""
    opened: list[int] = []
    found: list[int] = []
    for hit in _MARK.finditer(words):
        at, mark = hit.start(), hit.group()
        if mark in _PAIRS:
            opened.append(at)
            continue
        match = next((i for i in _near(opened, at - reach) if _pair(words[opened[i]], mark)), None)
        if match is not None:
            found += opened[match + 1:]
            del opened[match:]
        elif not (mark in "）)" and _NUMBER.search(words[max(0, at - 5):at])):
            found.append(at)
    return sorted(found + opened)


def _near(opened: list[int], least: int) -> Iterator[int]:
    """Which of the open marks stand at `least` or behind it, the last first."""
    return takewhile(lambda i: opened[i] >= least, reversed(range(len(opened))))


def _pair(opening: str, closing: str) -> bool:
    wanted = _PAIRS[opening]
    return _ALIKE.get(wanted, wanted) == _ALIKE.get(closing, closing)
