"""Text on a screen whose Chinese letters are two columns wide.

Widths are columns of a terminal with fixed letters, as Unicode's East Asian Width gives them: W and F are
2, marks and invisible characters 0, all else 1 (Ambiguous too: no program can know). Only glyphs that
GBK can encode are produced.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

CUT = "…"
_WIDE = ("W", "F")
_NO_WIDTH = ("Mn", "Me", "Cf")


@lru_cache(1 << 14)
def letter_width(letter: str) -> int:
    """0, 1 or 2 columns."""
    if letter < "\u0300":
        return 1
    if unicodedata.category(letter) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1


def width(text: str) -> int:
    """How many columns a text takes; a tab counts as 1 (see `printable`)."""
    return sum(map(letter_width, text))


def pad(text: str) -> str:
    """Blank space as wide as `text`, letter by letter, so that it also fits fonts whose Chinese letters
    are not exactly two columns wide: an ideographic space under each wide letter."""
    return "".join(_BLANKS[letter_width(letter)] for letter in text)


_BLANKS = ("", " ", "\u3000")


def caret(line: str, start: int, end: int) -> str:
    """The line to print below `line` (printable) that marks its characters from `start` to `end`."""
    return pad(line[:start]) + "^" * max(1, width(line[start:end]))


def ljust(text: str, columns: int) -> str:
    """`text` followed by spaces up to `columns`."""
    return text + " " * (columns - width(text))


def printable(text: str) -> str:
    """The text with every character that could move the cursor, hide or reorder others (tabs, line
    breaks, escape codes, direction marks), or that no encoding takes, replaced by one space or "?"."""
    return text if text.isascii() and text.isprintable() else "".join(map(_printable, text))


@lru_cache(1 << 14)
def _printable(letter: str) -> str:
    if letter in "\t\r\n\v\f\x85\u2028\u2029":
        return " "
    category = unicodedata.category(letter)
    return "?" if category in ("Cc", "Cs") or (category == "Cf" and letter != "\u00ad") else letter


def safe_name(name: str) -> str:
    """A file's name for people: control characters and bytes that are no text as escapes (\\n, \\xff)."""
    return name if name.isprintable() else "".join(map(_escaped, name))


def _escaped(letter: str) -> str:
    if "\udc80" <= letter <= "\udcff":  # a byte that is no text, as os.fsdecode keeps it
        return f"\\x{ord(letter) - 0xDC00:02x}"
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode()


def window(line: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """The part of a printable `line` around its characters `start` to `end` that fits into `columns`, cut
    ends marked "…", and where those characters stand in it. Of a long stretch the beginning is shown."""
    if _forth(line, 0, columns) == len(line):
        return line, start, end
    room = max(4, columns) - 2 * width(CUT)
    first = _back(line, start, max(room // 3, room - width(line[start : start + 2 * room])))
    last = _forth(line, first, room)
    before = CUT if first else ""
    after = CUT if last < len(line) else ""
    shift = len(before) - first
    return before + line[first:last] + after, start + shift, min(end, last) + shift


def _back(line: str, start: int, columns: int) -> int:
    """The first character of those before `start` that fit into `columns`."""
    while start > 0 and (columns := columns - letter_width(line[start - 1])) >= 0:
        start -= 1
    return start


def _forth(line: str, start: int, columns: int) -> int:
    """One behind the last character from `start` on that fits into `columns`."""
    while start < len(line) and (columns := columns - letter_width(line[start])) >= 0:
        start += 1
    return start


_NOT_FIRST = "，。、；：？！）》〉」』】〕”’…—·,.;:?!)]}%％"
_NOT_LAST = "（《〈「『【〔“‘([{"


def wrap(text: str, columns: int) -> Iterator[str]:
    """The text in lines of at most `columns`: broken at spaces within Latin words, anywhere within
    Chinese, but no closing mark begins a line and no opening mark ends one (where that is possible)."""
    while width(text) > columns:
        cut = _break(text, max(1, _forth(text, 0, columns)))
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _break(text: str, most: int) -> int:
    """Where to break a text at or before `most`; `most` where no place is good."""
    for cut in range(most, max(0, most - 24), -1):
        before, after = text[cut - 1], text[cut : cut + 1]
        joined = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
        if not joined and after not in _NOT_FIRST and before not in _NOT_LAST:
            return cut
    return most
