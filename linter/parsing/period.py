"""Statements of the statistical period in prose, by `grammar/period.lark`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ..model import Date, Period, Text
from ..patterns import compiled
from ..records import dataclass
from ..typenames import Any
from ..wording import seen
from .numbering import numeral
from .tables import Tables, Token, UnexpectedError, tables

LONGEST = 80
"""Characters of a statement, without white space."""

BEFORE_DATE = 16
"""Characters between the noun and the first date."""

_HINT = compiled(r"统\s*计|数\s*据|核\s*定|报\s*告\s*(?:期|时\s*间)|所\s*列")
_DIGIT = compiled(r"[\d一二三四五六七八九十]")
_ENDS = compiled(r"[。；;！？\n]")
_NAMED = compiled("[年度的月份日号]")
_BETWEEN = compiled("[^0-9０-９]")


@dataclass(frozen=True, slots=True)
class _Range:
    """The dates of a statement, and the first and last token of its words behind the noun."""

    start: Date | None
    end: Date
    first: Token
    last: Token


def periods(texts: Iterable[Text]) -> Iterator[Period]:
    """Every statement in reading order, with the place of its dates."""
    for text in texts:
        if _HINT.search(text.value):
            yield from _within(text)


def _within(text: Text) -> Iterator[Period]:
    words, at = seen(text.value)
    rules = tables("period")
    reached = 0
    for noun in rules.language["NOUN"].finditer(words):
        if noun.start() < reached or not _DIGIT.search(words, noun.end(), noun.end() + BEFORE_DATE):
            continue
        found = _statement(words[noun.start():noun.start() + LONGEST], rules)
        if found is None:
            continue
        start = at[noun.start() + found.first.at]
        last = noun.start() + found.last.at + len(found.last.value)
        reached, end = last, at[last - 1] + 1
        yield Period(text.value[start:end], found.start, found.end, text.origin(start, end))


def _statement(words: str, rules: Tables) -> _Range | None:
    try:
        found: _Range = rules.parse(_Statement(rules).tokens(words), _Build())
    except UnexpectedError:
        return None
    complete = found.start or (found.end.month and found.end.day)
    return found if complete else None


# ---- the grammar's side -------------------------------------------------------------------------


class _Statement:
    """Finds the tokens of one statement; stops where it ends, skips words before its first date."""

    def __init__(self, rules: Tables) -> None:
        self._patterns = _by_precedence(rules)

    def tokens(self, words: str) -> list[Token]:
        """Nothing that only leads over to a date is left at the end."""
        found = list(self._tokens(words))
        while found and found[-1].type in ("TO", "START", "FROM"):
            found.pop()
        return found

    def _tokens(self, words: str) -> Iterator[Token]:
        at, dated, lead = 0, False, 0
        pending: Token | None = None
        while at < len(words):
            token = self._token(words, at)
            if token is None or (not dated and token.type in ("TO", "START", "END")):
                if dated or lead >= BEFORE_DATE or _ENDS.match(words[at]):
                    return
                at, lead, pending = at + 1, lead + 1, None
                continue
            at += len(token.value)
            if token.type == "FROM" and not dated:
                pending = token
                continue
            if token.type == "NOUN" and (dated or token.at):
                if dated:
                    return
                lead += len(token.value)
                continue
            if pending and token.type != "NOUN":
                yield pending
            dated, pending = dated or token.type != "NOUN", None
            yield token
            if token.type == "END":
                return

    def _token(self, words: str, at: int) -> Token | None:
        for name, pattern in self._patterns:
            found = pattern.match(words, at)
            if found:
                return Token(name, found[0], at)
        return None


class _Build:
    def period(self, children: Sequence[Any]) -> _Range:
        dates = [item for item in children if isinstance(item, _Dated)]
        tokens = [token for item in children
                  for token in (item.tokens if isinstance(item, _Dated) else (item,))]
        start = dates[0].date if len(dates) > 1 else None
        return _Range(start, dates[-1].date, tokens[1], tokens[-1])

    def date(self, children: Sequence[Token]) -> _Dated:
        read = [_read(token) for token in children]
        values = [[part[i] for part in read if part[i] is not None] for i in range(3)]
        year, month, day = (found[0] if len(found) == 1 else None for found in values)
        return _Dated(Date(year, month, day), list(children))


@dataclass(frozen=True, slots=True)
class _Dated:
    date: Date
    tokens: list[Token]


_Values = tuple[int | None, int | None, int | None]


def _read(token: Token) -> _Values:
    """Year, month, day that a token surely says."""
    words = _NAMED.sub("", token.value)
    match token.type:
        case "YEAR":
            return numeral(words), None, None
        case "MONTH":
            return None, numeral(words), None
        case "DAY":
            return None, None, numeral(words)
        case "COMPACT":
            return int(words[:4]), int(words[4:6]), int(words[6:])
        case "DOTTED":
            year, month, day = (int(part) for part in _BETWEEN.split(words))
            return year, month, day
        case "BROKEN":
            return int(words[:4]), None, None
        case _:
            return None, None, None


@cache
def _by_precedence(rules: Tables) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The terminals in the order in which they are tried."""
    order = sorted(rules.terminals, key=lambda name: (-rules.terminals[name].priority, name))
    return tuple((name, rules.language[name]) for name in order)
