"""The blocks of a source as the grammar's tokens: which line is which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Cell, Grid, Heading, Line, Source, Text
from ..patterns import compiled
from ..records import dataclass, replace
from .headings import Headings

_MARGIN = compiled(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\u3000\x00-\x1f]*")
_NUMBER = {"SECTION": 1, "SUBSECTION": 2, "POINT": 3}
LONG = 50
"""A line that may hold headings of sections within it, in characters."""

MOST_CUTS = 8
"""Headings at the head of one line, one behind the other; more are left in the text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A token to be: `kind` is the terminal's name, `value` what it stands for.

    `level` is the heading level the format states, `known` the title of the vocabulary (-1 none).
    """

    kind: str
    value: Text | Grid | Heading
    level: int = 0
    known: int = -1

    @property
    def text(self) -> Text | None:
        """The words of a line, None for a table."""
        if isinstance(self.value, Grid):
            return None
        return self.value.text if isinstance(self.value, Heading) else self.value


def blocks(source: Source, headings: Headings) -> list[Block]:
    """The source's blocks, headings told from text; chrome, blank lines and page marks left out."""
    found: list[Block] = []
    unread: list[Line] = []
    for block in (*source.blocks, None):
        if isinstance(block, Line) and (block.chrome or (block.unread and not _known(block, headings))):
            unread += [block] if block.unread else []
            continue
        if unread:
            found.append(Block("TABLE", _unread(unread)))
            unread = []
        if isinstance(block, Grid):
            found.append(Block("TABLE", block))
        elif block:
            found.extend(_line(block, headings))
    return _decided(_without_contents(_without_lists(found, headings)), source.format)


def _known(line: Line, headings: Headings) -> bool:
    """Whether a line is one of the form's headings, wherever it stands."""
    cut = headings.read(stripped(line.text), 0)
    return cut.kind == "SECTION" and cut.known >= 0 and cut.rest is None


def _unread(lines: Sequence[Line]) -> Grid:
    """The lines of a table whose cells could not be told apart; a picture has none."""
    spoken = [line for line in lines if line.text.value]
    rows = tuple((Cell(line.text, number, 0),) for number, line in enumerate(spoken))
    first = (spoken or lines)[0]
    return Grid(rows, 0, first.text.origin(), first.unread)


def lines_of(text: Text, level: int, headings: Headings) -> Iterator[Block]:
    """The blocks of one text: a heading and the text behind it are two."""
    left = stripped(text)
    for _ in range(MOST_CUTS):
        if not left.value or headings.language["PAGE"].fullmatch(left.value):
            return
        cut = headings.read(left, level)
        if cut.heading is None:
            break
        yield Block(cut.kind, cut.heading, level, cut.known)
        if cut.rest is None:
            return
        left, level = stripped(cut.rest), 0
    yield Block("PARAGRAPH" if cut.heading else cut.kind, left, level)


def stripped(text: Text) -> Text:
    """A text without the white space around it."""
    start = _margin(text.value)
    end = len(text.value) - _margin(text.value[::-1])
    return text if not start and end == len(text.value) else text.slice(start, max(start, end))


def _margin(value: str) -> int:
    found = _MARGIN.match(value)
    return found.end() if found else 0


# ---- lines that hold more than one block --------------------------------------------------------


def _line(line: Line, headings: Headings) -> Iterator[Block]:
    for part in _broken(stripped(line.text), headings):
        sections = _inner_sections(part.value, headings) if len(part.value) > LONG else []
        inner = _inner_subsections(part.value, headings) if len(sections) > 1 else []
        cuts = sorted({*sections, *inner})
        for start, end in zip([0, *cuts], [*cuts, len(part.value)], strict=True):
            yield from lines_of(part.slice(start, end) if cuts else part, line.level, headings)


def _broken(text: Text, headings: Headings) -> Iterator[Text]:
    """The lines of a paragraph with line breaks; a known heading that is broken stays whole."""
    if "\n" not in text.value:
        yield text
        return
    start, whole = 0, False
    lines = text.value.split("\n")
    for at, line in enumerate(lines):
        end = start + len(line)
        if whole:
            whole = False
        elif at + 1 < len(lines) and _heading_on_two(line, lines[at + 1], headings):
            whole = True
            yield text.slice(start, end + 1 + len(lines[at + 1]))
        else:
            yield text.slice(start, end)
        start = end + 1


def _heading_on_two(first: str, second: str, headings: Headings) -> bool:
    found = headings.language["SECTION"].match(first)
    if not found or len(first) + len(second) > LONG:
        return False
    words = first[found.end():]
    return headings.known(words) < 0 <= headings.known(words + second)


def _inner_sections(value: str, headings: Headings) -> list[int]:
    """Where headings of sections stand within a line that runs on without line breaks."""
    language = headings.language
    cuts = []
    for found in language["SECTION"].finditer(value):
        start, end = found.start("number"), found.end()
        if not start or language["SPOKEN_BEFORE"].search(value, max(0, start - 4), start):
            continue
        length = headings.prefix(value[end:end + 2 * LONG])
        if length and not language["SPOKEN_BEHIND"].match(value, end + length):
            cuts.append(start)
    return cuts


