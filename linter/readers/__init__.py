"""Readers: one module a file format, each `read(name, data) -> Source`; here is who reads what.

A reader is imported when its format comes: parsing HTML or PDF costs start-up time.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ..errors import ReadError
from ..limits import LIMITS, Limits
from ..model import Source
from .bounds import bounded
from .signature import format_by_content

READERS = {
    "text": "text",
    "markdown": "markdown",
    "html": "html",
    "word": "docx",
    "word97": "doc",
    "pdf": "pdf",
    "ofd": "ofd",
    "mhtml": "mhtml",
}
"""Format → module of this package."""

SUFFIXES = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html",
    ".docx": "word", ".docm": "word",
    ".doc": "word97", ".wps": "word97",
    ".pdf": "pdf", ".ofd": "ofd",
    ".rtf": "rtf", ".mht": "mhtml", ".mhtml": "mhtml",
    ".zip": "archive",
}
"""What a walk through a folder collects, in small letters, with the format that the suffix promises."""

TITLES = {
    "word": "Word 文档（.docx）", "word97": "Word 97–2003 文档（.doc、.wps）", "pdf": "PDF 文件",
    "ofd": "OFD 文件", "html": "网页文件", "text": "文本文件", "markdown": "Markdown 文件",
    "rtf": "RTF 文件（.rtf）", "mhtml": "单个文件网页（.mht）", "xml": "Word 2003 XML 文件",
    "sheet": "电子表格文件", "slides": "演示文稿文件", "odt": "ODF 文本文件（.odt）",
    "archive": "压缩包", "image": "图片文件",
}
"""Format → what a clerk calls it."""

_BINARY = ("word", "word97", "pdf", "ofd", "rtf", "mhtml", "archive")  # have a signature: without it they are damaged
_FRONT = 5_000  # characters of a text in which control characters are looked for
_BLANK = b"\0 \t\r\n\v\f\xef\xbb\xbf\xfe\xff"  # white space and the marks of byte order
_TEXTS = ("text", "markdown", "html")


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The file `name` with content `data`, by the reader of its format; content goes before suffix.

    Raises ReadError for an empty, too large, damaged, encrypted, unknown or not supported file.
    """
    _refuse_size(data, limits, "file_size")
    if not data[:4096].strip(_BLANK) and not data.strip(_BLANK):
        raise ReadError("文件是空的；请确认选对了文件")
    kind = format_of(name, data, limits)
    if kind not in READERS:
        raise _unsupported(kind)
    if kind in _TEXTS:
        _refuse_size(data, limits, "text_size")
    try:
        return bounded(_reader(kind)(name, data, limits), limits)
    except ModuleNotFoundError as error:  # turbohtml, pypdfium2 are asked for when a file is read
        raise _lacking(kind, error) from None


def _refuse_size(data: bytes, limits: Limits, bound: str) -> None:
    if len(data) > getattr(limits, bound):
        most = limits.shown(bound).replace("MB", " MB")
        raise limits.refused(bound, f"文件超过 {most}，不像一份年度报告；请压缩其中的图片后再检查")


def format_of(name: str, data: bytes, limits: Limits = LIMITS) -> str:
    """The format of a file, a key of TITLES. Raises ReadError if it is unknown or damaged."""
    suffix = _suffix(name)
    promised = SUFFIXES.get(suffix, "text" if suffix in ("", ".") else "")
    found = format_by_content(data, promised, limits)
    if found:
        return found
    if promised in ("word", "word97") and _words(data, limits):
        return "text"
    if promised in _BINARY:
        raise ReadError(f"文件扩展名是 {suffix}，内容却不是{TITLES[promised]}，可能已损坏；请重新另存")
    if not promised:
        known = " ".join(key for key, kind in SUFFIXES.items() if kind in READERS)
        raise ReadError(f"不认识的文件类型 {suffix}（能读：{known}）；请另存为 .docx 后再检查")
    return promised


def _words(data: bytes, limits: Limits) -> bool:
    """Whether a file without a signature is Chinese text all the same, as editors save it under any name."""
    from .encoding import CJK, decode

    try:
        text = decode(data[:limits.text_size])[0]
    except ReadError:
        return False
    return len(CJK.findall(text)) * 4 > len(text) and not any(ord(char) < 9 for char in text[:_FRONT])


def _suffix(name: str) -> str:
    """The suffix of a file's name with its dot, in small letters; "" for none."""
    stem, dot, end = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return dot + end.lower() if stem else ""


def _unsupported(kind: str) -> ReadError:
    if kind == "archive":
        return ReadError("文件是压缩包；请解压后再检查其中的报告")
    if kind == "image":
        return ReadError("文件是图片，无法读取其中的文字；请提供报告的文字版（.docx 等）")
    return ReadError(f"暂不支持{TITLES[kind]}；请用 Word 或 WPS 打开，另存为 .docx 后再检查")


def _reader(kind: str) -> Callable[[str, bytes, Limits], Source]:
    module = f"{__name__}.{READERS[kind]}"
    try:
        reader: Callable[[str, bytes, Limits], Source] = import_module(module).read
    except ModuleNotFoundError as error:
        if error.name == module:
            raise _unsupported(kind) from None
        raise _lacking(kind, error) from None
    return reader


def _lacking(kind: str, error: ModuleNotFoundError) -> ReadError:
    return ReadError(f"读取{TITLES[kind]}所需的组件 {error.name} 没有安装；请安装它，或另存为 .docx")
