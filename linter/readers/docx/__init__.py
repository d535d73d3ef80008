"""Word documents (.docx, .docm): Office Open XML, ISO/IEC 29500, by the standard library alone."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ReadError
from ...limits import LIMITS, Limits
from ...model import Source
from .blocks import Count, blocks_of
from .numbering import Numbering
from .package import Package, guarded_parser, run_parser
from .quick import QuickBody
from .styles import Styles

_CORE = {"http://purl.org/dc/elements/1.1/ title": "title",
         "http://purl.org/dc/elements/1.1/ creator": "creator"}


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The document's blocks as its reader sees them.

    A paragraph's text begins with the number that Word puts before it ("一、"), so offsets in it count
    from there. Headers, footers, notes and comments are not part of it. Raises ReadError.
    """
    package = Package(data, limits)
    main = package.main_part()
    styles = Styles(_part(package, main, "styles"))
    numbering = Numbering(_part(package, main, "numbering"))
    text = package.read(main)
    if not text:
        raise ReadError("文件中没有正文，请用 Word 或 WPS 打开确认后另存为 .docx 再检查")
    body = QuickBody(text, styles, numbering, limits)
    return Source(name, "word", tuple(blocks_of(body.story, Count(limits=limits))), metadata=_metadata(package),
                  remarks=tuple(_remarks(styles.damaged, numbering.damaged, body.embedded)))


def _part(package: Package, main: str, kind: str) -> bytes | None:
    """A part that helps to read the text; one that cannot be unpacked is taken for a damaged one."""
    try:
        part = package.related(main, kind)
        return package.read(part) if part else None
    except ReadError:
        return b"<"


def _remarks(styles: bool, numbering: bool, embedded: bool) -> Iterator[str]:
    if styles:
        yield "文档的样式部分已损坏，没有全部读取；标题级别、自动编号可能因此缺失"
    if numbering:
        yield "文档的自动编号部分已损坏，没有全部读取；标题的序号可能因此缺失"
    if embedded:
        yield "文档中嵌入了其他文件的内容，这部分没有读取；请在 Word 中把它转为正文后再检查"


def _metadata(package: Package) -> tuple[tuple[str, str], ...]:
    """Title and author as the file's properties state them; none where they cannot be read."""
    found: dict[str, str] = {}
    current = ""

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal current
        current = _CORE.get(name, "")

    def words(text: str) -> None:
        if current:
            found[current] = found.get(current, "") + text

    def end(_: str) -> None:
        nonlocal current
        current = ""

    try:
        part = package.related("", "core-properties")
        parser = guarded_parser()
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = words
        run_parser(parser, (part and package.read(part)) or b"<none/>")
    except ReadError:
        return ()
    return tuple((key, found[key].strip()) for key in _CORE.values() if found.get(key, "").strip())
