"""Patterns of paths as in `.gitignore`: `草稿`, `/甲/*.docx`, `**/旧/`, `!留下.docx`. The last that fits counts.

A pattern with a "/" at its front or within counts from the folder where it was written, one without at any
depth; one that ends in "/" means folders only. What lies in a folder that is left out stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..patterns import compiled
from ..records import dataclass
from ..regex import NEVER

_CLASS = compiled(r"\[[!^]?\]?(?:\\.|[^\]\\])*\]")
_NAMED = {"[:alnum:]": "0-9A-Za-z", "[:alpha:]": "A-Za-z", "[:digit:]": "0-9", "[:space:]": r"\s"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: the paths that it fits, whether it takes them back in ("!"), whether it means folders only."""

    fits: re.Pattern[str]
    back: bool
    folder: bool


@lru_cache(maxsize=1024)
def pattern(text: str) -> Pattern | None:
    """A line of such a file; None for a blank one or a remark."""
    words = _stripped(text)
    if not words or words.startswith("#"):
        return None
    back = words.startswith("!")
    words = words[back:]
    folder = words.endswith("/")
    words = words[:-1] if folder else words
    if not words:
        return None
    anywhere = "/" not in words
    fits = _expression(words.removeprefix("/"))
    return Pattern(re.compile(f"(?:.*/)?{fits}" if anywhere else fits, re.DOTALL), back, folder)


def _stripped(text: str) -> str:
    """Without blanks at its end that no backslash keeps."""
    words = text.rstrip(" \t\r\n")
    escaped = len(words) - len(words.rstrip("\\"))
    return words + " " if escaped % 2 and len(words) < len(text.rstrip("\r\n")) else words


def _expression(words: str) -> str:
    """A regular expression for a path."""
    parts = words.split("/")
    made = ""
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if len(part) > 1 and not part.strip("*"):
            made += (".+" if last and number else ".*") if last else "(?:.*/)?"
        else:
            made += _part(part) + ("" if last else "/")
    return made


def _part(words: str) -> str:
    made, place = "", 0
    while place < len(words):
        letter = words[place]
        found = _CLASS.match(words, place) if letter == "[" else None
        if found:
            made += _letters(found[0])
            place = found.end()
            continue
        if letter == "\\" and place + 1 < len(words):
            place += 1
            made += re.escape(words[place])
        elif letter == "*":
            made += "" if made.endswith("[^/]*") else "[^/]*"
        else:
            made += "[^/]" if letter == "?" else re.escape(letter)
        place += 1
    return made


def _letters(words: str) -> str:
    """A class of letters, `[abc]`, `[!a-z]`; no "/" is ever in one."""
    inner = words[1:-1]
    negated = inner[:1] in ("!", "^")
    inner = inner[negated:]
    for name, letters in _NAMED.items():
        inner = inner.replace(name, letters)
    inner = re.sub(r"\\(.)", r"\1", inner)
    safe = "".join(f"\\{letter}" if letter in "\\[]^&~|" else letter for letter in inner)
    try:
        made = f"(?!/)[{'^' if negated else ''}{safe}]"
        re.compile(made)
    except re.error:  # a range from z to a
        return NEVER
    return made


@dataclass(frozen=True, slots=True)
class Written:
    """Patterns and the folder that they were written in, "" or "甲/乙", seen from where paths are named."""

    folder: str
    patterns: tuple[str, ...]

    def says(self, path: str, folder: bool) -> bool | None:
        """Whether the path itself, a folder or a file, is left out; None where no pattern fits."""
        inner = path if not self.folder else path.removeprefix(f"{self.folder}/")
        if inner == path and self.folder:
            return None
        for item in reversed([made for text in self.patterns if (made := pattern(text))]):
            if (folder or not item.folder) and item.fits.fullmatch(inner):
                return not item.back
        return None


def left_out(path: str, folder: bool, groups: Iterable[Written], within: str = "") -> bool:
    """Whether the path is left out, or a folder above it that lies deeper than `within`. Later groups go before
    earlier ones."""
    every = tuple(groups)
    parts = path.split("/")
    start = len(within.split("/")) if within else 0
    for count in range(start + 1, len(parts) + 1):
        head = "/".join(parts[:count])
        said = (group.says(head, folder or count < len(parts)) for group in reversed(every))
        if next((answer for answer in said if answer is not None), False):
            return True
    return False
