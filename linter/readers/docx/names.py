"""The words of WordprocessingML that are understood, under short names ("w:p"), from both of its namespaces.

ISO/IEC 29500-1 (strict) and -4 (transitional) differ in namespaces only, as far as text goes.
"""

from __future__ import annotations

import re
from xml.parsers.expat import XMLParserType

from ...patterns import compiled
from .package import guarded_parser

_URIS = {
    "w": ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
          "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    "m": ("http://schemas.openxmlformats.org/officeDocument/2006/math",
          "http://purl.oclc.org/ooxml/officeDocument/math"),
    "mc": ("http://schemas.openxmlformats.org/markup-compatibility/2006",),
    "wp": ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
           "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"),
    "a": ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
    "v": ("urn:schemas-microsoft-com:vml",),
}

_WORDS = {
    "w": """body p pPr r rPr t tab br cr noBreakHyphen sym ptab ins del moveFrom moveTo instrText delText
        fldChar fldSimple vanish specVanish rStyle pStyle numPr numId ilvl outlineLvl
        tbl tblPr tblGrid gridCol tr trPr tc tcPr gridSpan vMerge hMerge gridBefore gridAfter txbxContent
        rt rubyPr sectPr sdtPr sdtEndPr pPrChange rPrChange tblPrChange tblPrExChange trPrChange tcPrChange
        sectPrChange tblGridChange numberingChange altChunk subDoc tabs
        style name basedOn docDefaults num abstractNum abstractNumId lvl lvlOverride startOverride start
        numFmt lvlText lvlRestart isLgl styleLink numStyleLink
        val w char font fldCharType type styleId default""",
    "m": "r t ctrlPr",
    "mc": "AlternateContent Choice Fallback",
    "wp": "extent",
    "a": "blip",
    "v": "shape imagedata",
}

NAMES: dict[str, str] = {
    f"{uri} {word}": f"{prefix}:{word}"
    for prefix, uris in _URIS.items() for uri in uris for word in _WORDS[prefix].split()
}
"""expat's "URI name" → short name, of elements and attributes; other names stay long."""

_PREFIXES = {uri: prefix for prefix, uris in _URIS.items() for uri in uris}

UNDERSTOOD = frozenset({
    *_URIS["w"], *_URIS["m"],
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "urn:schemas-microsoft-com:vml",
})
"""Namespaces whose elements' text is found where a choice of content requires them (ISO/IEC 29500-3)."""


_UTF8 = compiled(rb"""(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding=["'](?!utf-8["']))""", re.IGNORECASE)
_PREFIX = compiled(rb"""(?::([A-Za-z0-9_.-]+))?\s*=\s*["']([^"'<>]*)["']""")


def is_utf8(data: bytes) -> bool:
    """Whether a part begins as one in UTF-8."""
    return bool(_UTF8.match(data))


def usual_prefixes(data: bytes) -> dict[str, str] | None:
    """Prefix → URI, if a part gives the names of _URIS their usual prefixes and no prefix two meanings.

    Its names may then be taken as they are written, which reads it in half the time. None of any other
    part, and of one in UTF-16.
    """
    prefixes: dict[str, str] = {}
    for piece in data.split(b"xmlns")[1:]:
        found = _PREFIX.match(piece)
        if not found:
            continue
        prefix, uri = (found[1] or b"").decode("ascii"), found[2].decode("utf-8", "replace")
        if prefixes.setdefault(prefix, uri) != uri or (prefix in _URIS) != (uri in _PREFIXES):
            return None
        if prefix in _URIS and _PREFIXES[uri] != prefix:
            return None
    return prefixes if "w" in prefixes else None


def word_parser(data: bytes) -> tuple[XMLParserType, dict[str, str]]:
    """A parser that will give a part's names as NAMES has them, and its prefixes as far as known."""
    prefixes = usual_prefixes(data)
    if prefixes is None:
        return guarded_parser(True, NAMES), {}
    return guarded_parser(False), prefixes


_MOST = 1_000_000


def number(attributes: dict[str, str], name: str = "w:val", default: int = 0) -> int:
    """An attribute as an integer; `default` where it is missing or no integer, ±a million at most."""
    try:
        found = int(float(attributes[name]))
    except (KeyError, ValueError, OverflowError):
        return default
    return found if -_MOST <= found <= _MOST else _MOST if found > 0 else -_MOST


def switched_on(attributes: dict[str, str]) -> bool:
    """Whether an on/off property (ST_OnOff) is on; without a value it is."""
    return attributes.get("w:val", "1").lower() not in ("0", "false", "off")
