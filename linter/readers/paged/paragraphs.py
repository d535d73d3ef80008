"""Lines as paragraphs: a line goes on in the next one where that one's first word would not have fitted into it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ...patterns import compiled
from ...records import dataclass
from .furniture import Layout
from .typeset import TextLine, first_word, squares

_INDENT = 1.2       # squares from which on a line is indented
_NUMBERED = compiled(
    r"[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}部分")
_SENTENCE_END = "。！？；：.!?;:）)”"
_LINE_GAP = 1.45    # a gap so many times the usual one, from line to line, parts paragraphs
_LARGER = 1.25      # a title's square is so many times the usual one, at least
_SIZE = 1.15        # lines of one paragraph differ in size by less than this factor
_SPREAD = 1.25      # a paragraph's last line spread from side to side is so many times wider than set usually
_LONG_WORD = 6.0    # squares of a word before which a line may be spread as far
_EDGE = 0.25        # squares by which lines that end at one edge may differ
_OFTEN = 4          # lines that make an edge, at least
_LONG = 0.6         # the part of a page's width that a line takes up which such an edge ends
_HANGING = 0.8      # squares by which marks at the ends of lines may hang over the margin
_ASIDE = 2.5        # squares from which on a line that is not indented as usual may be set in the middle


@dataclass(frozen=True, slots=True)
class Margins:
    """Between which places across a page its text runs, the usual way from line to line, the usual square, how
    many times wider than its characters a line usually is, and where its lines end, sorted."""

    left: float
    right: float
    pitch: float
    square: float
    width: float
    ends: tuple[float, ...]


def margins_of(pages: Sequence[Layout]) -> dict[int, Margins]:
    """Page → its margins. Where few lines of a page reach as far as any, its right margin is that of the other
    pages, or as wide as its left one: on a title page no line is full."""
    edges = [edge for page in pages if (edge := _right_edge(page.lines))]
    usual = _median(edges) if edges else 0.0
    found: dict[int, Margins] = {}
    for page in pages:
        left = min((line.left for line in page.lines), default=0.0)
        right = _right_edge(page.lines)
        if not right:
            widest = max((line.right for line in page.lines), default=0.0)
            right = max(usual or page.sheet.width - left, widest)
        steps = [below.middle - line.middle for line, below in pairwise(page.lines)]
        usually = _median([line.square for line in page.lines]) if page.lines else 0.0
        width = _median([_widened(line) for line in page.lines]) if page.lines else 1.0
        ends = tuple(sorted([line.right for line in page.lines]))
        found[page.sheet.number] = Margins(left, right, _median(steps) if steps else 0.0, usually, width, ends)
    return found


def _median(values: Sequence[float]) -> float:
    """The middle one, or the middle between the two there (the `statistics` module's loads `fractions`, `random`)."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _right_edge(lines: Sequence[TextLine]) -> float:
    """Where the full lines end; 0 where there are fewer than three such."""
    edge = max((line.right for line in lines), default=0.0)
    return edge if sum(edge - line.right < 1.5 * line.square for line in lines) > 2 else 0.0


def goes_on(line: TextLine, below: TextLine, margins: dict[int, Margins]) -> bool:
    """Whether `below` is the next line of the same paragraph."""
    here, there = margins[line.page], margins[below.page]
    size = max(line.square, below.square)
    if size > _SIZE * min(line.square, below.square):
        return False
    if _title_goes_on(line, below, here):
        return True
    word = first_word(below.text)
    if _widened(line) > _SPREAD * here.width and word < _LONG_WORD:
        return False
    edge = _at_an_edge(line, here)
    under = edge and below.left < line.left + size and not _NUMBERED.match(below.text)
    if below.left > there.left + _INDENT * size and not under and not _set_aside(line, below, here, there):
        return False
    pitch = here.pitch * max(size / here.square, 1.0) if here.square else 0.0
    if line.page == below.page and pitch and below.middle - line.middle > pitch * _LINE_GAP:
        return False
    if _NUMBERED.match(below.text) and line.text[-1] in _SENTENCE_END:
        return False
    if edge:
        return True
    spare = 0.5 if line.text[-1] in _SENTENCE_END else 3.0
    aside = max(line.left - here.left - 2 * _ASIDE * line.square, 0.0)  # more than an indent: set at the right
    return here.right - line.right + aside < word * below.square + size * spare


def _at_an_edge(line: TextLine, here: Margins) -> bool:
    """Whether a long line that ends no sentence ends where others of its page do, though some go farther: text that
    is narrower than the page's."""
    if line.text[-1] in _SENTENCE_END or line.right - line.left < _LONG * (here.right - here.left):
        return False
    near = _EDGE * line.square
    return bisect_right(here.ends, line.right + near) - bisect_left(here.ends, line.right - near) >= _OFTEN


def _widened(line: TextLine) -> float:
    """How many times wider a line is than its characters."""
    return (line.right - line.left) / (max(squares(line.text), 1.0) * line.square)


def _set_aside(line: TextLine, below: TextLine, here: Margins, there: Margins) -> bool:
    """Whether a line is the rest of the full one above, which ends no sentence, set in the middle or at the right as
    all of the paragraph."""
    before, behind = below.left - there.left, there.right - below.right
    free = line.left - here.left + here.right - line.right
    room = (first_word(below.text) + _HANGING) * line.square
    if line.text[-1] in _SENTENCE_END or before < _ASIDE * below.square or free > room:
        return False
    return abs(before - behind) < below.square or (behind < below.square and before > 2 * _ASIDE * below.square)


def _title_goes_on(line: TextLine, below: TextLine, here: Margins) -> bool:
    """Whether a line set larger than others, full from side to side, has its rest below in the middle."""
    full = max(line.left - here.left, here.right - line.right) < _INDENT * line.square
    aside = abs((below.left - here.left) - (here.right - below.right))
    near = below.top - line.bottom < _INDENT * line.square
    return line.page == below.page and line.square > _LARGER * here.square and full and near and aside < line.square
