"""Styles of a Word file, as far as they say what a paragraph is: outline level, numbering, hidden."""

from __future__ import annotations

import re
from xml.parsers.expat import XMLParserType

from ...errors import ReadError
from ...patterns import compiled
from ...records import dataclass
from .names import is_utf8, number, switched_on, usual_prefixes, word_parser
from .package import guarded_parser, run_parser

_HEADING = compiled(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_CONTENTS = compiled(r"(?:toc ?\d|toc heading|table of figures)", re.IGNORECASE)

_LONGEST_CHAIN = 64
_BEGIN = b"<w:style "
_KEY = compiled(rb'w:styleId="([^"]*)"')
_DEFAULT = compiled(rb'w:default="(?:1|true|on)"')
_PARAGRAPH = compiled(rb'w:type="paragraph"')
_END = b"</w:style>"
_UNDERSTOOD = frozenset(f"w:{name}" for name in (
    "style", "name", "basedOn", "outlineLvl", "numId", "ilvl", "vanish"))


@dataclass(slots=True)
class Style:
    """One style as written; None is "as the style it is based on"."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    numbering: str | None = None
    level: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A style with all that it inherits.

    `heading` is the outline level from 1, 0 for none; `numbering` the number's id, "" for none, and
    `level` its level from 0, None where the numbering itself says which level is this style's (one of
    `chain`: this style and those it is based on, nearest first); `contents` is true of a table of
    contents' entries.
    """

    heading: int = 0
    numbering: str = ""
    level: int | None = None
    hidden: bool = False
    contents: bool = False
    chain: tuple[str, ...] = ()


_NONE = Resolved()


class Styles:
    """The styles part. A style is parsed when it is first asked for: most of the part, often far larger
    than the text, is looks of tables that no report uses. `damaged` is set when one proves
    not well-formed."""

    def __init__(self, data: bytes | None = None) -> None:
        self.default = ""
        self._data = data or b""
        self.damaged = False
        self._styles: dict[str, Style] = {}
        self._written: dict[str, bytes] = {}  # styles not parsed yet, from behind _BEGIN on
        self._resolved: dict[str, Resolved] = {}
        self._open = Style()
        if data and not (usual_prefixes(data) and is_utf8(data) and self._index(data)):
            self._written = {}
            self._parse(data)

    @property
    def hiding(self) -> bool:
        """Whether any style may hide text."""
        return b"vanish" in self._data or b"v\0a\0n\0i\0s\0h" in self._data

    def _index(self, data: bytes) -> bool:
        """Keeps each style as it is written, if all are written in the usual way."""
        for written in data.split(_BEGIN)[1:]:
            tag = written.partition(b">")[0]
            key = _KEY.search(tag)
            if not key:
                return False
            name = key[1].decode("utf-8", "replace")
            self._written[name] = written
            if b"w:default" in tag and _DEFAULT.search(tag) and _PARAGRAPH.search(tag):
                self.default = name
        return True

    def _parse(self, data: bytes) -> None:
        parser, _ = word_parser(data)
        self._run(parser, data)

    def _run(self, parser: XMLParserType, data: bytes) -> None:
        parser.StartElementHandler = self._start
        try:
            run_parser(parser, data)
        except ReadError:
            self.damaged = True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name not in _UNDERSTOOD:
            return
        value = attributes.get("w:val", "")
        match name:
            case "w:style":
                self._begin(attributes)
            case "w:name":
                self._open.name = value
            case "w:basedOn":
                self._open.based_on = value
            case "w:outlineLvl":
                self._open.outline = number(attributes)
            case "w:numId":
                self._open.numbering = value
            case "w:ilvl":
                self._open.level = number(attributes)
            case "w:vanish":
                self._open.hidden = switched_on(attributes)

    def _begin(self, attributes: dict[str, str]) -> None:
        self._open = Style()
        key = attributes.get("w:styleId", "")
        self._styles[key] = self._open
        paragraph = attributes.get("w:type") == "paragraph"
        if paragraph and attributes.get("w:default") in ("1", "true", "on"):
            self.default = key

    def __getitem__(self, key: str) -> Resolved:
        """The style of this id; one without any property where there is no such style."""
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(key)
        return found

    def _resolve(self, key: str) -> Resolved:
        chain = self._chain(key)
        if not chain:
            return _NONE
        styles = [self._styles[name] for name in chain]
        outline = next((level for style in styles if (level := _outline(style)) is not None), 9)
        numbered = next((i for i, style in enumerate(styles) if style.numbering is not None), None)
        hidden = next((style.hidden for style in styles if style.hidden is not None), False)
        contents = any(_CONTENTS.match(style.name) for style in styles)
        heading = outline + 1 if 0 <= outline < 9 else 0
        if numbered is None:
            return Resolved(heading, "", None, hidden, contents, chain)
        level = next((style.level for style in styles[:numbered + 1] if style.level is not None), None)
        return Resolved(heading, styles[numbered].numbering or "", level, hidden, contents, chain)

    def _chain(self, key: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        while key not in found and len(found) < _LONGEST_CHAIN and (style := self._style(key)):
            found[key] = None
            key = style.based_on
        return tuple(found)

    def _style(self, key: str) -> Style | None:
        written = self._written.pop(key, b"")
        if written:
            self._alone(_BEGIN + written.partition(_END)[0] + _END)
        return self._styles.get(key)

    def _alone(self, written: bytes) -> None:
        """Reads one style: of elements that stand twice in it the last one counts."""
        parser = guarded_parser(False)
        found: dict[str, dict[str, str]] = {}
        parser.StartElementHandler = found.__setitem__
        try:
            run_parser(parser, written)
        except ReadError:
            self.damaged = True
        for name in filter(_UNDERSTOOD.__contains__, found):
            self._start(name, found[name])


def _outline(style: Style) -> int | None:
    """The outline level from 0 that a style states, by itself or by its built-in name; 9 is body text."""
    if style.outline is not None:
        return style.outline
    named = _HEADING.fullmatch(style.name)
    return int(named[1]) - 1 if named else None
