"""Matching printed labels with the template's names (template-independent)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from ..patterns import compiled
from ..records import dataclass
from ..wording import bare

_NUMBER = compiled(r"^(?:[一二三四五六七八九十]+|\d+)")
_REMARK = compiled(r"\s*(.{2,}?)\s*[（(].*[）)]\s*", re.DOTALL)
_CLOSE = 0.8


@lru_cache(maxsize=8192)
def unnumbered(label: str) -> str:
    """A label's bare words without the number in front."""
    words = bare(label)
    return _NUMBER.sub("", words) or words


@lru_cache(maxsize=8192)
def number(label: str) -> str:
    """The number in front of a label, "" for none."""
    found = _NUMBER.match(bare(label))
    return found.group() if found else ""


@dataclass(frozen=True)
class Lexicon:
    """Labels and the names they stand for: with their number, and without it where that is unambiguous."""

    full: Mapping[str, str]
    plain: Mapping[str, str]
    words: Mapping[str, str]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, Iterable[str]]]) -> Lexicon:
        """From (name, labels) pairs."""
        full: dict[str, str] = {}
        plain: dict[str, str] = {}
        words: dict[str, str] = {}
        for name, labels in entries:
            for index, label in enumerate(labels):
                if not bare(label):
                    continue
                full.setdefault(bare(label), name)
                short = unnumbered(label)
                plain[short] = name if plain.get(short, name) == name else ""
                if not index:
                    words[name] = bare(label)
        return cls(full, plain, words)

    def exact(self, label: str) -> str:
        """The name whose label this is but for spaces, brackets, punctuation, number, or for a remark in brackets
        behind it; "" for none."""
        found = self._exact(label)
        if found or not ("（" in label or "(" in label):
            return found
        remarked = _REMARK.fullmatch(label)
        return self._exact(remarked[1]) if remarked else ""

    def _exact(self, label: str) -> str:
        words = bare(label)
        if not words:
            return ""
        found = self.full.get(words, "")
        if found or number(label):
            # a number that differs is a slip of numbering, not another row
            return found or self.plain.get(unnumbered(label), "")
        return self.plain.get(words, "")

    def near(self, label: str, allowed: Callable[[str], bool], floor: float = _CLOSE) -> str:
        """The name with the most similar label among the allowed ones, if similar enough."""
        words = bare(label)
        if (known := self.full.get(words)) and allowed(known):
            return known
        scored = [(similarity(words, text), name) for name, text in self.words.items()
                  if _at_most(words, text) >= floor and allowed(name)]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] >= floor else ""


def _at_most(a: str, b: str) -> float:
    """What the similarity of two labels cannot exceed: the share of letters that both have."""
    common = sum(min(a.count(letter), b.count(letter)) for letter in set(a))
    return 2 * common / (len(a) + len(b)) if a and b else 0.0


def similarity(a: str, b: str) -> float:
    """How alike two labels are, 0 to 1 (Ratcliff/Obershelp)."""
    if not a or not b or 2 * min(len(a), len(b)) / (len(a) + len(b)) < _CLOSE / 2:
        return 0.0
    from difflib import SequenceMatcher

    return SequenceMatcher(None, a, b, autojunk=False).ratio()
