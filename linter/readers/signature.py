"""What format a file's first bytes and inner names show, whatever its suffix says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import ReadError
from ..limits import LIMITS, Limits
from ..patterns import compiled

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"), (b"\x89PNG\r\n", "image"), (b"GIF87a", "image"), (b"GIF89a", "image"),
    (b"II*\0", "image"), (b"MM\0*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"), (b"Rar!\x1a\x07", "archive"), (b"\x1f\x8b\x08", "archive"),
)
_HTML = compiled(r"<(?:!doctype\s+html|html|head|meta|body|title)\b", re.IGNORECASE)
_HTML_FRAGMENT = compiled(r"\s*<(?:table|div|p|span|style|script|h[1-6]|center|font)\b", re.IGNORECASE)
_XML_WORD = compiled(r"\s*<\?xml.{0,300}?<\?mso-application\s+progid=\"Word", re.DOTALL)
_MHTML = compiled(r"\s*(?:mime-version:|from: ).{0,2000}?multipart/related", re.IGNORECASE | re.DOTALL)
_HEAD = 4096  # bytes in which a text's beginning is looked for


def format_by_content(data: bytes, promised: str, limits: Limits = LIMITS) -> str:
    """The format that the content itself shows; "" if it shows none (plain text, or nothing known).

    `promised` is the format of the suffix: a page of Markdown may well begin with an HTML tag.
    Raises ReadError for an encrypted or broken container.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(data, limits)
    if data.startswith(_OLE):
        return _ole_format(data)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.lstrip()[:5] == b"%PDF-" or (promised == "pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    return _text_format(_beginning(data), promised)


def _beginning(data: bytes) -> str:
    """The first characters as far as ASCII goes: enough to see markup."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").lstrip("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _text_format(head: str, promised: str) -> str:
    if _MHTML.match(head):
        return "mhtml"
    if _XML_WORD.match(head):
        return "xml"
    found = _HTML.match(head, _behind_comments(head))
    if found and (promised != "markdown" or found[0][1:5].lower() in ("!doc", "html")):
        return "html"
    fragment = promised not in ("text", "markdown") and _HTML_FRAGMENT.match(head, _behind_comments(head))
    return "html" if fragment else ""


def _behind_comments(head: str) -> int:
    """The offset of the first markup that is no XML declaration and no comment."""
    place = 0
    while True:
        place += len(head[place:]) - len(head[place:].lstrip())
        start = head[place:place + 5].lower()
        end = "?>" if start == "<?xml" else "-->" if start.startswith("<!--") else ""
        stop = head.find(end, place) if end else -1
        if stop < 0:
            return place
        place = stop + len(end)


def _zip_format(data: bytes, limits: Limits) -> str:
    from .zipped import ZipError, Zipped

    if data.count(b"PK\x01\x02") > limits.package_entries:
        crowded = "文件是压缩包，里面的文件异常多，不像一份年度报告；请解压后再检查其中的报告"
        raise limits.refused("package_entries", crowded)
    try:
        return packaged(member.name for member in Zipped(data).members)
    except ZipError:
        raise ReadError("文件已损坏（压缩结构不完整），可能没有下载完；请重新下载或另存后再检查") from None


def packaged(names: Iterable[str]) -> str:
    """The format of a zip file with these members, "archive" for none in particular."""
    inner = [name.replace("\\", "/").lstrip("/").lower() for name in names]  # case does not matter to Office
    for kind, known in (("word", "word/document"), ("ofd", "ofd.xml"), ("sheet", "xl/workbook"),
                        ("slides", "ppt/presentation"), ("odt", "content.xml")):
        if any(name.startswith(known) for name in inner):
            return kind
    return "archive"


def _ole_format(data: bytes) -> str:
    if _stream("EncryptedPackage") in data:
        raise ReadError("文件设有打开密码；请在 Word 或 WPS 中取消密码，另存为 .docx 后再检查")
    if _stream("WordDocument") not in data:
        if _stream("Workbook") in data:
            return "sheet"
        if _stream("PowerPoint Document") in data:
            return "slides"
    return "word97"


def _stream(name: str) -> bytes:
    """A stream's name as it stands in an OLE directory."""
    return name.encode("utf-16-le")
