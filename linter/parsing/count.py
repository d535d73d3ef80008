"""Counts in prose, by `grammar/count.lark`: words → clauses with their marks; `statements` says what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ..counts import Count
from ..model import Text
from ..patterns import compiled
from ..records import dataclass, replace
from ..typenames import Any
from ..wording import half_width_numbers, seen
from .asked import resolved
from .clauses import Break, Clause, Counted, Entry, Group, Mark, Paragraph, Sentence, Spot
from .statements import statements
from .tables import Tables, Token, tables

LONGEST = 20_000
"""Characters of a paragraph; what is longer is no prose."""

_HINT = compiled(
    r"申\s*请|复\s*议|诉\s*讼|规\s*章|规\s*范\s*性\s*文\s*件|起\s*诉"
    r"|无\s*法\s*提\s*供|不\s*予\s*[公处]|部\s*分\s*公\s*开")
HEADING = 30
"""Characters of a heading that says what the numbers below it are of."""

DEEPEST = 8
"""Brackets within brackets; those within them are commas."""

REACH = 3
"""Sentences, from one that names what is counted, in which a count may still be of that."""

_SENTENCE = compiled(r"([^。！？!?\n]*)([。！？!?\n]?)")
_SAYING = compiled(
    r"[\d一二三四五六七八九十百千两零〇壹贰叁肆伍陆柒捌玖拾][余多几来]?[十百千万亿]?[余多几]?[件宗起份条次例个项]"
    r"|为[0零]|%|未|无|没|不存在|均|都|全|所有|一律|年")
_THOUSANDS = compiled(r"(?<=\d)，(?=\d{3}(?:，\d{3})*[件宗起份条例](?!\d))")
"""The full-width comma of 1，253件."""
FILLER = "FILLER"
"""What terminals of words that change nothing begin with."""

_JOINED = ("JOIN", "COMMA", "OPEN", "CLOSE", "STOP")


def counts(texts: Iterable[tuple[int, Text]]) -> tuple[Count, ...]:
    """Every count, in reading order. `texts` are the paragraphs, each with the index of its section."""
    found: list[Count] = []
    headed = False
    for number, (section, text) in enumerate(texts):
        if len(text.value) <= LONGEST and (headed or _HINT.search(text.value)):
            found.extend(_within(text, section, number, headed))
        headed = _heading("".join(text.value[:2 * HEADING].split()))
    return tuple(found)


def _heading(words: str) -> bool:
    """Whether these words are no more than a heading of what is counted below."""
    return len(words) <= HEADING and "公开" in words and bool(tables("count").language["HEADING"].fullmatch(words))


def _within(text: Text, section: int, number: int, headed: bool) -> Iterator[Count]:
    written, places = seen(text.value)
    words = _THOUSANDS.sub(",", half_width_numbers(written))
    rules = tables("count")
    paragraph: Paragraph = rules.parse(_joined(_paired(list(_tokens(words, rules, headed)))), _Build())
    spot = Spot(text, places, section, number)
    yield from statements(paragraph, spot, headed)


# ---- the grammar's side -------------------------------------------------------------------------


def _tokens(words: str, rules: Tables, headed: bool = False) -> Iterator[Token]:
    """Marks, numbers and punctuation; what lies between them as words. Sentences that cannot have a say in
    any count are one word: to look at every word of a report takes longer than all else."""
    near = REACH if headed else 0
    for hit in _SENTENCE.finditer(words):
        near = REACH if _HINT.search(hit[0]) else near - 1
        if near > 0 and (_SAYING.search(hit[0]) or _heading(hit[0])):
            yield from _marked(words, hit.start(1), hit.end(1), pattern(rules))
        elif hit[1]:
            yield _token("SIGN_WORD", words, hit.start(1), hit.end(1))
        if hit[2]:
            yield Token("STOP", hit[2], hit.start(2))


def _marked(words: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Token]:
    reached = start
    for hit in pattern.finditer(words, start, end):
        if hit.start() > reached:
            yield _token("SIGN_WORD", words, reached, hit.start())
        reached = hit.end()
        if not str(hit.lastgroup).startswith(FILLER):
            yield _token(str(hit.lastgroup), words, hit.start(), hit.end())
    if reached < end:
        yield _token("SIGN_WORD", words, reached, end)


@cache
def pattern(rules: Tables) -> re.Pattern[str]:
    """All terminals in the order in which they are tried; those without a priority are no tokens."""
    known = rules.terminals
    order = sorted((name for name in known if known[name].pattern and known[name].priority),
                   key=lambda name: (-known[name].priority, name))
    # Names stand behind: a choice that begins with a group is entered before its first letter is looked at
    return compiled("|".join(f"(?:{known[name].pattern})(?P<{name}>)" for name in order))


def _token(name: str, words: str, start: int, end: int) -> Token:
    """A token of the class's sort; its value is the mark."""
    sort, _, kind = name.partition("_")
    return Token(sort, Mark(sort.lower(), kind, words[start:end], start, end), start)


def _paired(tokens: list[Token]) -> list[Token]:
    """Every text can be parsed: brackets without a partner in their sentence are commas."""
    opened: list[int] = []
    partners: set[int] = set()
    for at, token in enumerate(tokens):
        if token.type == "STOP":
            opened = []
        elif token.type == "OPEN":
            opened.append(at)
        elif token.type == "CLOSE" and opened:
            partner = opened.pop()
            partners |= {partner, at} if len(opened) < DEEPEST else set()
    return [replace(token, type="COMMA") if token.type in ("OPEN", "CLOSE") and at not in partners else token
            for at, token in enumerate(tokens)]


def _joined(tokens: list[Token]) -> Iterator[Token]:
    """JOIN stands between marks and numbers only."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1].type if at else "STOP"
        behind = tokens[at + 1].type if at + 1 < len(tokens) else "STOP"
        if token.type != "JOIN" or (before not in _JOINED and behind not in _JOINED):
            yield token


@dataclass(frozen=True, slots=True)
class _Marks:
    marks: tuple[Mark, ...]


class _Build:
    """The grammar's rules as clauses of marks."""

    def count(self, children: Sequence[Any]) -> Paragraph:
        return tuple(item for item in children if not isinstance(item, Token))

    def sentence(self, children: Sequence[Any]) -> Sentence:
        return resolved(tuple(Break() if isinstance(item, Token) else item for item in children))

    def group(self, children: Sequence[Any]) -> Group:
        return Group(next(item for item in children if not isinstance(item, Token)))

    def clause(self, children: Sequence[Any]) -> Clause:
        return Clause(tuple(item for item in children if isinstance(item, Entry)))

    def entry(self, children: Sequence[Any]) -> Entry:
        lead = next((item.marks for item in children if isinstance(item, _Marks)), ())
        return Entry(lead, tuple(item for item in children if isinstance(item, Counted)))

    def lead(self, children: Sequence[Mark]) -> _Marks:
        return _Marks(tuple(children))

    def counted(self, children: Sequence[Any]) -> Counted:
        return Counted(children[0].value, tuple(children[1:]))

    def mark(self, children: Sequence[Token]) -> Mark:
        mark: Mark = children[0].value
        return mark
