"""Tokens of an HTML page to lines and tables in reading order, and what the page says of itself.

Every block-level start or end tag and every br ends the line; spans and the like do nothing. So nothing
is lost or misplaced by tags that were never closed, whatever the depth.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Line
from .html_regions import BLOCKS, HEADINGS, Regions
from .html_tables import BODY, FOOT, HEAD, OpenCell, OpenTable, span
from .html_tokens import END, REFERENCE, START, TEXT, Token
from .html_words import Words

_INLINE = frozenset(["a", "b", "big", "em", "font", "i", "img", "input", "label", "link", "o:p", "s", "small",
                     "span", "strike", "strong", "sub", "sup", "u"])
_RAW = {"script", "style", "textarea", "noscript", "iframe", "noembed", "noframes"}
_UNREAD = {"template", "select", "object", "applet", "svg", "math", "xml", "datalist", "audio", "video",
           "canvas"}
_GROUPS = {"thead": HEAD, "tbody": BODY, "tfoot": FOOT}
_TABLE_PARTS = frozenset({"tr", "td", "th", "table", "caption", *_GROUPS})
_CONTAINERS = BLOCKS - {"p", "br", "hr", *HEADINGS}
_LITERAL = {"pre", "xmp", "listing", "plaintext"}


class Builder:
    """Reads tokens one by one; `flow` and `metadata` are what came of them."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.flow: list[Line | OpenTable] = []
        self.metadata: list[tuple[str, str]] = []
        self._tokens = tokens
        self._regions = Regions(tokens, text)
        self._end = text.count("\n") + 1, len(text) - text.rfind("\n")  # just behind the page
        self._words = Words()
        self._target = self.flow
        self._tables: list[OpenTable] = []
        self._level = 0
        self._literal = 0  # how many pre are open
        self._skip = 0  # index of the next token to read
        self._chrome = 0  # index behind the chrome being read
        self._awaiting: OpenCell | None = None  # its content begins at the next token

    def build(self) -> None:
        """Reads all tokens."""
        words, regions = self._words, self._regions
        for index, token in enumerate(self._tokens):
            if index < self._skip:
                continue
            if self._awaiting:
                self._begin_content(token.line, token.col + 1)
            kind = token.type
            if kind == TEXT:
                data = token.data or ""
                if self._literal:
                    self._preformatted(data, token.line, token.col + 1, index)
                else:
                    words.add(data, token.line, token.col + 1)
            elif kind == REFERENCE:
                words.add_reference(token.data or "", token.source or "", token.line, token.col + 1)
            elif kind == START:
                tag = token.tag or ""
                if tag not in _INLINE or regions.hides:
                    self._start(tag, token, index)
            elif kind == END and token.tag not in _INLINE:
                self._finish(token.tag or "", index, token)
        self._close_all()

    def _start(self, tag: str, token: Token, index: int) -> None:
        hidden = self._regions.hidden_end(index) if self._regions.hides else 0
        if tag in BLOCKS:
            self._flush(index)
        if hidden or tag in _UNREAD:
            self._skip = hidden or self._regions.unread_end(index)
        elif tag in _RAW:
            self._skip = self._raw_end(index)
        elif tag == "title":
            self._title(index)
        elif tag == "meta":
            self._meta(token)
        elif tag in BLOCKS:
            if index >= self._chrome:
                self._chrome = self._regions.chrome_end(index)
            self._begin(tag, token)

    def _begin(self, tag: str, token: Token) -> None:
        if tag in HEADINGS:
            self._level = HEADINGS[tag]
        elif tag in _LITERAL:
            self._literal += 1
        elif tag in _TABLE_PARTS:
            self._begin_table_part(tag, token)
        elif tag == "li" and self._tables and self._tables[-1].cell:
            self._tables[-1].cell.items += 1

    def _begin_table_part(self, tag: str, token: Token) -> None:
        self._level = self._literal = 0
        table = self._tables[-1] if self._tables else None
        if tag == "table":
            if table and not table.cell:  # a table cannot stand between rows: it follows
                self._close_table(token.line, token.col + 1)
            self._tables.append(OpenTable(token.line, token.col + 1))
        elif table and tag == "tr":
            table.begin_row(token.line, token.col + 1)
        elif table and tag in ("td", "th"):
            self._awaiting = table.begin_cell(token.line, token.col + 1, span(token.attr("rowspan")),
                                              span(token.attr("colspan")))
        elif table and tag == "caption":
            table.end_row()
        elif table:
            table.begin_group(_GROUPS[tag])
        self._retarget()

    def _finish(self, tag: str, index: int, token: Token) -> None:
        if tag not in BLOCKS:
            return
        self._flush(index)
        if tag in HEADINGS or tag in _CONTAINERS:
            self._level = 0
        if tag in _LITERAL:
            self._literal = max(0, self._literal - 1)
        elif tag in _TABLE_PARTS and self._tables:
            self._end_table_part(tag, self._tables[-1], token)

    def _end_table_part(self, tag: str, table: OpenTable, token: Token) -> None:
        self._literal = 0
        if tag == "table":
            self._close_table(token.line, token.col + 1)
        elif tag in ("td", "th"):
            table.cell = None
        elif tag in _GROUPS:
            table.begin_group(BODY)
        elif tag == "tr":
            table.end_row()
        self._retarget()

    def _close_table(self, line: int, column: int) -> None:
        table = self._tables.pop()
        table.close(line, column)
        self._retarget()
        if not table.blank:
            self._target.append(table)

    def _retarget(self) -> None:
        self._target = self._tables[-1].flow() if self._tables else self.flow

    def _begin_content(self, line: int, column: int) -> None:
        if self._awaiting:
            self._awaiting.line, self._awaiting.column = line, column
            self._awaiting = None

    def _close_all(self) -> None:
        self._begin_content(*self._end)
        self._flush(len(self._tokens))
        while self._tables:
            self._close_table(*self._end)

    def _flush(self, index: int) -> None:
        text = self._words.take()
        if text:
            self._target.append(Line(text, self._level, index <= self._chrome))

    def _preformatted(self, data: str, line: int, column: int, index: int) -> None:
        for number, part in enumerate(data.split("\n")):
            if number:
                self._flush(index)
                column = 1
            self._words.add_literal(part, line + number, column)

    def _raw_end(self, index: int) -> int:
        """The index behind the text of an element that holds no tags."""
        at = index + 1
        while at < len(self._tokens) and self._tokens[at].type in (TEXT, REFERENCE):
            at += 1
        return at

    def _title(self, index: int) -> None:
        words = Words()
        self._skip = self._raw_end(index)
        for token in self._tokens[index + 1:self._skip]:
            words.add(token.data or "", token.line, token.col + 1)
        title = words.take()
        if title:
            self.metadata.append(("title", title.value))

    def _meta(self, token: Token) -> None:
        name, content = token.attr("name") or token.attr("property"), token.attr("content")
        if name and content and content.strip():
            self.metadata.append((name.strip(), content.strip()))
