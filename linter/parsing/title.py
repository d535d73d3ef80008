"""The report's title: on one line or several, the year first or last, chrome and slips around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import NOWHERE, Origin, Source, Text, Title
from ..patterns import compiled
from ..records import dataclass, replace
from .blocks import Block, lines_of, stripped
from .headings import Headings
from .numbering import numeral
from .titlewords import TitleWords

LONGEST_LINE = 80
LONGEST_TITLE = 120
LINES_WITHOUT_SECTIONS = 200
RUN_TOGETHER = 1500

_BLANK = compiled(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\u3000]+")
_BRACKETS = "()（）[]【】〔〕《》<>〈〉“”\"'-—－·|｜:：、_ "
_WORD = compiled(r"[^\s\u3000]+")
_DIVIDED = compiled("[:：|｜】]")
_ABOUT = compiled("^关于|关于$")
_REST = compiled("(?:年度|的)$")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a title says: whose report, of which year, what it calls itself; `behind` the rest."""

    agency: str
    year: int | None
    wording: str
    behind: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines `first` up to and without `end` that could be the title, or a part of the line `first`."""

    score: int
    first: int
    end: int
    part: tuple[int, int] | None = None


def with_title(found: list[Block], source: Source, headings: Headings, words: TitleWords) -> list[Block]:
    """The blocks with the title's lines marked TITLE and everything before them BEFORE."""
    front = found[:_front(found)]
    best = _best(_whole_lines(front, source, words)) or _best(_run_together(front, words))
    if best is None:
        return found
    before = [_marked(block, "BEFORE") for block in found[:best.first]]
    if best.part is None:
        title = [_marked(block, "TITLE") for block in found[best.first:best.end]]
        return [*before, *title, *found[best.end:]]
    return [*before, *_parted(found[best.first], best.part, headings), *found[best.end:]]


def read_title(lines: Sequence[Text], source: Source, words: TitleWords) -> Title | None:
    """The title that stands on `lines`; without lines what the file's metadata call it, None if nothing."""
    if not lines:
        return _stated(source, words)
    text = "".join(_squeezed(line.value) for line in lines)
    parts = _parts(text, words)
    if parts is None:
        return None
    return Title(text, parts.agency, parts.year, parts.wording, _origin(lines), tuple(lines))


def _stated(source: Source, words: TitleWords) -> Title | None:
    """The best title among what the file says of itself (its title, the article's title …)."""
    best: tuple[int, Title] | None = None
    for _, value in source.metadata:
        text = _squeezed(value)
        parts = _parts(text, words)
        if parts and _sure(parts, 0) and (best is None or _score(parts, 0, words) > best[0]):
            best = _score(parts, 0, words), Title(text, parts.agency, parts.year, parts.wording, NOWHERE)
    return best[1] if best else None


def _origin(lines: Sequence[Text]) -> Origin:
    first, last = lines[0].origin(), lines[-1].origin()
    return replace(first, end_line=last.end_line, end_column=last.end_column)


# ---- where to look ------------------------------------------------------------------------------


def _front(found: Sequence[Block]) -> int:
    """How many blocks stand before the first section, a known one if there is any."""
    sections = [at for at, block in enumerate(found) if block.kind == "SECTION"]
    known = [at for at in sections if found[at].known >= 0]
    return next(iter(known or sections), min(len(found), LINES_WITHOUT_SECTIONS))


def _best(candidates: Iterator[Candidate]) -> Candidate | None:
    """The best one; of equals the last, which stands next to the text."""
    return max(candidates, key=lambda item: (item.score, item.first), default=None)


def _marked(block: Block, kind: str) -> Block:
    return Block(kind, block.text or block.value, block.level)


def _parted(block: Block, part: tuple[int, int], headings: Headings) -> Iterator[Block]:
    text = block.text
    if text is None:
        return
    before = stripped(text.slice(0, part[0]))
    if before.value:
        yield Block("BEFORE", before)
    yield Block("TITLE", text.slice(*part))
    for rest in lines_of(text.slice(part[1]), 0, headings):
        yield _marked(rest, "PARAGRAPH") if rest.kind == "UNNUMBERED" else rest


# ---- titles that have their lines for themselves ------------------------------------------------


def _whole_lines(front: Sequence[Block], source: Source, words: TitleWords) -> Iterator[Candidate]:
    stated = "\n".join(_squeezed(value) for _, value in source.metadata)
    lines = [_short(block) for block in front]
    for at, line in enumerate(lines):
        end = _end(lines, at, words) if line else 0
        if not end:
            continue
        first = _first(lines, at, end, words)
        text = "".join(lines[first:end])
        parts = _parts(text, words)
        if parts and _sure(parts, front[at].level):
            level = max(block.level for block in front[first:end])
            yield Candidate(_score(parts, level, words) + 3 * (text in stated), first, end)


