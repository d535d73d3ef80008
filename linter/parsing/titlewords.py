"""The language of titles: what our own reports call themselves, by the grammar, and what other forms do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..patterns import compiled
from .language import Language

_MARK = "公开"
"""No title of the grammar's is without these words."""


class TitleWords:
    """The patterns of titles, by name, and the titles of forms that the grammar does not know: whatever
    stands before and behind the form's name (`subjects`)."""

    def __init__(self, language: Language, subjects: Iterable[str]) -> None:
        self._language = language
        names = sorted((_squeezed(name) for name in subjects), key=len, reverse=True)
        others = [name for name in names if name and not language["TITLE"].fullmatch(name)]
        self._others = compiled(f"(?P<before>.*?)(?P<wording>{'|'.join(map(re.escape, others))})(?P<behind>.*)",
                                re.DOTALL) if others else None
        self._marks = (_MARK, *others)

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._language[name]

    def hinted(self, text: str) -> bool:
        """Whether a text may hold a title."""
        return any(mark in text for mark in self._marks)

    def begun(self, text: str) -> bool:
        """Whether a line may be the beginning of a title that goes on below it."""
        return _MARK in text or any(text[-size:] == name[:size] for name in self._marks[1:]
                                    for size in range(2, min(len(name), len(text)) + 1))

    def match(self, line: str) -> re.Match[str] | None:
        """A line as a title; its groups are before, wording, behind."""
        if self._others and (found := self._others.fullmatch(line)):
            return found
        return self._language["TITLE"].fullmatch(line) if "开" in line or "信息" in line else None

    def complete(self, wording: str) -> bool:
        """Whether a report calls itself by a whole name."""
        return wording in self._marks or (wording.startswith("政") and wording.endswith("年度报告"))


def _squeezed(words: str) -> str:
    return "".join(words.split())
