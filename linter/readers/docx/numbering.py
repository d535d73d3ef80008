"""Word's automatic numbering: what stands before a paragraph without being written in it ("一、", "（二）").

ISO/IEC 29500-1 §17.9. Bullets are ornaments, not labels, and give "".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.parsers.expat import XMLParserType

from ...errors import ReadError
from ...patterns import compiled
from ...records import dataclass, field
from ..numerals import numeral
from .names import is_utf8, number, switched_on, usual_prefixes, word_parser
from .package import guarded_parser, run_parser
from .styles import Resolved

_LEVELS = 9
_LONGEST_TEXT = 64
_PLACE = compiled(r"%([1-9])")
_UNDERSTOOD = frozenset(f"w:{name}" for name in (
    "abstractNum", "num", "abstractNumId", "lvlOverride", "startOverride", "lvl", "numStyleLink", "styleLink",
    "start", "numFmt", "lvlText", "lvlRestart", "isLgl", "pStyle"))
_LOOKS = compiled(rb"<w:([pr]Pr)>(?:<(?!w:pStyle|w:start|/?w:\1)[^<]*)*</w:\1>|<w:(?:lvlJc|suff) [^<>]*/>")
"""Properties of a level that say only how it looks."""
_DEFINED, _IN_USE = compiled(rb'w:abstractNumId="([^"&]*)"'), compiled(rb'w:numId="([^"&]*)"')


@dataclass(slots=True)
class Level:
    """One level of a list: "%1、" in chineseCounting from 1 on. `restart` is the level (from 1) whose next
    number starts this one anew, 0 never, None any level above."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Abstract:
    """A list's definition. `link` names the numbering style that defines it instead, "" for none."""

    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""


