"""Thins out the XML of a Word document before it is parsed: nine in ten of its tags say only how things look.

A tag whose element no handler asks for is looked through by the walk, so leaving it out changes nothing;
the text around it stays. Done by splitting and joining, this costs a fraction of parsing those tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set

_EMPTY_ONCE_THINNED = (b"w:rPr", b"w:pPr", b"w:trPr")
"""Elements that only say where others stand; rPr before pPr, which it stands in."""
_HEAD = re.compile(rb"(\s*(?:<\?xml [^<>]*\?>\s*)?)<([^\s<>/!?]+)")
_OTHER_CODE = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_PARTED = re.compile(rb"<w:t>[^<]*<(?!/w:t>)")
"""Words with an element in them, which no Word file has: then "</w:t><w:t>" is not always between two words."""
_NO_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")


class _Tags(dict[bytes, bytes]):
    """From what stands between two "<" to what is left of it, each worked out when it is first met."""

    def __init__(self, kept: Set[bytes], bare: Set[bytes]) -> None:
        super().__init__()
        self._kept, self._bare = kept, bare
        self._tags: dict[bytes, bytes] = {}
        self._plain: dict[bytes, bool] = {}
        self.names: set[bytes] = set()

    def __missing__(self, piece: bytes) -> bytes:
        inside, end, text = piece.partition(b">")
        tag = self._tags.get(inside)
        if tag is None:
            tag = self._tags[inside] = self._tag(inside, end)
        left = self[piece] = tag + text
        return left

    def _tag(self, inside: bytes, end: bytes) -> bytes:
        """What is written for a tag. Raises ValueError where it holds a ">", or is none but a comment or so."""
        name, _, attributes = inside.partition(b" ")
        if attributes and (attributes.count(b'"') % 2 or attributes.count(b"'") % 2):
            raise ValueError
        if name in self._bare:
            return b"<" + name + (b"/>" if inside.endswith(b"/") else b">")
        plain = self._plain.get(name)
        if plain is None:
            plain = self._plain[name] = self._looked_through(name, end)
        return b"" if plain else b"<" + inside + b">"

    def _looked_through(self, name: bytes, end: bytes) -> bool:
        """Whether the tags of a name are left out."""
        stem = name.strip(b"/")
        if not stem or not end or stem[0] in b"!?" or len(name.split()) != 1 or b"=" in name:
            raise ValueError
        self.names.add(stem)
        return stem not in self._kept


def thinned(data: bytes, kept: Set[bytes], bare: Set[bytes], hiding: Callable[[Set[bytes]], bool]) -> bytes | None:
    """A part with the tags of the elements `kept` alone, those of `bare` among them without attributes;
    without those of runs, too, if the names of all others do not say that runs are hidden.

    None where anything but tags and text stands in it, or anything that makes its tags hard to tell. Whether
    tags that are left out were well-formed is not seen.
    """
    found = _HEAD.match(data)
    if not found or _OTHER_CODE.search(found[1]):
        return None
    tags = _Tags(kept | {found[2], b"w:body"}, bare)
    try:
        text = b"".join(map(tags.__getitem__, data[found.end(1):].split(b"<")[1:]))
    except ValueError:
        return None
    if _NO_CHARACTER.search(text) or _PARTED.search(text):
        return None
    for name in _EMPTY_ONCE_THINNED:
        text = text.replace(b"<%b></%b>" % (name, name), b"")
    if not hiding(tags.names):
        text = text.replace(b"<w:r>", b"").replace(b"</w:r>", b"").replace(b"</w:t><w:t>", b"")
    return found[1] + text