def _inner_subsections(value: str, headings: Headings) -> list[int]:
    starts = (found.start("number") for found in headings.language["SUBSECTION"].finditer(value))
    return [start for start in starts
            if value[max(0, start - 4):start].rstrip().endswith(("。", "！", "？", "；"))]


# ---- what only the whole tells ------------------------------------------------------------------


def _without_contents(found: Sequence[Block]) -> list[Block]:
    """A run of three or more headings with nothing between them that all come again is a table of
    contents, not the report."""
    last = {block.known: at for at, block in enumerate(found) if block.known >= 0}
    plain = list(found)
    run: list[int] = []
    for at, block in enumerate((*found, None)):
        if block and block.known >= 0 and block.kind in ("SECTION", "UNNUMBERED"):
            run.append(at)
            continue
        if len(run) >= 3 and all(last[found[i].known] > run[-1] for i in run):
            for i in run:
                plain[i] = _paragraph(found[i])
        run = []
    return plain


def _without_lists(found: Sequence[Block], headings: Headings) -> list[Block]:
    """The last line of a list ("…；", "…；", "…。") is no heading either."""
    plain = list(found)
    for at in range(1, len(found)):
        text, above = found[at].text, found[at - 1].text
        if (found[at].kind == "SECTION" and text and above and text.value.endswith("。")
                and above.value.endswith(("；", ";")) and headings.language["SECTION"].match(above.value)):
            plain[at] = _paragraph(found[at])
    return plain


def _paragraph(block: Block) -> Block:
    return Block("PARAGRAPH", block.text or block.value, block.level)


def _decided(found: list[Block], kind: str) -> list[Block]:
    """Lines without a number decided, and the highest numbering of the report made its sections."""
    taken = {block.known for block in found if block.kind == "SECTION"} - {-1}
    titled = [b for b in found if b.known >= 0 and b.kind in ("SECTION", "UNNUMBERED")]
    top = min((b.level for b in titled if b.level), default=0)
    begun = False
    decided = []
    for block in found:
        if block.kind == "UNNUMBERED":
            block = _unnumbered(block, taken, begun and kind in ("markdown", "word") and block.level <= top)
        begun = begun or block.kind == "SECTION"
        decided.append(block if begun or block.kind != "UNNUMBERED" else _paragraph(block))
    lesser = [_lesser(block) for block in decided]
    return _with_strays(lesser, taken) if begun else _promoted(lesser)


def _with_strays(found: list[Block], taken: set[int]) -> list[Block]:
    """With a title of a section that no section has, though it is numbered （一） or 1., made a section: it
    bears the section's number and is no member of a list."""
    before = {"SUBSECTION": 0, "POINT": 0}
    for at, block in enumerate(found):
        if block.kind == "SECTION":
            before = dict.fromkeys(before, 0)
        elif block.kind in before and isinstance(block.value, Heading):
            ordinal = block.value.ordinal
            missing = block.known >= 0 and block.known not in taken and ordinal == block.known + 1
            if missing and (not before[block.kind] or before[block.kind] != ordinal - 1) and not _listed(found, at):
                taken.add(block.known)
                found[at] = replace(block, kind="SECTION", value=replace(block.value, level=1))
                before = dict.fromkeys(before, 0)
            else:
                before[block.kind] = ordinal
    return found


def _listed(found: Sequence[Block], at: int) -> bool:
    """Whether the next heading of the same kind before the next section goes on with the numbering."""
    own = found[at].value
    for block in found[at + 1:]:
        if block.kind == "SECTION":
            return False
        if block.kind == found[at].kind and isinstance(block.value, Heading) and isinstance(own, Heading):
            return block.value.ordinal == own.ordinal + 1
    return False


def _unnumbered(block: Block, taken: set[int], also_unknown: bool) -> Block:
    """A section if its title is known and no other line has it, or if the format makes it one."""
    if block.known >= 0 and block.known not in taken:
        taken.add(block.known)
        return replace(block, kind="SECTION")
    if block.known < 0 and also_unknown:
        return replace(block, kind="SECTION")
    return block if block.level else _paragraph(block)


def _lesser(block: Block) -> Block:
    if block.kind == "UNNUMBERED" and isinstance(block.value, Heading):
        return replace(block, kind="SUBSECTION", value=replace(block.value, level=2))
    return block


def _promoted(found: list[Block]) -> list[Block]:
    """A report without 一、 whose （一） or 1. carry the titles of sections: these are its sections."""
    for kind in ("SUBSECTION", "POINT"):
        if sum(1 for block in found if block.kind == kind and block.known >= 0) >= 2:
            rise = _NUMBER[kind] - 1
            return [_raised(block, rise) for block in found]
    return found


def _raised(block: Block, rise: int) -> Block:
    if not isinstance(block.value, Heading) or block.value.level <= rise:
        return block
    level = block.value.level - rise
    kind = {number: name for name, number in _NUMBER.items()}[level]
    return replace(block, kind=kind, value=replace(block.value, level=level))
