"""YAML as a tree in which every leaf knows its line and column; the only importer of yaml.

What a scalar means is left to the reader of the tree, who knows what is wanted: nothing here turns `no`
into False, `0123` into 83 or `12:30` into 750. Built from parser events, so that deep nesting cannot
exhaust the stack and aliases (shared nodes) are counted at their full size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..limits import LIMITS, Limits
from ..records import dataclass, field
from ..typenames import Any
from .faults import Faults, Spot, Written

_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NULL = ("", "~", "null", "Null", "NULL")
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A leaf. `plain` is true of one written without quotes, whose text may stand for a number."""

    file: Written
    spot: Spot
    text: str
    plain: bool
    size: int = 1

    @property
    def value(self) -> str | int | float | bool | None:
        """By YAML 1.2's core schema; numbers with leading zeros are words."""
        if not self.plain:
            return self.text
        if self.text in _NULL:
            return None
        if self.text in _BOOL:
            return _BOOL[self.text]
        if _INT.fullmatch(self.text) and len(self.text) < 100:
            return int(self.text)
        return float(self.text) if _FLOAT.fullmatch(self.text) else self.text

    def within(self, offset: int, length: int = 1) -> Spot:
        """The place of a part of the text; of the whole where it is not written on one line as it is."""
        line = self.file.lines[self.spot.line - 1] if self.spot.line <= len(self.file.lines) else ""
        start = self.spot.column - (1 if self.plain else 0)
        if line[start:start + len(self.text)] != self.text:
            return self.spot
        return Spot(self.spot.line, start + 1 + offset, length)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    file: Written
    spot: Spot
    items: tuple[Node, ...]
    size: int

    @property
    def value(self) -> list[Any]:
        return [item.value for item in self.items]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written; keys are scalars, each once."""

    file: Written
    spot: Spot
    entries: tuple[tuple[Scalar, Node], ...]
    size: int

    def get(self, name: str) -> Node | None:
        return next((node for key, node in self.entries if key.text == name), None)

    @property
    def value(self) -> dict[str, Any]:
        return {key.text: node.value for key, node in self.entries}


Node = Scalar | Sequence | Mapping


def load(name: str, text: str, faults: Faults, limits: Limits = LIMITS) -> Node | None:
    """The one document of a file; None where it is empty or cannot be read: faults then say why."""
    body = text.removeprefix("\ufeff")
    file = Written(name, tuple(_LINE_END.split(body)))
    if len(body) > (most := limits.rule_characters):
        faults.add(file, Spot(1, 1), f"文件过大，不能超过{most}个字（上限 rule-characters）。")
        return None
    try:
        _refuse_control(file, body)
        return _Builder(file, faults, limits).build(_events(body))
    except _UnreadableError as broken:
        faults.add(file, broken.spot, broken.message)
        return None


class _UnreadableError(Exception):
    """The file cannot be read further."""

    def __init__(self, spot: Spot, message: str) -> None:
        super().__init__(message)
        self.spot = spot
        self.message = message


def _events(text: str) -> Iterator[Any]:
    """libyaml's events, or those of the parser in Python where libyaml is not there."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.YAMLError as error:
        reason = _reason(str(error))
        marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
        mark = next(filter(None, reversed(marks) if reason in _BEGUN else marks), None)
        if mark and "".join(text.split("\n")[mark.line:mark.line + 1])[mark.column:mark.column + 1] == "\t":
            reason = _TAB
        raise _UnreadableError(_at(mark), f"不是合法的YAML：{reason}") from None


def _refuse_control(file: Written, text: str) -> None:
    """Characters that YAML does not allow, the same for both parsers."""
    found = _CONTROL.search(text)
    if found:
        before = _LINE_END.split(text[:found.start()])
        spot = Spot(len(before), len(before[-1]) + 1)
        raise _UnreadableError(spot, f"有YAML不允许的字符（U+{ord(found[0]):04X}），请删去。")


def _at(mark: Any) -> Spot:
    return Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)


_INDENT = "这里与前面的内容接不上，请检查缩进、引号和括号。"
_COLON = "键的后面缺少冒号“:”（冒号要用半角，后面要有空格）。"
_BRACKET = "从这里开始的列表或键值对没有写完，缺少“,”或右括号（要用半角）。"
_QUOTE = "这里的引号没有配对，到文件结束也没有另一半。"
_TAB = "缩进里有制表符（Tab）；请改用空格。"
_BEGUN = (_COLON, _BRACKET, _QUOTE)
"""Faults that are seen later than where they were made: they are shown where it began."""
_REASONS = (
    ("could not find expected ':'", _COLON),
    ("mapping values are not allowed", "这里不能有“: ”；内容中有冒号时，请给整句加引号。"),
    ("tab character", _TAB),
    ("nesting depth", "嵌套过深。"),
    ("cannot start any token", "不能以这个字符开头；请给整句加引号，缩进请用空格，不用制表符。"),
    ("expected <document start>", _INDENT),
    ("expected key", _INDENT),
    ("expected '-' indicator", _INDENT),
    ("expected <block end>", _INDENT),
    ("expected ',' or", _BRACKET),
    ("unexpected end of stream", _QUOTE),
    ("unknown escape character", "双引号中的“\\”写法不对；正则表达式请用单引号。"),
    ("block sequence entries are not allowed", "这里不能写列表的一项“- ”，请检查缩进。"),
)


