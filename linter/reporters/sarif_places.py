"""Places as SARIF states them: addresses of files, regions in UTF-16 units, logical locations."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from urllib.parse import quote

from ..display import safe_name
from ..findings import Place
from ..model import Origin, Source
from ..patterns import compiled
from ..typenames import Any
from . import Options
from .phrases import path

_SNIPPET = 400  # characters of evidence repeated in a log
_DRIVE = compiled(r"[A-Za-z]:/")


# ---- files -----------------------------------------------------------------------------------------


def artifact_location(name: str, options: Options) -> dict[str, Any]:
    """The address of a file, percent-encoded and so ASCII; its readable name as description.

    Relative to the root where the file lies under it, else absolute.
    """
    description = {"description": {"text": safe_name(name)}}
    relative, absolute = _placed(name, options)
    if relative:
        return {"uri": _encoded(relative), "uriBaseId": "SRCROOT", **description}
    address = absolute if absolute.startswith("/") else "/" + absolute
    return {"uri": "file://" + _encoded(address, ":"), **description}


def _placed(name: str, options: Options) -> tuple[str, str]:
    """The path relative to the root, "" if it is not under it, and the absolute path."""
    absolute = posixpath.normpath(posixpath.join(options.folder or "/", name))
    if _DRIVE.match(name):
        absolute = posixpath.normpath(name)
    root = (options.root or options.folder or "/").rstrip("/") + "/"
    return absolute.removeprefix(root) if absolute.startswith(root) else "", absolute


def _encoded(address: str, safe: str = "") -> str:
    """Names as the bytes they are in UTF-8; bytes that are no text stay what they were."""
    raw = address.encode("utf-8", "surrogatepass" if _odd(address) else "surrogateescape")
    return quote(raw, safe="/" + safe)


def _odd(address: str) -> bool:
    """Whether it has half surrogates that stand for no byte (a name of Windows)."""
    return any("\ud800" <= letter <= "\udfff" and not "\udc80" <= letter <= "\udcff" for letter in address)


# ---- regions ---------------------------------------------------------------------------------------


def region(origin: Origin, source: Source) -> dict[str, Any]:
    """Where in a text: lines and columns from 1, `endColumn` behind the last character."""
    snippet = _snippet(origin, source)
    return {
        "startLine": origin.line,
        "startColumn": _units(origin.line, origin.column, source),
        "endLine": origin.end_line or origin.line,
        "endColumn": _units(origin.end_line or origin.line, origin.end_column or origin.column, source),
        **({"snippet": {"text": snippet}} if snippet else {}),
    }


def context(origin: Origin, source: Source) -> dict[str, Any] | None:
    """The whole lines of the place with one before and one behind; None where that adds nothing."""
    last_line = origin.end_line or origin.line
    start, end = max(1, origin.line - 1), min(len(source.lines), last_line + 1)
    whole = start == origin.line and end == last_line and origin.column == 1
    if end < last_line or (whole and origin.end_column > len(_line(last_line, source))):
        return None
    return {"startLine": start, "endLine": end}


def _snippet(origin: Origin, source: Source) -> str:
    last = origin.end_line or origin.line
    lines = [_line(number, source) for number in range(origin.line, min(last, origin.line + 50) + 1)]
    if last - origin.line < len(lines):
        lines[-1] = lines[-1][: max(0, origin.end_column - 1)]
    lines[0] = lines[0][max(0, origin.column - 1) :]
    return "\n".join(lines)[:_SNIPPET]


def _line(number: int, source: Source) -> str:
    return source.lines[number - 1] if 0 < number <= len(source.lines) else ""


def _units(line: int, column: int, source: Source) -> int:
    """A column counted in UTF-16 units: letters beyond U+FFFF count twice."""
    before = _line(line, source)[: max(0, column - 1)]
    return max(1, column) + sum(letter > "\uffff" for letter in before)


# ---- logical locations -----------------------------------------------------------------------------


@dataclass(slots=True)
class Logical:
    """The run's logical locations: sections, tables, rows, cells, each under its parent."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    _known: dict[tuple[str, ...], int] = field(default_factory=dict)

    def of(self, place: Place) -> dict[str, Any]:
        """The `logicalLocations` of a location; nothing for a place without names or numbers."""
        names = _names(place)
        if not names:
            return {}
        index = self._index(names)
        entry = self.entries[index]
        return {"logicalLocations": [{"index": index, **{key: entry[key] for key in _REPEATED}}]}

    def _index(self, names: tuple[str, ...]) -> int:
        if names not in self._known:
            parent = {"parentIndex": self._index(names[:-1])} if names[1:] else {}
            entry = {"name": names[-1], "fullyQualifiedName": "/".join(names), "kind": "element", **parent}
            self._known[names] = len(self.entries)
            self.entries.append(entry)
        return self._known[names]


_REPEATED = ("name", "fullyQualifiedName", "kind")


def _names(place: Place) -> tuple[str, ...]:
    """From the outside in: page, section, table, row, column, paragraph; "/" within a name as "／"."""
    origin = place.origin
    page = f"第{origin.page}页" if origin.page else ""
    row = f"行“{place.row}”" if place.row else ""
    column = f"列“{place.column}”" if place.column else ""
    paragraph = f"第{origin.paragraph}段" if origin.paragraph and not origin.line and not place.row else ""
    names = [page, place.section, place.table, row, column, paragraph]
    if not any(names[1:]):
        names = [path(place)]
    return tuple(name.replace("/", "／") for name in names if name)
