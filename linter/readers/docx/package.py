"""A Word file as a package of parts (OPC, ISO/IEC 29500-2): finds parts by relationship, reads them bounded.

Knows zip and relationships, nothing of Word's text. Everything that is wrong with the file ends here as
ReadError; parts that a report can be read without are given as None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from posixpath import join, normpath
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from ...errors import ReadError
from ...limits import LIMITS, MEGABYTE, Limits
from ...records import dataclass
from ..bounds import UNLIKE
from ..zipped import DEFLATED, ENCRYPTED, STORED, Member, ZipError, Zipped

DAMAGED = "文件已损坏或没有传完整，请用 Word 或 WPS 打开确认后另存为 .docx 再检查"
_ENCRYPTED = "文件设有密码，无法读取，请取消密码后另存为 .docx 再检查"
_BOMB = "文件解压后异常庞大，为安全起见没有读取，请用 Word 或 WPS 另存为 .docx 再检查"
_NOT_WORD = "文件不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx 再检查"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Relationship:
    """From a part to another. `kind` is the last word of its type: "officeDocument", "styles" …; the target is
    `written` as seen from the part's `folder`."""

    kind: str
    written: str
    folder: str

    @property
    def target(self) -> str:
        """The name of the part that is pointed to."""
        return _resolved(self.folder, self.written)


class Package:
    """The parts of one file. Names are absolute, without the leading slash; case does not matter."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._limits = limits
        if data.startswith(_OLE):
            locked = "EncryptedPackage".encode("utf-16-le") in data
            raise ReadError(_ENCRYPTED if locked else _NOT_WORD)
        if not data.startswith(b"PK"):
            raise ReadError(_NOT_WORD)
        if data.count(b"PK\x01\x02") > limits.package_entries:
            raise limits.refused("package_entries", _BOMB)
        try:
            self._zip = Zipped(data)
        except ZipError:
            raise ReadError(DAMAGED) from None
        if sum(member.size for member in self._zip.members) > limits.word_total:
            raise limits.refused("word_total", _BOMB)
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self._members = {_folded(member.name): member for member in self._zip.members}

    def __contains__(self, part: str) -> bool:
        return _folded(part) in self._members

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, None if there is no such part. Raises ReadError."""
        member = self._members.get(_folded(part))
        if member is None:
            return None
        self._guard(member)
        try:
            content = self._zip.read(member)
        except ZipError:
            raise ReadError(DAMAGED) from None
        if (tags := content.count(b"<")) > (most := self._limits.word_tags):
            raise self._limits.refused("word_tags", f"文件的一个部分有 {tags} 个标签（最多 {most} 个），{UNLIKE}")
        return content

    def _guard(self, member: Member) -> None:
        limits = self._limits
        if member.flags & ENCRYPTED:
            raise ReadError(_ENCRYPTED)
        if member.method not in (STORED, DEFLATED):
            raise ReadError(DAMAGED)
        if member.size > 10_000_000 and member.size > limits.word_ratio * member.packed:
            raise limits.refused("word_ratio", _BOMB)
        if member.size > limits.word_part:
            found, most = (f"{size / MEGABYTE:.3g} MB" for size in (member.size, limits.word_part))
            raise limits.refused("word_part", f"文件的一个部分解压后有 {found}（最多 {most}），{UNLIKE}")

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """The relationships of a part ("" for the package itself) to other parts of the package."""
        if part not in self._relationships:
            folder, _, name = part.rpartition("/")
            data = self.read(join(folder, "_rels", f"{name}.rels"))
            self._relationships[part] = tuple(_relationships(data, folder)) if data else ()
        return self._relationships[part]

    def related(self, part: str, kind: str) -> str | None:
        """The first part of this package that `part` points to by `kind`."""
        targets = (rel.target for rel in self.relationships(part) if rel.kind == kind)
        return next((target for target in targets if target in self), None)

    def main_part(self) -> str:
        """The name of the document's own part. Raises ReadError where there is none."""
        types = self._content_types()
        found = self.related("", "officeDocument")
        if found and types.get(_folded(found), "").endswith("+xml"):
            if "word" not in types[_folded(found)]:
                raise ReadError(_NOT_WORD)
            return found
        stated = (name for name, kind in types.items() if "word" in kind and kind.endswith("main+xml"))
        found = found or next((name for name in stated if name in self), None)
        if found is None and "word/document.xml" in self:
            found = "word/document.xml"
        if found is None:
            raise ReadError(_NOT_WORD)
        return found

    def _content_types(self) -> dict[str, str]:
        """Folded part name → content type in lower case, of the parts that state their own."""
        data = self.read("[Content_Types].xml")
        types: dict[str, str] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            if name.rpartition(" ")[2] == "Override":
                part = attributes.get("PartName", "")
                types[_folded(part)] = attributes.get("ContentType", "").lower()

        if data:
            parse_part(data, start)
        return types


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relationships(data: bytes, folder: str) -> Iterator[Relationship]:
    found: list[Relationship] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append(Relationship(kind, attributes.get("Target", ""), folder))

    parse_part(data, start)
    yield from found


def _resolved(folder: str, target: str) -> str:
    path = (_unquoted(target) if "%" in target else target).replace("\\", "/")
    return normpath(path if path.startswith("/") else join("/", folder, path)).lstrip("/")


def _unquoted(target: str) -> str:
    from urllib.parse import unquote  # few packages have such names

    return unquote(target)


Start = Callable[[str, dict[str, str]], None]


def guarded_parser(namespaces: bool = True, names: dict[str, str] | None = None) -> XMLParserType:
    """An expat parser that refuses document types and with them entities of any kind.

    With `namespaces`, names come as "URI name", or as `names` has them shorter (expat looks every name up
    in its table of interned strings, so that this costs nothing); else as they are written.
    """
    parser = ParserCreate(None, " " if namespaces else None, dict(names or {}))
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise ReadError("文件中含有文档类型或实体声明，为安全起见没有读取，请用 Word 另存为 .docx 再检查")


def run_parser(parser: XMLParserType, data: bytes) -> None:
    """Sends a whole part through its handlers. Raises ReadError where it is not well-formed."""
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError):
        raise ReadError(DAMAGED) from None


def parse_part(data: bytes, start: Start) -> None:
    """Sends the elements of a part to `start`, text left out. Raises ReadError."""
    parser = guarded_parser()
    parser.StartElementHandler = start
    run_parser(parser, data)
