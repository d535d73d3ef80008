"""Faults of a file that the user wrote (rules, settings): all of them, each with its place and its line."""

from __future__ import annotations

from collections.abc import Iterable

from ..display import caret, printable, window
from ..errors import RulesError
from ..records import dataclass, field


@dataclass(frozen=True, slots=True)
class Written:
    """A file as written: its `name` for messages and its lines, without line ends."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """`length` characters of one line; lines and columns from 1."""

    line: int
    column: int
    length: int = 1

    def __lt__(self, other: Spot) -> bool:
        return (self.line, self.column, self.length) < (other.line, other.column, other.length)


@dataclass(slots=True)
class Faults:
    """Collects faults; the same one at the same place counts once."""

    found: dict[tuple[str, Spot, str], str] = field(default_factory=dict)

    def add(self, file: Written, spot: Spot, message: str, same: str = "") -> None:
        """`same` is what makes two faults at one place the same, where their messages differ."""
        self.found.setdefault((file.name, spot, same or message), _shown(file, spot, message))

    def stop(self) -> None:
        """Raises RulesError with every fault so far, in the order of files and places; else returns."""
        if self.found:
            raise RulesError(tuple(self.found[key] for key in sorted(self.found)))


COLUMNS = 100


def _shown(file: Written, spot: Spot, message: str) -> str:
    head = f"{file.name}:{spot.line}:{spot.column}: {message}"
    if not 0 < spot.line <= len(file.lines):
        return head
    number = f"{spot.line:>5}"
    start = spot.column - 1
    line, start, end = window(printable(file.lines[spot.line - 1]), start, start + spot.length, COLUMNS)
    return f"{head}\n{number} | {line}\n{' ' * len(number)} | {caret(line, start, end)}"


MOST = 24


def nearest(word: str, allowed: Iterable[str]) -> str:
    """The one of the allowed words that is most like it; "" for none."""
    from difflib import get_close_matches  # only for faults

    return next(iter(get_close_matches(word, list(allowed), n=1, cutoff=0.5)), "")


def unknown(what: str, word: str, allowed: Iterable[str]) -> str:
    """The sentence for a word that is none of `allowed`: with the nearest of them and the whole list."""
    words = list(allowed)
    near = nearest(word, words)
    guess = f"，是否想写“{near}”？" if near else "。"
    more = f"等{len(words)}个" if len(words) > MOST else ""
    rest = f"可用的有：{'、'.join(words[:MOST])}{more}。" if words else "这里不能写任何内容。"
    return f"{what}“{word}”不存在{guess}{rest}"
