"""Stretches of a report's prose as checks search them: words without white space, each with its place.

Not a kind. Lines wrap and words are spaced out; what is searched is the text without white space and
zero-width characters, full-width letters and digits as half-width ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from ..findings import Place
from ..model import NOWHERE, Document, Grid, Line, Origin, Paragraph, Section, Text, Title
from ..patterns import compiled
from ..records import dataclass, replace
from ..regex import Regex
from ..terms import BoundSection, View
from ..typenames import Literal
from ..wording import half_width

Part = Literal["title", "agency", "preface", "sections"]
"""title; the agency's name in the title; what stands before the first section; all sections."""

_RUN = compiled(r"[^\s\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_DOCUMENT_NUMBER = compiled(r"^\s*[\u4e00-\u9fff]{2,12}\s*[〔\[［【(（].{1,8}[〕\]］】)）].{1,6}号\s*$")
_ENDS = "。；！？;!?\n"
_REACH = 24
_LONGEST = 500
"""Characters of a sentence; a longer one is cut there, since patterns may take the square of its length."""
_STRETCH = compiled(rf"[^{_ENDS}]{{1,{_LONGEST}}}[{_ENDS}]?|[{_ENDS}]")


@dataclass(frozen=True, slots=True)
class Passage:
    """`words` of one or more texts, a line feed between them. `runs` say where they stand: from which
    offset in `words`, which text, from which offset there (sorted by the first)."""

    words: str
    texts: tuple[Text, ...]
    runs: tuple[tuple[int, int, int], ...]
    place: Place

    def origin(self, start: int, end: int) -> Origin:
        """Where words[start:end] stand; an end in a later text is cut at the first text's end."""
        if not self.runs:
            return self.place.origin
        number, first = self._position(start)
        last_number, last = self._position(max(start, end - 1))
        text = self.texts[number]
        return text.origin(first, last + 1 if last_number == number else len(text.value))

    def at(self, start: int, end: int) -> Place:
        """The place of words[start:end]."""
        return replace(self.place, origin=self.origin(start, end))

    def written(self, pattern: Regex) -> Iterator[tuple[int, int, str]]:
        """Where a pattern fits a text as it is written, white space included: the part of `words` that it
        covers, and what is written there. A match begins with a visible character."""
        for number, text in enumerate(self.texts):
            for hit in pattern.finditer(text.value):
                start = self._offset(number, hit.start())
                yield start, max(start + 1, self._offset(number, hit.end() - 1) + 1), hit.group()

    def quote(self, start: int, end: int) -> str:
        """The sentence around words[start:end], cut to some twenty characters on either side."""
        left = max((self.words.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
        rights = [found for mark in _ENDS if (found := self.words.find(mark, end)) >= 0]
        right = min(rights, default=len(self.words))
        head = "…" if start - left > _REACH else ""
        tail = "…" if right - end > _REACH else ""
        return head + self.words[max(left, start - _REACH):min(right, end + _REACH)] + tail

    def _offset(self, number: int, place: int) -> int:
        """Where the visible character at a place of a text stands in `words`."""
        start, _, first = self.runs[bisect_right(self.runs, (number, place), key=lambda run: run[1:]) - 1]
        return start + place - first

    def _position(self, offset: int) -> tuple[int, int]:
        start, number, first = self.runs[bisect_right(self.runs, offset, key=lambda run: run[0]) - 1]
        return number, min(first + offset - start, max(0, len(self.texts[number].value) - 1))


def passage(texts: Sequence[Text], place: Place) -> Passage:
    """The texts as one passage."""
    words, runs = _joined(_Texts(tuple(texts)))
    return Passage(words, tuple(texts), runs, place)


class _Texts:
    """Texts as a key: the very objects, for to compare what they say takes as long as to read it."""

    __slots__ = ("texts",)

    def __init__(self, texts: tuple[Text, ...]) -> None:
        self.texts = texts

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.texts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Texts) and [*map(id, self.texts)] == [*map(id, other.texts)]


@lru_cache(maxsize=32)  # some thirty rules ask for the same dozen passages of a report
def _joined(key: _Texts) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """A passage's `words` and `runs`."""
    pieces: list[str] = []
    runs: list[tuple[int, int, int]] = []
    length = 0
    for number, text in enumerate(key.texts):
        if pieces:
            pieces.append("\n")
            length += 1
        for start, words in _runs(text.value):
            if start >= 0:
                runs.append((length, number, start))
            pieces.append(words)
            length += len(words)
    return half_width("".join(pieces)), tuple(runs)


def _runs(value: str) -> Iterator[tuple[int, str]]:
    """The words between white space, each with its offset; (-1, line feed) where a sentence has no end."""
    if len(value) <= _LONGEST:
        yield from ((run.start(), run.group()) for run in _RUN.finditer(value))
        return
    since = 0
    for run in _RUN.finditer(value):
        for part in _STRETCH.finditer(run.group()):
            if since + len(part.group()) > _LONGEST + 1:
                yield -1, "\n"
                since = 0
            yield run.start() + part.start(), part.group()
            since = 0 if part.group()[-1] in _ENDS else since + len(part.group())


def searched(view: View, parts: tuple[Part, ...], sections: tuple[str, ...]) -> Iterator[Passage]:
    """The passages of these parts and of these sections by name; of everything where none is given."""
    wanted = parts or (() if sections else ("title", "preface", "sections"))
    document = view.document
    if document.title and "title" in wanted:
        yield title_passage(document.title)
    if document.title and "agency" in wanted:
        yield _agency(document.title)
    if document.title and document.title.lines and not parts and not sections:
        yield from _numbers_above(document, document.title)
    if "preface" in wanted:
        yield preface_passage(document)
    for bound in view.sections:
        if "sections" in wanted or (bound.term and bound.term.name in sections):
            yield passage((bound.section.heading.text, *bound.section.texts), bound.place)


def _numbers_above(document: Document, title: Title) -> Iterator[Passage]:
    """Document numbers (〔2025〕3号) above the title: they are no part of the report, but seen with it."""
    first = title.lines[0].origin()
    for block in document.source.blocks:
        if not isinstance(block, Line):
            continue
        if block.text.origin() == first:
            return
        if "号" in block.text.value and not block.chrome and _DOCUMENT_NUMBER.search(block.text.value):
            yield passage((block.text,), Place(block.text.origin(), section="标题"))


def title_passage(title: Title) -> Passage:
    """The title; its lines run together, as they are read."""
    place = Place(title.origin, section="标题")
    if len(title.lines) == 1:
        return passage(title.lines, place)
    joined = Text("".join(_RUN.findall(title.text)), base=title.origin)
    return replace(passage((joined,), place), runs=())


def preface_passage(document: Document) -> Passage:
    """What stands between title and first section, tables not."""
    texts = tuple(item.text for item in document.preface if not isinstance(item, Grid))
    return passage(texts, Place(texts[0].origin() if texts else beginning(document).origin, section="前言"))


def opening_passage(document: Document) -> Passage:
    """The first section's prose up to the first heading within it: many reports have their preface there."""
    first = document.sections[0] if document.sections else None
    texts = tuple(item.text for item in takewhile(lambda item: isinstance(item, Paragraph), first.content)
                  if isinstance(item, Paragraph)) if first else ()
    heading = first.heading.text.origin() if first else beginning(document).origin
    return passage(texts, Place(heading, section=first.heading.text.value if first else "前言"))


def prose(bound: BoundSection) -> Passage:
    """A section's prose without its own heading; headings within it included."""
    return passage(bound.section.texts, bound.place)


def stated_at(view: View, origin: Origin) -> Place:
    """The place of words that stand in the preface or in a section's prose."""
    for bound in view.sections:
        if any(_holds(text.origin(), origin) for text in bound.section.texts):
            return replace(bound.place, origin=origin)
    return Place(origin, section="前言")


def _holds(whole: Origin, part: Origin) -> bool:
    if part.line:
        return (whole.line, whole.column) <= (part.line, part.column) < (whole.end_line, whole.end_column)
    return (whole.paragraph, whole.table) == (part.paragraph, part.table)


def has_prose(section: Section) -> bool:
    """Whether anything is said outside the section's heading and tables; headings alone say nothing,
    unless they are sentences."""
    said = (item.text.value for item in section.content if not isinstance(item, Grid)
            and (isinstance(item, Paragraph) or any(mark in item.text.value for mark in _ENDS[:3])))
    return any(_RUN.search(words) for words in said)


def beginning(document: Document) -> Place:
    """Where a report begins: its title, else its first words."""
    if document.title:
        return Place(document.title.origin, section="标题")
    lines = (block.text for block in document.source.blocks if isinstance(block, Line) and not block.chrome)
    first = next((text for text in lines if text.value.strip()), None)
    return Place(first.origin() if first else NOWHERE)


def _agency(title: Title) -> Passage:
    whole = title_passage(title)
    name = half_width("".join(_RUN.findall(title.agency)))
    start = whole.words.find(name) if name else -1
    origin = whole.origin(start, start + len(name)) if start >= 0 else title.origin
    return Passage(name, (), (), Place(origin, section="标题"))
