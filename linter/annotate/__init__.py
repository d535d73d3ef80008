"""Findings as comments in the Word file they are about. Bytes in, bytes out.

Only what must change is changed: marks in the document's own part (a run is cut in two where a mark stands among
its words), the part of comments, and where it is new the two lists that name it. All other bytes of these parts
and all other parts stay as they are. Comments that a former run left (author "reportlint") are replaced, those of
others kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from types import MappingProxyType

from ..errors import ReadError
from ..findings import Finding
from ..limits import LIMITS, Limits
from ..readers.docx.numbering import Numbering
from ..readers.docx.package import Package
from ..readers.docx.places import Places, Stretch
from ..readers.docx.styles import Styles
from ..records import dataclass
from ..reporters.phrases import LEVEL_NAMES, located, sentence
from .linked import unlinked
from .marks import STRICT, Marks, comment, declaration, demand_utf8, marking, new_part, unused
from .package import append, repacked, sibling, spliced
from .runs import Anchor, Runs

DATE = "2026-01-01T00:00:00Z"
"""Of every comment, unless asked: the same findings give the same file on any day."""

_TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = {False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
         True: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"}
NO_CLAUSES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Annotated:
    """The file with its comments; how many comments there are, several findings of one place in one."""

    data: bytes
    comments: int


def annotate(data: bytes, findings: Iterable[Finding], clauses: Mapping[str, str] = NO_CLAUSES,
             date: str = DATE, limits: Limits = LIMITS) -> Annotated:
    """A .docx file with each finding as a comment at exactly its words; those of one cell in one comment.

    `clauses`: a rule's id → the clause that it rests upon. A finding without a place goes to its section's
    heading, else to the first paragraph, and says so. Raises ReadError.
    """
    package = Package(data, limits)
    main = package.main_part()
    body = package.read(main) or b""
    demand_utf8(body)
    target, stated = _comments_part(package, main)
    old = package.read(target)
    demand_utf8(old or b"")
    former = Marks(old or b"")
    marks = Marks(body, frozenset(former.ours - former.keys))
    body = spliced(body, marks.cuts)
    runs = Runs(body)
    groups = _groups(_places(package, main, body, limits), runs, findings)
    keys = unused(len(groups), former.keys | marks.keys)
    if not groups and not former.cuts:
        return Annotated(data, 0)

    here = declaration(body, marks.uri)
    anchors = {key: anchor for key, (anchor, _) in zip(keys, groups, strict=True)}
    parts = {main: spliced(body, marking(body, anchors, here))}
    kept = spliced(old, former.cuts) if old else new_part(marks.uri)
    there = declaration(kept, former.uri or marks.uri)
    written = "".join(comment(key, spoken(noted, clauses), date, there)
                      for key, (_, noted) in zip(keys, groups, strict=True))
    parts[target] = spliced(kept, [append(kept, written.encode())])
    parts.update(unlinked(package, main, former.paragraphs))
    if old is None:
        parts.update(_named(package, main, target, stated, marks.uri == STRICT))
    return Annotated(repacked(data, parts), len(groups))


def _places(package: Package, main: str, body: bytes, limits: Limits) -> Places:
    """Numbering and styles as the reader had them: they decide which paragraphs are seen."""
    return Places(body, Styles(_read(package, main, "styles")), Numbering(_read(package, main, "numbering")),
                  limits)


def _read(package: Package, main: str, kind: str) -> bytes | None:
    try:
        part = package.related(main, kind)
        return package.read(part) if part else None
    except ReadError:
        return b"<"  # as the reader takes it


# ---- what is said where -----------------------------------------------------------------------------

Noted = tuple[Finding, bool]
"""A finding, and whether it has a place of its own."""


def _groups(places: Places, runs: Runs, findings: Iterable[Finding]) -> list[tuple[Anchor, list[Noted]]]:
    """Findings by the words that they are noted at, those of one cell together, in the order of the document."""
    noted: dict[tuple[int, int, int], tuple[list[Stretch], list[Noted]]] = {}
    for finding in findings:
        own = places.stretch(finding.place.origin)
        stretch = own or places.heading(finding.place.section)
        if stretch is None:
            raise ReadError("文件中没有可以加批注的段落")
        key = (0, 0, stretch.cell) if stretch.cell else (stretch.placed.span.start, stretch.start, stretch.end)
        stretches, group = noted.setdefault(key, ([], []))
        stretches.append(stretch)
        group.append((finding, own is not None))
    groups: dict[Anchor, list[Noted]] = {}
    for stretches, group in noted.values():
        groups.setdefault(runs.around(stretches), []).extend(group)
    return sorted(groups.items(), key=lambda item: (item[0].start.at, -item[0].end.at))


def spoken(noted: list[Noted], clauses: Mapping[str, str]) -> Iterator[str]:
    for finding, placed in noted:
        yield f"【{LEVEL_NAMES[finding.level]} {finding.rule}】{sentence(finding.message)}"
        if where := located(finding.place):
            yield f"位置：{where}"
        if not placed:
            yield "（这个问题在文中没有确定的位置，所以批注在这里。）"
        if finding.others:
            yield f"同因：{'、'.join(finding.others)}"
        if clause := clauses.get(finding.rule):
            yield f"依据：{sentence(clause)}"
        if finding.advice:
            yield f"建议：{sentence(finding.advice)}"


# ---- the part of comments ---------------------------------------------------------------------------


def _comments_part(package: Package, main: str) -> tuple[str, bool]:
    """The name of the part that holds the comments or is to, and whether a relationship names it."""
    named = [relation.target for relation in package.relationships(main) if relation.kind == "comments"]
    if named:
        return next((target for target in named if target in package), named[0]), True
    folder = main.rpartition("/")[0]
    stem = f"{folder}/comments" if folder else "comments"
    names = (f"{stem}{number or ''}.xml" for number in range(1_000_000))
    return next(name for name in names if name not in package), False


def _named(package: Package, main: str, target: str, stated: bool, strict: bool) -> dict[str, bytes]:
    """The lists of parts that have to name a new part for comments."""
    types = package.read(_TYPES)
    if types is None:
        raise ReadError("文件缺少内容类型清单，无法批注，请用 Word 或 WPS 另存为 .docx 后再批注")
    demand_utf8(types)
    changed: dict[str, bytes] = {}
    part = f'PartName="/{escape(target)}"'
    if part.lower().encode() not in types.lower():
        child = f'<{sibling(types, "Override")} {part} ContentType="{_COMMENTS_TYPE}"/>'
        changed[_TYPES] = spliced(types, [append(types, child.encode())])
    if not stated:
        folder, _, name = main.rpartition("/")
        place = "/".join(filter(None, (folder, "_rels", f"{name}.rels")))
        changed[place] = _related(package.read(place), target.rpartition("/")[2], strict)
    return changed


def _related(old: bytes | None, target: str, strict: bool) -> bytes:
    part = old or (b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                   b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>')
    demand_utf8(part)
    keys = (f"rIdReportlint{number or ''}" for number in range(1_000_000))
    key = next(key for key in keys if f'"{key}"'.encode() not in part and f"'{key}'".encode() not in part)
    child = f'<{sibling(part, "Relationship")} Id="{key}" Type="{_KIND[strict]}" Target="{escape(target)}"/>'
    return spliced(part, [append(part, child.encode())])
