"""The tokens of an HTML page by the standard library alone, as the WHATWG tokenizer cuts them.

For machines without turbohtml (the browser, loongarch64). Linear: every pattern is possessive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ...patterns import compiled
from .tokenizer import COMMENT, END, REFERENCE, START, TEXT, unmet

_ATTRIBUTE = r"""(=?[^\t\n\f />=]*+)(?:[\t\n\f ]*+=[\t\n\f ]*+
    (?:"([^"]*+)"?+|'([^']*+)'?+|([^"'\t\n\f >][^\t\n\f >]*+)|(?=>)))?+"""
_UNNAMED = re.sub(r"\((?!\?)", "(?:", _ATTRIBUTE)
_MARKUP = compiled(
    rf"""<(?:(/?)([a-zA-Z][^\t\n\f />]*+)((?:[\t\n\f /]*+(?!>){_UNNAMED})*+[\t\n\f /]*+)(>?)
    |(!--)|[!?]|/(?=.))""", re.VERBOSE | re.DOTALL)
_ATTRIBUTES = compiled(rf"[\t\n\f /]*+{_ATTRIBUTE}", re.VERBOSE)
_COMMENT_END = compiled(r"--!?>")
_REFERENCE = compiled(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[a-zA-Z][a-zA-Z0-9]*+;?)")
_SCRIPT = compiled(r"<!--|-->|<(/?)script(?=[\t\n\f />])", re.IGNORECASE)
_RAW = {"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"}
_RAW_WITH_REFERENCES = {"title", "textarea"}


class ScannedToken:
    """A token of the scanner (see `html_tokens.Token`); attributes are parsed when one is asked for."""

    __slots__ = ("_attributes", "col", "data", "line", "source", "tag", "type")

    def __init__(self, kind: int, line: int, col: int, data: str | None = None, tag: str | None = None,
                 attributes: str = "", source: str | None = None) -> None:
        self.type, self.line, self.col, self.data = kind, line, col, data
        self.tag, self.source, self._attributes = tag, source, attributes

    def attr(self, name: str, default: str | None = None, /) -> str | None:
        """The value of an attribute, "" without a value; the first of that name counts."""
        if name not in self._attributes.lower():
            return default
        for found in _ATTRIBUTES.finditer(self._attributes):
            if found[1].lower() == name:
                return unescape(found[2] or found[3] or found[4] or "")
        return default


class _Scan:
    """One page being cut: its text, and line and start of line at the place last looked at."""

    def __init__(self, text: str) -> None:
        self.text, self.line, self.line_start, self.seen = text, 1, 0, 0

    def place(self, offset: int) -> tuple[int, int]:
        """Line from 1 and column from 0 of an offset; offsets are asked in order."""
        breaks = self.text.count("\n", self.seen, offset)
        if breaks:
            self.line += breaks
            self.line_start = self.text.rfind("\n", self.seen, offset) + 1
        self.seen = offset
        return self.line, offset - self.line_start

    def words(self, start: int, end: int, references: bool = True) -> Iterator[ScannedToken]:
        """The text tokens from `start` to `end`, cut where a reference stands for other characters."""
        at = start
        if references and self.text.find("&", start, end) >= 0:
            for found in _REFERENCE.finditer(self.text, start, end):
                meant = _meant(found[0])
                if meant == found[0]:
                    continue
                if found.start() > at:
                    yield ScannedToken(TEXT, *self.place(at), self.text[at:found.start()])
                tail = unmet(meant, found[0])
                at = found.end() - tail
                yield ScannedToken(REFERENCE, *self.place(found.start()), meant[:len(meant) - tail],
                                   source=self.text[found.start():at])
        if end > at:
            yield ScannedToken(TEXT, *self.place(at), self.text[at:end])

    def raw_end(self, tag: str, start: int) -> int:
        """Where the text of an element that holds no tags ends."""
        if tag == "plaintext":
            return len(self.text)
        if tag == "script":
            return self._script_end(start)
        found = compiled(rf"</{tag}(?=[\t\n\f />])", re.IGNORECASE).search(self.text, start)
        return found.start() if found else len(self.text)

    def _script_end(self, start: int) -> int:
        """As above; a script may hide "</script>" in a comment that opens another script."""
        hidden = 0  # 1 in a comment, 2 in a script in a comment
        found = _SCRIPT.search(self.text, start)
        while found:
            resume = found.end()
            if found[0] == "<!--":
                hidden, resume = max(hidden, 1), found.end() - 2  # "<!-->" opens and closes
            elif found[0] == "-->":
                hidden = 0
            elif not found[1]:
                hidden *= 2 if hidden == 1 else 1
            elif hidden == 2:
                hidden = 1
            else:
                return found.start()
            found = _SCRIPT.search(self.text, resume)
        return len(self.text)


def scan(text: str) -> Iterator[ScannedToken]:
    """The tokens of a page; a tag that the page's end cuts off is dropped with all behind it."""
    state, at, end = _Scan(text), 0, len(text)
    while at < end:
        found = _MARKUP.search(text, at)
        if not found:
            yield from state.words(at, end)
            return
        yield from state.words(at, found.start())
        at = found.end()
        if found[2] is None:
            yield ScannedToken(COMMENT, *state.place(found.start()))
            at = _comment_end(text, at) if found[5] else _bogus_end(text, at)
        elif not found[4]:
            return
        else:
            tag = found[2].lower()
            kind = END if found[1] else START
            yield ScannedToken(kind, *state.place(found.start()), tag=tag, attributes=found[3])
            if kind == START and (tag in _RAW or tag in _RAW_WITH_REFERENCES or tag == "plaintext"):
                stop = state.raw_end(tag, at)
                yield from state.words(at, stop, tag in _RAW_WITH_REFERENCES)
                at = stop


def _comment_end(text: str, start: int) -> int:
    if text.startswith((">", "->"), start):
        return text.index(">", start) + 1
    found = _COMMENT_END.search(text, start)
    return found.end() if found else len(text)


def _bogus_end(text: str, start: int) -> int:
    return text.find(">", start) + 1 or len(text)


def _meant(reference: str) -> str:
    """The characters that a reference stands for; itself if it is none."""
    if reference[1] != "#":
        return unescape(reference)
    digits = reference[2:].rstrip(";").lstrip("xX").lstrip("0")
    if len(digits) > 7:  # beyond Unicode
        return "\ufffd"
    return unescape(reference) or chr(int(digits, 16 if reference[2] in "xX" else 10))
