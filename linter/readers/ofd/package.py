"""An OFD file as a package (GB/T 33190-2016 §6, §7): its pages in order, their parts read within bounds.

Knows zip, XML and where pages are listed, nothing of what is drawn on them. Everything that is wrong with
the file ends here as ReadError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from posixpath import join, normpath
from xml.parsers.expat import ExpatError, ParserCreate

from ...errors import ReadError
from ...limits import LIMITS, Limits
from ...records import dataclass, field
from ..zipped import ENCRYPTED, Member, ZipError, Zipped

DAMAGED = "文件已损坏或没有传完整；请重新下载，或用原文（Word、WPS）另存为 .docx 后再检查"
_BOMB = "文件解压后异常庞大，为安全起见没有读取；请重新导出 OFD，或提供 Word 原稿"
_LOCKED = "文件设有密码或经过加密，无法读取；请取消加密后再检查"
_TOO_LONG = "文件超过 {most} 页，不像一份年度报告；请只保留报告本身再检查"
_ENTITIES = "文件中含有文档类型或实体声明，为安全起见没有读取；请重新导出 OFD，或提供 Word 原稿"

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class PagePart:
    """A page: the part that draws it, the parts of templates drawn with it, its document's usual size (left,
    top, width, height in mm) where the page states none."""

    part: str
    size: tuple[float, ...]
    templates: dict[str, str] = field(default_factory=dict)


class Package:
    """The parts of one file by their folded names."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._limits = limits
        if data.count(b"PK\x01\x02") > limits.package_entries:
            raise limits.refused("package_entries", _BOMB)
        try:
            self._zip = Zipped(data)
        except ZipError:
            raise ReadError(DAMAGED) from None
        self._members = {_folded(member.name): member for member in self._zip.members}
        self._read = 0

    def read(self, part: str) -> bytes:
        """The bytes of a part, empty if there is no such part. Raises ReadError."""
        member = self._members.get(_folded(part))
        if member is None:
            return b""
        if member.flags & ENCRYPTED:
            raise ReadError(_LOCKED)
        self._read += member.size
        self._guard(member)
        try:
            return self._zip.read(member)
        except ZipError:
            raise ReadError(DAMAGED) from None

    def _guard(self, member: Member) -> None:
        limits = self._limits
        most = limits.ofd_ratio * member.packed if member.size > 1_000_000 else member.size
        for found, bound, allowed in ((member.size, "ofd_ratio", most), (member.size, "ofd_part", limits.ofd_part),
                                      (self._read, "ofd_total", limits.ofd_total)):
            if found > allowed:
                raise limits.refused(bound, _BOMB)

    def title(self) -> str:
        """The title that the file states of itself, "" for none."""
        return "".join(text for name, text in texts(self.read("OFD.xml")) if name == "Title").strip()

    def pages(self) -> Iterator[PagePart]:
        """The pages of all documents in the package, in order."""
        roots = [text.strip() for name, text in texts(self.read("OFD.xml")) if name == "DocRoot"]
        if not roots:
            locked = any("encrypt" in name for name in self._members)
            raise ReadError(_LOCKED if locked else DAMAGED)
        count = 0
        for root in roots:
            for page in self._document(_resolved("", root)):
                count += 1
                if count > (most := self._limits.ofd_pages):
                    raise self._limits.refused("ofd_pages", _TOO_LONG.format(most=most))
                yield page

    def _document(self, part: str) -> list[PagePart]:
        pages: list[str] = []
        templates: dict[str, str] = {}
        folder = part.rpartition("/")[0]

        def start(name: str, attributes: Attributes) -> None:
            if name == "Page" and "BaseLoc" in attributes:
                pages.append(_resolved(folder, attributes["BaseLoc"]))
            elif name == "TemplatePage":
                templates[attributes.get("ID", "")] = _resolved(folder, attributes.get("BaseLoc", ""))

        content = self.read(part)
        if not content:
            raise ReadError(DAMAGED)
        parse(content, start)
        size = next((numbers(text) for name, text in texts(content) if name == "PhysicalBox"), ())
        return [PagePart(page, size if len(size) == 4 else (0.0, 0.0, 210.0, 297.0), templates) for page in pages]


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _resolved(folder: str, place: str) -> str:
    place = place.strip().replace("\\", "/")
    return normpath(place if place.startswith("/") else join("/", folder, place)).lstrip("/")


def numbers(text: str) -> tuple[float, ...]:
    """The numbers of an array (ST_Array), those that are none or far off left out."""
    found = []
    for word in text.split():
        try:
            value = float(word)
        except ValueError:
            continue
        if abs(value) < 1e6:
            found.append(value)
    return tuple(found)


def parse(data: bytes, start: Callable[[str, Attributes], None],
          end: Callable[[str], None] | None = None, words: Callable[[str], None] | None = None) -> None:
    """Sends a part through handlers; names come without their namespace. Raises ReadError where the part is
    not well-formed, or declares entities."""
    parser = ParserCreate(None, " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if words:
        parser.CharacterDataHandler = words
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError):
        raise ReadError(DAMAGED) from None


def _refuse(*_: object) -> None:
    raise ReadError(_ENTITIES)


def texts(data: bytes) -> list[tuple[str, str]]:
    """Element names and the text that stands directly in them, in the order the elements end."""
    found: list[tuple[str, str]] = []
    open_texts: list[str] = []

    def start(_: str, __: Attributes) -> None:
        open_texts.append("")

    def end(name: str) -> None:
        found.append((name, open_texts.pop()))

    def words(text: str) -> None:
        if open_texts:
            open_texts[-1] += text

    if data:
        parse(data, start, end, words)
    return found