@dataclass(slots=True)
class Instance:
    """A list in use: a definition, and for some levels another start or another look."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """The numbering part and the counters of one walk through the document, from its beginning on.

    The part is read when the first label is asked for; `damaged` is set when it proves not well-formed,
    which leaves those lists that stand before the damage.
    """

    def __init__(self, data: bytes | None = None) -> None:
        self.damaged = False
        self._unread = data or b""
        self._abstracts: dict[str, Abstract] = {}
        self._instances: dict[str, Instance] = {}
        self._by_style: dict[str, str] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._abstract, self._instance, self._level = Abstract(), Instance(), Level()
        self._owner: dict[int, Level] = {}
        self._override = 0
        self._used: dict[str, bytes] = {}    # lists in use and definitions not parsed yet, by their id
        self._defined: dict[str, bytes] = {}

    def _read(self) -> None:
        data, self._unread = self._unread, b""
        if not self._index(data):
            self._parse(data, *word_parser(data)[:1])

    def _parse(self, data: bytes, parser: XMLParserType) -> None:
        parser.StartElementHandler = self._start
        try:
            run_parser(parser, data)
        except ReadError:
            self.damaged = True

    def _index(self, data: bytes) -> bool:
        """Keeps each list as it is written, if the part is well-formed and all are written in the usual way: of
        dozens a report uses two or three."""
        if b"tyleLink" in data or b"<!" in data or not is_utf8(data) or not usual_prefixes(data):
            return False
        try:
            run_parser(guarded_parser(False), data)
            self._defined = dict(_written(data, b"abstractNum", _DEFINED))
            self._used = dict(_written(data, b"num", _IN_USE))
        except (ReadError, ValueError):
            return False
        return True

    def _instance_of(self, key: str) -> Instance | None:
        """The list in use of this id, with its definition."""
        if written := self._used.pop(key, b""):
            self._parse(written, guarded_parser(False))
        instance = self._instances.get(key)
        if instance and (written := self._defined.pop(instance.abstract, b"")):
            self._parse(_LOOKS.sub(b"", written), guarded_parser(False))
        return instance

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name not in _UNDERSTOOD:
            return
        value = attributes.get("w:val", "")
        match name:
            case "w:abstractNum":
                self._abstract = self._abstracts[attributes.get("w:abstractNumId", "")] = Abstract()
                self._owner = self._abstract.levels
            case "w:num":
                self._instance = self._instances[attributes.get("w:numId", "")] = Instance()
                self._owner = self._instance.levels
            case "w:abstractNumId":
                self._instance.abstract = value
            case "w:lvlOverride":
                self._override = number(attributes, "w:ilvl")
            case "w:startOverride":
                self._instance.starts[self._override] = number(attributes)
            case "w:lvl":
                self._level = self._owner[number(attributes, "w:ilvl")] = Level()
            case "w:numStyleLink":
                self._abstract.link = value
            case "w:styleLink":
                self._by_style[value] = next(reversed(self._abstracts), "")
            case _:
                self._describe(name, value, attributes)

    def _describe(self, name: str, value: str, attributes: dict[str, str]) -> None:
        match name:
            case "w:start":
                self._level.start = number(attributes)
            case "w:numFmt":
                self._level.form = value
            case "w:lvlText":
                self._level.text = value[:_LONGEST_TEXT]
            case "w:lvlRestart":
                self._level.restart = number(attributes)
            case "w:isLgl":
                self._level.legal = switched_on(attributes)
            case "w:pStyle":
                self._level.style = value

    def label(self, key: str | None, level: int | None, style: Resolved) -> str:
        """Counts one paragraph and gives its label, "" for none.

        `key` and `level` are the paragraph's own w:numId and w:ilvl, None where it has none and follows
        its style.
        """
        if self._unread:
            self._read()
        key = style.numbering if key is None else key
        instance = self._instance_of(key)
        if instance is None:
            return ""
        abstract = self._definition(instance.abstract)
        levels = self._abstracts[abstract].levels if abstract else {}
        if level is None:
            level = self._level_of_style(levels, style)
        level = max(0, min(_LEVELS - 1, level))
        self._count(key, abstract, level, levels)
        return self._written(abstract, level, {**levels, **instance.levels})

    def _definition(self, key: str) -> str:
        """The id of the definition that a list really has, behind a link to a numbering style."""
        abstract = self._abstracts.get(key)
        if abstract is None:
            return ""
        linked = self._by_style.get(abstract.link, "") if abstract.link else ""
        return linked if linked in self._abstracts and not abstract.levels else key

    @staticmethod
    def _level_of_style(levels: dict[int, Level], style: Resolved) -> int:
        if style.level is not None:
            return style.level
        tied = (index for name in style.chain for index, level in levels.items() if level.style == name)
        return next(tied, 0)

    def _count(self, key: str, abstract: str, level: int, levels: dict[int, Level]) -> None:
        instance = self._instances[key]
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        before = counters[level]
        if level in instance.starts and (key, level) not in self._begun:
            counters[level] = instance.starts[level]
        elif before is None:
            own = instance.levels.get(level) or levels.get(level)
            counters[level] = instance.starts.get(level, own.start if own else 1)
        else:
            counters[level] = before + 1
        self._begun.add((key, level))
        for deeper in range(level + 1, _LEVELS):
            if _restarts(levels.get(deeper), level):
                counters[deeper] = None

    def _written(self, abstract: str, level: int, levels: dict[int, Level]) -> str:
        own = levels.get(level)
        if own is None or own.form == "bullet":
            return ""
        counters = self._counters[abstract]

        def place(found: re.Match[str]) -> str:
            index = int(found[1]) - 1
            shown = levels.get(index) or own
            value = counters[index]
            form = "decimal" if own.legal else shown.form
            return numeral(shown.start if value is None else value, form)

        return _PLACE.sub(place, own.text)


def _written(data: bytes, name: bytes, key: re.Pattern[bytes]) -> Iterator[tuple[str, bytes]]:
    """The elements of this name, each as it is written, by their ids. Raises ValueError where they are written in
    other ways."""
    begin, end = b"<w:" + name + b" ", b"</w:" + name + b">"
    pieces = data.split(begin)[1:]
    if data.count(end) != len(pieces):
        raise ValueError
    for piece in pieces:
        inside, ended, _ = piece.partition(end)
        found = key.search(inside.partition(b">")[0])
        if not ended or not found:
            raise ValueError
        yield found[1].decode(), begin + inside + ended


def _restarts(deeper: Level | None, level: int) -> bool:
    if deeper is None or deeper.restart is None:
        return True
    return deeper.restart > level


def labelled(label: str, parts: Iterable[str]) -> str:
    """A paragraph's words behind its label, as they are seen.

    The gap that Word leaves there is no character of the text; a space stands for it only where two
    figures or words would run into each other ("1. 2024年").
    """
    text = "".join(parts)
    if label and text[:1].isascii() and text[:1].isalnum() and label[-1].isascii():
        return f"{label} {text}"
    return label + text
