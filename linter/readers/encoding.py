"""Bytes of a text format to its characters: BOM, strict UTF-8, the page's own label, GB18030; no guesser."""

from __future__ import annotations

import codecs

from ..errors import ReadError
from ..patterns import compiled

_BOMS = ((codecs.BOM_UTF8, "UTF-8"), (codecs.BOM_UTF16_LE, "UTF-16LE"), (codecs.BOM_UTF16_BE, "UTF-16BE"))
_CHINESE_LABELS = {"gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "gb18030", "chinese", "csgb2312"}
_SAMPLE = 8_000  # characters looked at for damage
_COMMON = "的一不在年月日有"  # 1 in 20 of any Chinese text, next to none of garbled text
_RESAVE = "请用记事本打开，确认文字正常后另存为 UTF-8 编码再检查"
_LATIN = compiled(r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u20ac]")
CJK = compiled(r"[\u3400-\u9fff]")
_QUESTION_RUN = compiled(r"\?{2,}")
_STAMPS = ("锟斤拷", "烫烫烫", "屯屯屯", "□□□", "？？？", "���")  # what lost words look like, where others are left
_WORTH, _RARE = 40, 1_500  # from so many characters on; real pages, their markup too, have one common in some 300
_ASKED = 400  # question marks of a sample that no page's addresses have


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The characters of `data`, line ends as "\\n", and the IANA name of its encoding.

    `declared` is the label that the file gives itself (an HTML page's meta), believed after UTF-8 only.
    A NUL becomes a space, an unpaired surrogate U+FFFD, so that neither troubles what comes later.
    Raises ReadError if no encoding fits, or if the words were lost before the file was saved.
    """
    text, name = _characters(data, declared)
    if "\0" in text:
        if text.count("\0") * 20 > len(text):
            raise ReadError(f"文件里有大量空字节，不是文本文件，或是缺少标记的 UTF-16 文件；{_RESAVE}")
        text = text.replace("\0", " ")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_damage(text[:_SAMPLE], name)
    _refuse_hidden_damage(text, data, name)
    return text, name


def _characters(data: bytes, declared: str) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _after_bom(data[len(bom):], name), name
    for name in ("UTF-8", *_believed(declared), "GB18030"):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise _undecodable(data)


def _after_bom(data: bytes, name: str) -> str:
    if name != "UTF-8":
        return data.decode(name, "replace")
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise _undecodable(data) from None


def _believed(declared: str) -> tuple[str, ...]:
    """The codec of a declared label; () for unknown ones, and for one-byte codes, which fit any bytes."""
    label = declared.strip().strip("\"'").lower()
    if not label or label in _CHINESE_LABELS:
        return ()
    try:
        found = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ()
    return {"big5": ("Big5",), "big5hkscs": ("Big5-HKSCS",), "euc_tw": ()}.get(found, ())


def _refuse_hidden_damage(text: str, data: bytes, name: str) -> None:
    """Looks for damage among a page's markup, and for encodings that fit by chance, where a text has no words."""
    sample = text[:_SAMPLE]
    if any(map(sample.__contains__, _STAMPS)) or sample.count("?") > _ASKED or (
            sum(map(sample.count, _COMMON)) * _RARE < len(sample) >= _WORTH
            and sum(map(text.count, _COMMON)) * _RARE < len(text)):
        from .damage import refuse_damage

        refuse_damage(text, data, name)


def _undecodable(data: bytes) -> ReadError:
    """Says where UTF-8 breaks off when nearly all of the file is UTF-8, else only that nothing fits."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    broken = sample.count("\ufffd")
    if len(CJK.findall(sample)) > 20 * max(broken, 1):
        return _broken_utf8(data)
    from .damage import encoding_of

    if found := encoding_of(data):
        return ReadError(f"文件像是{found}编码，不是 UTF-8 或 GB18030（GBK）；{_RESAVE}")
    return ReadError(f"文件不是 UTF-8 或 GB18030（GBK）编码的文本，可能已损坏或不是文本文件；{_RESAVE}")


def _broken_utf8(data: bytes) -> ReadError:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return ReadError(f"文件是 UTF-8 编码，但第 {line} 行有损坏的字节；请重新导出或从原网页重新复制")
    return ReadError(f"文件的文字编码有误；{_RESAVE}")


def _refuse_damage(text: str, name: str) -> None:
    """Raises ReadError if most words were lost by a wrong conversion before the file was saved."""
    if text.count("\ufffd") * 5 > len(text) >= 20:
        raise ReadError("文件里的文字大多已成乱码（�），原字已丢失；请从原文件或原网页重新导出")
    if sum(map(text.count, _COMMON)) * 200 > len(text) or len(text) < 20:
        return
    chinese, visible = len(CJK.findall(text)), sum(map(len, text.split()))
    if chinese * 10 < visible and sum(map(len, _QUESTION_RUN.findall(text))) * 4 > visible:
        raise ReadError("文件里的汉字大多已变成问号（?），原字已丢失；请从原文件或原网页重新导出")
    if chinese * 10 < visible and len(_LATIN.findall(text)) * 3 > visible:
        raise ReadError(f"文件里的文字是乱码（汉字被当作西文字符保存）；{_RESAVE}")
    if text.count("锟斤拷") * 15 > visible:
        raise ReadError("文件里的文字大多已成乱码（锟斤拷），原字已丢失；请从原文件或原网页重新导出")
    _refuse_utf8_as_gbk(text[:2000], name)


def _refuse_utf8_as_gbk(text: str, name: str) -> None:
    """Chinese in UTF-8 once read as GBK: as bytes again it is UTF-8, which real words never are."""
    raw = text.encode("gb18030", "replace")
    back = raw.decode("utf-8", "replace")
    chinese = len(CJK.findall(back))
    if chinese < 10 or back.count("\ufffd") * 2 > chinese:
        return
    if name == "GB18030":
        raise _broken_utf8(raw)
    raise ReadError("文件里的文字是乱码（UTF-8 被当作 GBK 打开后又保存）；请从原文件或原网页重新导出")
