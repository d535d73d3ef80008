"""HTML as content systems write it → lines and tables, each character with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...limits import LIMITS, Limits
from ...model import Source
from ...patterns import compiled
from ..bounds import guard_markup
from ..encoding import decode
from .blocks import Builder
from .tables import blocks_of
from .tokenizer import Token, tokens

_LABEL_REACH = 4096  # bytes; HTML itself wants the label within 1,024
_LABEL = compiled(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE)


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The HTML file `name` with content `data`.

    Every block-level element gives a line of its own, and so does every line that a br divides; data tables
    are grids, layout tables are read cell by cell. Chrome is marked, hidden elements are left out.
    `metadata` holds the titles as "title" and every named meta. Raises ReadError if the characters cannot be
    read or the tables are larger than any report's.
    """
    text, encoding = decode(data, declared_encoding(data))
    guard_markup(text, limits)
    builder = Builder(tokens(text, _scan), text, _hides(data), limits.html_columns)
    builder.build()
    return Source(name, "html", blocks_of(builder.flow, limits), encoding, tuple(text.split("\n")),
                  tuple(builder.metadata))


def _scan(text: str) -> Iterable[Token]:
    from .scanner import scan

    return scan(text)


def _hides(data: bytes) -> bool:
    """Whether the page has a word with which elements are hidden; to look is cheap in bytes only."""
    small = data.replace(b"\0", b"").lower()  # UTF-16 has a NUL in every Latin letter
    return b"display" in small or b"hidden" in small


def declared_encoding(data: bytes) -> str:
    """The label that a page gives its encoding itself (meta or XML declaration), "" for none."""
    found = _LABEL.search(data[:_LABEL_REACH])
    return found[1].decode("ascii", "replace") if found else ""
