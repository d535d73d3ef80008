"""Source → Document, by `grammar/report.lark`. Any sequence of blocks is a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from ..model import Content, Document, Grid, Paragraph, Section, Source, Text
from ..records import dataclass
from ..typenames import TYPE_CHECKING, Any
from ..wording import normalise
from .blocks import blocks
from .headings import Headings, Vocabulary
from .period import periods
from .tables import Token, tables
from .title import read_title, with_title
from .titlewords import TitleWords

if TYPE_CHECKING:
    from ..counts import Breakdown, Count

__all__ = ["Vocabulary", "parse"]

RUN_TOGETHER = "表格文字连成一片，单元格之间没有分隔，其中的数字无法对应到行和列。"
ROWS_IN_A_LINE = 4


def parse(source: Source, vocabulary: Vocabulary) -> Document:
    """Divides a source into title, preface, sections; never fails."""
    rules = tables("report")
    headings = Headings(rules.language, vocabulary)
    words = TitleWords(rules.language, vocabulary.subject)
    found = with_title(blocks(source, headings), source, headings, words)
    parts: _Parts = rules.parse((Token(block.kind, block.value) for block in found), _Build())
    title = read_title(parts.title, source, words)
    texts = [item.text for item in chain(parts.preface, *(s.content for s in parts.sections))
             if not isinstance(item, Grid)]
    return Document(source, title, parts.preface, parts.sections, tuple(periods(texts)),
                    _remarks(texts, vocabulary), partial(_counts, parts.preface, parts.sections),
                    partial(_breakdowns, parts.preface, parts.sections))


def _counts(preface: tuple[Content, ...], sections: tuple[Section, ...]) -> tuple[Count, ...]:
    """The counts in the prose; their grammar is built when they are first asked for."""
    from .count import counts

    return counts(_numbered(preface, sections))


def _breakdowns(preface: tuple[Content, ...], sections: tuple[Section, ...]) -> tuple[Breakdown, ...]:
    from .breakdowns import breakdowns

    return breakdowns(_numbered(preface, sections))


def _numbered(preface: tuple[Content, ...], sections: tuple[Section, ...]) -> Iterator[tuple[int, Text]]:
    """Each paragraph with the index of its section, -1 for the preface."""
    parts = enumerate((preface, *(section.content for section in sections)), -1)
    return ((number, item.text) for number, content in parts for item in content if not isinstance(item, Grid))


def _remarks(texts: Sequence[Text], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What could not be understood: a table whose cells run together in one line."""
    for text in texts:
        if len(text.value) >= 100:
            line = normalise(text.value)
            if sum(label in line for label in vocabulary.rows) >= ROWS_IN_A_LINE:
                return (RUN_TOGETHER,)
    return ()


# ---- the grammar's side -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parts:
    title: tuple[Text, ...]
    preface: tuple[Content, ...]
    sections: tuple[Section, ...]


class _Build:
    """The grammar's rules as parts of a document; what stands before the title is no part of it."""

    def report(self, children: list[Any]) -> _Parts:
        _, title, preface, *sections = children
        return _Parts(title, preface, tuple(sections))

    def before(self, children: list[Any]) -> None:
        return None

    def title(self, children: list[Token]) -> tuple[Text, ...]:
        return tuple(token.value for token in children)

    def preface(self, children: list[Any]) -> tuple[Content, ...]:
        return tuple(_contents(children))

    def section(self, children: list[Any]) -> Section:
        return Section(children[0].value, tuple(_contents(children[1:])))

    def subsection(self, children: list[Any]) -> list[Content]:
        return list(_contents(children))

    point = subsection


def _contents(children: Sequence[Any]) -> Iterator[Content]:
    for child in children:
        if not isinstance(child, Token):
            yield from child
        elif isinstance(child.value, Text):
            yield Paragraph(child.value)
        else:
            yield child.value