def _reason(problem: str) -> str:
    """The words of libyaml or of the parser in Python, in Chinese."""
    known = (chinese for english, chinese in _REASONS if english in problem)
    return next(known, "请检查缩进、引号、冒号和括号。")


@dataclass(slots=True)
class _Open:
    """A list or mapping not yet closed. `key` waits for its value."""

    mapping: bool
    spot: Spot
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    key: Scalar | None = None
    size: int = 1
    merged: list[Mapping] = field(default_factory=list)
    """What stands behind "<<": keys that are there unless the mapping has them itself."""


@dataclass(slots=True)
class _Builder:
    """Events to nodes, without recursion."""

    file: Written
    faults: Faults
    limits: Limits
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    root: Node | None = None
    documents: int = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            getattr(self, "_on_" + type(event).__name__.removesuffix("Event").lower(), self._pass)(event)
        return self.root

    def _pass(self, event: Any) -> None:
        """Starts and ends of the stream and of a document carry nothing."""

    def _on_documentstart(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _UnreadableError(_at(event.start_mark), "一个文件只能有一份内容，这里又用“---”开始了一份。")

    def _on_scalar(self, event: Any) -> None:
        spot = self._spot(event)
        self._plain_tag(event, spot, ("!",))
        self._put(Scalar(self.file, spot, event.value, not event.style), event.anchor)

    def _on_alias(self, event: Any) -> None:
        spot = self._spot(event)
        if event.anchor not in self.anchors:
            raise _UnreadableError(spot, f"引用“*{event.anchor}”没有定义：前面没有“&{event.anchor}”。")
        self._put(self.anchors[event.anchor], None)

    def _on_mappingstart(self, event: Any) -> None:
        self._open(event, mapping=True)

    def _on_sequencestart(self, event: Any) -> None:
        self._open(event, mapping=False)

    def _open(self, event: Any, *, mapping: bool) -> None:
        spot = _at(event.start_mark)
        self._plain_tag(event, spot, ())
        if len(self.stack) >= (most := self.limits.rule_depth):
            raise _UnreadableError(spot, f"嵌套过深，不能超过{most}层（上限 rule-depth）。")
        self.stack.append(_Open(mapping, spot, event.anchor))

    def _plain_tag(self, event: Any, spot: Spot, allowed: tuple[str, ...]) -> None:
        if event.tag is not None and event.tag not in allowed:
            self.faults.add(self.file, spot, f"不支持标签“{event.tag}”，请去掉。")

    def _on_sequenceend(self, _event: Any) -> None:
        done = self.stack.pop()
        self._put(Sequence(self.file, done.spot, tuple(done.items), done.size), done.anchor)

    def _on_mappingend(self, _event: Any) -> None:
        done = self.stack.pop()
        for item in done.merged:
            for key, node in item.entries:
                done.entries.setdefault(key.text, (key, node))
        self._put(Mapping(self.file, done.spot, tuple(done.entries.values()), done.size), done.anchor)

    def _put(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.size += node.size
        if parent.size > (most := self.limits.rule_nodes):
            raise _UnreadableError(parent.spot, f"内容过多（展开引用后超过{most}项，上限 rule-nodes）。")
        if not parent.mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node)
        else:
            self._pair(parent, parent.key, node)
            parent.key = None

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        raise _UnreadableError(node.spot, "键只能是一个词，不能是列表或映射；含“{{ }}”的内容请加引号。")

    def _pair(self, parent: _Open, key: Scalar, node: Node) -> None:
        if key.text == "<<" and key.plain:
            self._merge(parent, key, node)
            return
        first = parent.entries.get(key.text)
        if first:
            line = first[0].spot.line
            self.faults.add(self.file, key.spot, f"键“{key.text}”重复，第{line}行已经写过。")
        else:
            parent.entries[key.text] = (key, node)

    def _merge(self, parent: _Open, key: Scalar, node: Node) -> None:
        items = node.items if isinstance(node, Sequence) else (node,)
        parent.merged += [item for item in items if isinstance(item, Mapping)]
        if not all(isinstance(item, Mapping) for item in items):
            self.faults.add(self.file, key.spot, "“<<”后面应为引用的键值对，如 <<: *名称。")

    def _spot(self, event: Any) -> Spot:
        start, end = event.start_mark, event.end_mark
        line = self.file.lines[start.line] if start.line < len(self.file.lines) else ""
        stop = end.column if end.line == start.line else len(line.rstrip())
        return Spot(start.line + 1, start.column + 1, max(1, stop - start.column))