def _short(block: Block) -> str:
    text = block.text
    if text is None or block.kind == "TABLE" or len(text.value) > 2 * LONGEST_LINE:
        return ""
    line = _squeezed(text.value)
    return line if len(line) <= LONGEST_LINE else ""


def _end(lines: Sequence[str], at: int, words: TitleWords) -> int:
    """Behind which line the title that begins (or is whole) at this line ends; 0 for no title."""
    line = lines[at]
    if _parts(line, words):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        year = words["YEAR"].fullmatch(below.strip(_BRACKETS))
        return at + 2 if year and not words["YEAR"].search(line) else at + 1
    if not (words.begun(line) or words["YEAR"].search(line)) or words["NOT_TITLE"].search(line):
        return 0
    for more in (2, 3):
        rest = lines[at + 1:at + more]
        if len(rest) < more - 1 or not all(0 < len(item) <= 30 for item in rest):
            return 0
        whole = _parts(rest[-1], words)
        if whole and whole.agency:
            return 0
        if _parts("".join(lines[at:at + more]), words):
            return at + more
    return 0


def _first(lines: Sequence[str], at: int, end: int, words: TitleWords) -> int:
    """Where the title begins: organ and year may stand on lines of their own above."""
    first = at
    for above in (at - 1, at - 2):
        parts = _parts("".join(lines[first:end]), words)
        if above < 0 or parts is None or (parts.agency and parts.year):
            break
        line = lines[above]
        year = words["YEAR"].fullmatch(line.strip(_BRACKETS))
        organ = words["ORGAN"].fullmatch(line) and not words["NOT_TITLE"].search(line)
        if not ((year and not parts.year) or (organ and not parts.agency)):
            break
        first = above
    return first


def _sure(parts: Parts, level: int) -> bool:
    return bool(parts.year or parts.agency or level)


def _score(parts: Parts, level: int, words: TitleWords) -> int:
    complete = words.complete(parts.wording)
    return (4 * bool(parts.year) + 2 * bool(parts.agency) + 2 * complete + 2 * bool(level)
            - bool(parts.behind) - 3 * parts.labelled)


# ---- titles within a line that runs on ----------------------------------------------------------


def _run_together(front: Sequence[Block], words: TitleWords) -> Iterator[Candidate]:
    for at, block in enumerate(front):
        text = block.text
        if text is None or not words.hinted(text.value[:RUN_TOGETHER]):
            continue
        for part in _within(text.value[:RUN_TOGETHER], words):
            parts = _parts(_squeezed(text.value[slice(*part)]), words)
            if parts and (parts.year or parts.agency):
                yield Candidate(_score(parts, 0, words), at, at + 1, part)


def _within(value: str, words: TitleWords) -> Iterator[tuple[int, int]]:
    """Parts of a line that could be titles: words between blanks, or what stands before the preface."""
    parts = list(_WORD.finditer(value))
    for at, part in enumerate(parts):
        if not words.hinted(part[0]) or len(part[0]) > LONGEST_LINE or not _parts(part[0], words):
            continue
        earlier = parts[at - 1] if at else part
        year = words["YEAR"].search(part[0]) or not words["YEAR"].search(earlier[0])
        both = not year and _parts(earlier[0] + part[0], words)
        yield (earlier if both else part).start(), part.end()
    head = words["TITLE"].match(value[:2 * LONGEST_LINE])
    if head and words["PREFACE"].match(head["behind"].lstrip()):
        yield 0, head.end("wording")


# ---- what a title says --------------------------------------------------------------------------


def _parts(line: str, words: TitleWords) -> Parts | None:
    """The parts of a line without white space, None if it is no title."""
    if len(line) > LONGEST_TITLE:
        return None
    found = words.match(line[1:-1] if line[:1] == "《" and line[-1:] == "》" else line)
    if not found or not words["TITLE_TAIL"].match(found["behind"]):
        return None
    label = words["TITLE_LABEL"].match(found.string)
    before = found["before"][label.end() if label else 0:]
    if words["NOT_TITLE"].search(before + found["wording"]):
        return None
    year = words["YEAR"].search(before) or words["YEAR"].search(found["behind"])
    inside = year and year.string == before
    agency = before[:year.start()] + before[year.end():] if year and inside else before
    return Parts(_organ(agency), numeral(year["year"]) if year else None, found["wording"],
                 found["behind"], bool(label))


def _organ(words: str) -> str:
    """The organ's name without what else stands around it."""
    words = _DIVIDED.split(words)[-1].strip(_BRACKETS)
    words = _ABOUT.sub("", words.strip(_BRACKETS))
    return _REST.sub("", words)


def _squeezed(value: str) -> str:
    return _BLANK.sub("", value)
