"""Comments of a Word file as marked up: in the part that holds them, and where the body refers to them.

ISO/IEC 29500-1 §17.13.4. Other people's comments are only looked at, ours (by author) also taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from ..errors import ReadError
from ..patterns import compiled
from ..readers.docx.names import usual_prefixes
from ..readers.docx.package import guarded_parser, run_parser
from ..readers.docx.places import is_empty_tag, tag_end, tag_name
from ..records import dataclass, field
from .package import Edit
from .runs import Anchor, Point

AUTHOR, INITIALS = "reportlint", "RL"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

_NAMES = {f"{uri} {word}": word for uri in (TRANSITIONAL, STRICT) for word in (
    "comment", "comments", "commentRangeStart", "commentRangeEnd", "commentReference", "document", "r", "rPr",
    "author", "id")}
_PARAGRAPH = "http://schemas.microsoft.com/office/word/2010/wordml paraId"
_OTHER_ENCODING = re.compile(rb"""\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_FORBIDDEN = compiled("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class _Element:
    """An open element: its short name and id, where it began, and, of a run, whether it holds more than
    references to our comments, and those."""

    name: str
    key: str
    start: int
    other: bool = False
    ours: list[Edit] = field(default_factory=list)


class Marks:
    """What one walk through a part finds. `keys` are the ids of comments met in it that stay, `ours` those
    of comments by our author, `paragraphs` Word's ids of the paragraphs in these; `cuts` take out our comments, or
    all marks of the ids `away`."""

    def __init__(self, data: bytes, away: frozenset[str] = frozenset()) -> None:
        self.keys: set[str] = set()
        self.ours: set[str] = set()
        self.paragraphs: set[str] = set()
        self.cuts: list[Edit] = []
        self.uri = ""
        self._data, self._away = data, away
        self._open: list[_Element] = []
        self._parser = guarded_parser(True, dict(_NAMES))
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        self._parser.CharacterDataHandler = None
        if data:
            run_parser(self._parser, data)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._open:
            self.uri = self._root_uri()
        key = attributes.get("id", "") if name.startswith("comment") else ""
        mine = name == "comment" and attributes.get("author") == AUTHOR
        if self._open and self._open[-1].name == "r" and name != "rPr":
            self._open[-1].other |= not (name == "commentReference" and key in self._away)
        if len(self._open) > 1 and self._open[1].name == "ours" and (paragraph := attributes.get(_PARAGRAPH)):
            self.paragraphs.add(paragraph)
        if mine:
            self.ours.add(key)
        elif key and key not in self._away:
            self.keys.add(key)
        self._open.append(_Element("ours" if mine else name, key, self._parser.CurrentByteIndex))

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element.name == "r":
            if element.ours:
                self.cuts += element.ours if element.other else [self._cut(element)]
        elif element.name == "ours":
            self.cuts.append(self._cut(element))
        elif element.key and element.key in self._away:
            outer = self._open[-1] if self._open else None
            run = outer if outer and outer.name == "r" else None
            (run.ours if run else self.cuts).append(self._cut(element))

    def _cut(self, element: _Element) -> Edit:
        end = tag_end(self._data, element.start)
        if not is_empty_tag(self._data, end):
            end = tag_end(self._data, self._parser.CurrentByteIndex)
        return element.start, end, b""

    def _root_uri(self) -> str:
        head = self._data[self._parser.CurrentByteIndex:tag_end(self._data, self._parser.CurrentByteIndex)]
        return STRICT if STRICT.encode() in head and TRANSITIONAL.encode() not in head else TRANSITIONAL


def demand_utf8(part: bytes) -> None:
    """Raises ReadError for a part in another encoding, into which bytes cannot simply be put."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")) or _OTHER_ENCODING.match(part):
        raise ReadError("文件的内部编码不是 UTF-8，无法批注，请用 Word 或 WPS 另存为 .docx 后再批注")


def declaration(part: bytes, uri: str) -> str:
    """What an element put into the part needs so that "w:" means WordprocessingML there: nothing where it
    does all through the part, else a declaration of its own."""
    return "" if usual_prefixes(part) else f' xmlns:w="{uri}"'


def marking(data: bytes, anchors: Mapping[int, Anchor], declared: str) -> list[Edit]:
    """The edits that anchor comments by their keys. At one place some end before others begin."""
    edits: list[Edit] = []
    marks: dict[Point, tuple[list[str], list[str]]] = {}
    for key, anchor in anchors.items():
        start = f'<w:commentRangeStart{declared} w:id="{key}"/>'
        end = (f'<w:commentRangeEnd{declared} w:id="{key}"/>'
               f'<w:r{declared}><w:commentReference w:id="{key}"/></w:r>')
        if anchor.alone:
            edits.append(_filled(data, anchor.end.at, start + end))
        elif anchor.start == anchor.end:  # a blank paragraph: it stands there alone
            edits.append((anchor.end.at, anchor.end.at, (start + end).encode()))
        else:
            marks.setdefault(anchor.start, ([], []))[1].append(start)
            marks.setdefault(anchor.end, ([], []))[0].append(end)
    for point, (ends, starts) in marks.items():
        edits += point.edits("".join((*ends, *starts)))
    return list(dict.fromkeys(edits))


def _filled(data: bytes, end: int, words: str) -> Edit:
    """The edit that puts something into the empty element whose tag ends there."""
    name = tag_name(data, data.rindex(b"<", 0, end))
    return end - 2, end, b">" + words.encode() + b"</" + name + b">"


def comment(key: int, paragraphs: Iterable[str], date: str, declared: str) -> str:
    """A comment as it stands in its part."""
    head = f'<w:comment{declared} w:id="{key}" w:author="{AUTHOR}" w:date="{date}" w:initials="{INITIALS}">'
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escaped(words)}</w:t></w:r></w:p>' for words in paragraphs)
    return f"{head}{body}</w:comment>"


def escaped(words: str) -> str:
    """As text of XML; what XML cannot hold as "?"."""
    return escape(_FORBIDDEN.sub("?", words), quote=False)


def new_part(uri: str) -> bytes:
    """A part for comments that holds none."""
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:comments xmlns:w="{uri}"></w:comments>').encode()


def unused(count: int, taken: Iterable[str]) -> list[int]:
    """The smallest ids for new comments that nobody has."""
    known = set(taken)
    found: list[int] = []
    number = 0
    while len(found) < count:
        if str(number) not in known:
            found.append(number)
        number += 1
    return found


