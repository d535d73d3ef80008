"""Thins out the XML of a Word document before it is parsed: nine in ten of its tags say only how things look.

A tag whose element no handler asks for is looked through by the walk, so leaving it out changes nothing;
the text around it stays. The commonest of the others are written as one control character each, which no XML
holds. Done by splitting and joining, this costs a fraction of parsing those tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from ...patterns import compiled

_SHORT = ("w:p", "w:pPr", "w:r", "w:rPr", "w:t", "w:tbl", "w:tc", "w:tr", "w:trPr")
"""Elements without attributes that anybody asks for."""
CODES = {tag: chr(14 + place) for place, tag in enumerate(f"{slash}{name}" for name in _SHORT for slash in ("", "/"))}
"""From tags to what they are written as."""
_PROPERTIES, _PARAGRAPHS = b"Pr>", b"w:p>"
"""What ends the tags around properties, and around paragraphs without attributes: between them the same tags stand
all through a document."""
_FRONT = 20_000
"""Bytes in which it shows whether paragraphs have attributes."""
_BETWEEN = b"\0"
_CONTROLS = bytes({*range(1, 32)} - {9, 10, 13})
_NO_CHARACTERS = ("\ufffe", "\uffff")
_SLASH = 0x2F
_HEAD = compiled(rb"(\s*(?:<\?xml [^<>]*\?>\s*)?)<([^\s<>/!?]+)")
_OTHER_CODE = compiled(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_COMMENT = compiled(rb"<!--(?:[^-]|-(?!-))*-->")


class _Ways(dict[bytes, bytes | None]):
    """From a tag's name (its slashes with it) to how it is written: None as it is, "" not, else so."""

    def __init__(self, kept: Set[bytes]) -> None:
        codes = {tag.encode(): code.encode() for tag, code in CODES.items()}
        super().__init__({**codes, **{tag + b"/": code + codes[b"/" + tag] for tag, code in codes.items()
                                      if tag[0] != _SLASH}})
        self._kept = kept
        self.names: set[bytes] = set()

    def __missing__(self, name: bytes) -> bytes | None:
        """Raises ValueError where it is no tag's name but a comment or so."""
        stem = name.strip(b"/")
        if not stem or stem[0] in b"!?" or len(name.split()) != 1 or b"=" in name:
            raise ValueError
        self.names.add(stem)
        way = self[name] = None if stem in self._kept else b""
        return way

    def ending(self, name: bytes) -> bytes:
        """How the end tag is written of an element that has a code."""
        return self[b"/" + name] or b""


class Sieve:
    """One part, to be thinned out. `samples` is markup in which each of its tags stands at least once.

    Raises ValueError where anything but tags and text stands in it, or anything that makes its tags hard to tell.
    Whether tags that are left out are well-formed is not seen.
    """

    def __init__(self, data: bytes) -> None:
        found = _HEAD.match(data)
        if not found or _OTHER_CODE.search(found[1]) or _BETWEEN in data:
            raise ValueError
        self._head, self._root = found[1], found[2]
        joint = _PARAGRAPHS if b"<w:p>" in data[:_FRONT] else _PROPERTIES
        *self._stretches, self._last = data[found.end(1):].split(joint)
        self._kinds = dict.fromkeys(self._stretches)
        self.samples = (joint + _BETWEEN).join([*self._kinds, self._last])

    def thinned(self, kept: Set[bytes], hiding: Callable[[Set[bytes]], bool]) -> str:
        """The part with the tags of the elements `kept` alone, CODES for the commonest; without those of runs, too,
        if the names of all others do not say that runs are hidden."""
        ways = self._ways(kept)
        ways.update(dict.fromkeys((b"w:r", b"/w:r", b"w:r/"), b""))
        text = self._left(ways)
        if hiding(ways.names):
            text = self._left(self._ways(kept))
        if any(char in text for char in _NO_CHARACTERS):
            raise ValueError
        return text

    def _ways(self, kept: Set[bytes]) -> _Ways:
        ways = _Ways(kept | {b"w:body", self._root})
        ways[self._root], ways[b"/" + self._root] = b"<%b>" % self._root, b"</%b>" % self._root
        return ways

    def _left(self, ways: _Ways) -> str:
        """What is left of the part: each stretch of it is looked at once, and each tag in those."""
        pieces = self.samples.split(b"<")[1:]
        *short, last = b"".join(map(_Pieces(ways).__getitem__, pieces)).split(_BETWEEN)
        lefts = dict(zip(self._kinds, short, strict=True))
        return b"".join([self._head, *map(lefts.__getitem__, self._stretches), last]).decode()


class _Pieces(dict[bytes, bytes]):
    """From what stands between two "<" to what is left of it."""

    def __init__(self, ways: _Ways) -> None:
        super().__init__()
        self._ways = ways

    def __missing__(self, piece: bytes) -> bytes:
        """Raises ValueError where a tag does not end, or may hold a ">": then there is another one behind, in the
        next stretch perhaps."""
        inside, end, text = piece.partition(b">")
        name, space, attributes = inside.partition(b" ")
        way = self._ways[name]
        if end and not (text or way):  # as most
            left = self[piece] = b"<" + piece if way is None else b""
            return left
        if not end or (text and space and (b">" in text or _BETWEEN in text) and _open_quote(attributes)):
            raise ValueError
        if way is None:
            text = b"<" + inside + b">" + text
        if text and len(text.translate(None, _CONTROLS)) != len(text):
            raise ValueError
        if way:
            text = (way + self._ways.ending(name) if space and inside[-1] == _SLASH else way) + text
        self[piece] = text
        return text


def _open_quote(attributes: bytes) -> bool:
    return bool(attributes.count(b'"') % 2 or attributes.count(b"'") % 2)


def without_comments(data: bytes) -> bytes:
    """A part without its comments. Raises ValueError where there are none, or they may be something else."""
    if b"<!--" not in data or b"<![" in data:
        raise ValueError
    return _COMMENT.sub(b"", data)
