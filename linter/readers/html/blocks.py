"""Tokens of an HTML page to lines and tables in reading order, and what the page says of itself.

Every block-level start or end tag and every br ends the line; spans and the like do nothing. So nothing
is lost or misplaced by tags that were never closed, whatever the depth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...limits import LIMITS
from ...model import Line, Segment, Text
from ...patterns import compiled
from ..pictures import large, picture, stated_size
from .columns import pixels, span
from .regions import BLOCKS, CHROME_ELEMENTS, HEADINGS, Regions
from .tables import BODY, FOOT, HEAD, OpenCell, OpenTable
from .tokenizer import REFERENCE, START, TEXT, Token
from .words import Words

_INLINE = frozenset(["a", "b", "big", "em", "font", "i", "img", "input", "label", "link", "o:p", "s", "small",
                     "span", "strike", "strong", "sub", "sup", "u"])
_RAW = {"script", "style", "textarea", "noscript", "iframe", "noembed", "noframes"}
_UNREAD = {"template", "select", "object", "applet", "svg", "math", "xml", "datalist", "audio", "video",
           "canvas"}
_GROUPS = {"thead": HEAD, "tbody": BODY, "tfoot": FOOT}
_TABLE_PARTS = frozenset({"tr", "td", "th", "table", "caption", *_GROUPS})
_CONTAINERS = BLOCKS - {"p", "br", "hr", *HEADINGS}
_LITERAL = {"pre", "xmp", "listing", "plaintext"}

_ICON = compiled(r"ico(?:n|$|[^a-z])|logo|blank|spacer|file_?type|arrow|qr_?code|/(?:dot|line)\.", re.IGNORECASE)
_UNSEEN = compiled(r"display[\t\n\f ]*:[\t\n\f ]*none|visibility[\t\n\f ]*:[\t\n\f ]*hidden", re.IGNORECASE)


class Builder:
    """Reads tokens one by one; `flow` and `metadata` are what came of them.

    `hides` says whether any element of the page may be hidden.
    """

    def __init__(self, tokens: Sequence[Token], text: str, hides: bool,
                 widest: int = LIMITS.html_columns) -> None:
        self._hides, self._widest = hides, widest
        self.flow: list[Line | OpenTable] = []
        self.metadata: list[tuple[str, str]] = []
        self._tokens = tokens
        self._regions = Regions(tokens)
        self._end = text.count("\n") + 1, len(text) - text.rfind("\n")  # just behind the page
        self._words = Words()
        self._target = self.flow
        self._tables: list[OpenTable] = []
        self._level = 0
        self._literal = 0  # how many pre are open
        self._chrome = 0  # index behind the chrome being read
        self._picture: Line | None = None  # the last one in the line being read

    def build(self) -> None:
        """Reads all tokens."""
        words, hides, skip = self._words, self._hides, 0  # skip: index of the next token to read
        for index, token in enumerate(self._tokens):
            if index < skip:
                continue
            tag = token.tag
            if tag is None:
                kind = token.type
                if kind == REFERENCE:
                    words.add_reference(token.data or "", token.source or "", token.line, token.col + 1)
                elif kind != TEXT:
                    continue
                elif self._literal:
                    self._preformatted(token.data or "", token.line, token.col + 1, index)
                else:
                    words.add(token.data or "", token.line, token.col + 1)
            elif tag in _INLINE:
                if hides and token.type == START:
                    skip = self._regions.hidden_end(index)
                if tag == "img" and index > self._chrome:
                    self._image(token)
            elif token.type == START:
                skip = self._start(tag, token, index)
            elif tag in BLOCKS:
                self._finish(tag, token, index)
        self._close_all()

    def _start(self, tag: str, token: Token, index: int) -> int:
        """Reads a start tag; the index behind what is to be skipped."""
        if tag in BLOCKS:
            self._flush(index)
        hidden = self._regions.hidden_end(index) if self._hides else 0
        if hidden:
            return hidden
        if tag in BLOCKS:
            if tag in CHROME_ELEMENTS and index >= self._chrome:
                self._chrome = self._regions.chrome_end(index)
            if tag != "p":
                self._begin(tag, token, index)
            return 0
        if tag == "col":
            self._begin(tag, token, index)
        elif tag == "meta":
            self._meta(token)
        elif tag == "title":
            return self._title(index)
        elif tag in _RAW:
            return self._raw_end(index)
        elif tag in _UNREAD:
            return self._regions.unread_end(index)
        return 0

    def _begin(self, tag: str, token: Token, index: int) -> None:
        if tag in _TABLE_PARTS:
            self._begin_table_part(tag, token, index)
        elif tag in HEADINGS:
            self._level = HEADINGS[tag]
        elif tag in _LITERAL:
            self._literal += 1
        elif tag == "col" and self._tables and len(self._tables[-1].widths) < self._widest:
            self._tables[-1].widths += [pixels(token.attr("width"))] * min(span(token.attr("span")) or 1, self._widest)
        elif tag == "li" and self._tables and self._tables[-1].cell:
            self._tables[-1].cell.items += 1

    def _begin_table_part(self, tag: str, token: Token, index: int) -> None:
        self._level = self._literal = 0
        table = self._tables[-1] if self._tables else None
        if tag == "table":
            if table and not table.cell:  # a table cannot stand between rows: it follows
                self._close_table(token.line, token.col + 1)
            self._tables.append(OpenTable(token.line, token.col + 1, pixels(token.attr("width"))))
        elif table and tag == "tr":
            table.begin_row(token.line, token.col + 1)
        elif table and tag in ("td", "th"):
            table.begin_cell(token.line, token.col + 1, OpenCell(
                span(token.attr("rowspan")), span(token.attr("colspan")), *self._place(index + 1)))
        elif table and tag == "caption":
            table.end_row()
        elif table:
            table.begin_group(_GROUPS[tag])
        self._retarget()

    def _finish(self, tag: str, token: Token, index: int) -> None:
        self._flush(index)
        if tag == "p":
            return
        if self._level and (tag in HEADINGS or tag in _CONTAINERS):
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

    def _place(self, index: int) -> tuple[int, int]:
        """Where the token `index` begins; just behind the page if there is none."""
        if index >= len(self._tokens):
            return self._end
        token = self._tokens[index]
        return token.line, token.col + 1

    def _close_all(self) -> None:
        self._flush(len(self._tokens))
        while self._tables:
            self._close_table(*self._end)

    def _flush(self, index: int) -> None:
        text = self._words.take() if self._words.parts else None
        if text:
            self._target.append(Line(text, self._level, index <= self._chrome))
        if self._picture:
            self._target.append(self._picture)
            self._picture = None

    def _image(self, token: Token) -> None:
        """A picture that may be a table; it stands behind the words of its line."""
        style, source = token.attr("style") or "", token.attr("src") or ""
        width, height = stated_size(style)
        width = width or 0.75 * max(pixels(token.attr("width")), 0)
        height = height or 0.75 * max(pixels(token.attr("height")), 0)
        if large(width, height) and not (_UNSEEN.search(style) or _ICON.search(source)):
            self._picture = picture(Text("", (Segment(0, token.line, token.col + 1),)))

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

    def _title(self, index: int) -> int:
        words, end = Words(), self._raw_end(index)
        for token in self._tokens[index + 1:end]:
            words.add(token.data or "", token.line, token.col + 1)
        title = words.take()
        if title:
            self.metadata.append(("title", title.value))
        return end

    def _meta(self, token: Token) -> None:
        name, content = token.attr("name") or token.attr("property"), token.attr("content")
        if name and content and content.strip():
            self.metadata.append((name.strip(), content.strip()))
