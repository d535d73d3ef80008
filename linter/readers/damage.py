"""Text that is no words: what a wrong encoding, or several one after the other, left of a report.

Asked only where a text has next to none of the characters that every Chinese text has, so that no true report
pays for it. An encoding is named where the file, read by it, is Chinese; nothing is guessed from frequencies.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from html import unescape

from ..errors import ReadError

COMMON = "的一不在年月日有"
"""1 in 20 of the characters of any Chinese text, simplified or not; next to none of garbled text."""
_CJK = re.compile(r"[\u3400-\u9fff]")
_TAG = re.compile(r"<([a-zA-Z/!?][^<>]*)>")
_HIDING = ("script", "style")
_FOREIGN = re.compile(r"[\u0080-\u024f\u02c6\u02dc\u20ac\u2122\u2500-\u25a0\uff61-\uff9f]")
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})")
_READ = 2_000_000    # bytes or characters looked through for words
_SAMPLE = 20_000     # … and so many of the words
_LEAST = 40          # fewer visible characters tell nothing
_RESAVE = "请用记事本打开，确认文字正常后另存为 UTF-8 编码再检查"
_AGAIN = "请从原文件或原网页重新导出"

_BYTES = (("utf_16_le", "缺少标记的 UTF-16 "), ("utf_16_be", "缺少标记的 UTF-16 "),
          ("big5hkscs", " Big5 "), ("shift_jis", " Shift-JIS "), ("euc_jp", " EUC-JP "), ("euc_kr", " EUC-KR "),
          ("johab", " Johab "), ("cp037", " EBCDIC "))
_SEVEN_BITS = (("~{", "hz", " HZ "), ("\x1b$", "iso2022_jp_2", " ISO-2022 "), ("\x1b$", "iso2022_kr", " ISO-2022 "),
               ("\x0e", "iso2022_kr", " ISO-2022 "), ("+", "utf_7", " UTF-7 "))
_WRONG = (("latin_1", "西文 Latin-1"), ("cp1252", "西文 Windows-1252"), ("cp437", "DOS 西文"),
          ("cp1251", "西里尔文"), ("koi8_r", "西里尔文"), ("shift_jis", "日文 Shift-JIS"),
          ("euc_kr", "韩文 EUC-KR"), ("big5hkscs", " Big5"), ("gb18030", " GBK"))
_RIGHT = (("utf_8", "UTF-8"), ("gb18030", "GBK"), ("big5hkscs", " Big5 "))
_LOST = (("�", "�"), ("?？", "?"), ("□", "□"))
_STAMPS = ("锟斤拷", "烫烫烫", "屯屯屯")


def refuse_damage(text: str, data: bytes, name: str) -> None:
    """Raises ReadError where the words of a text that was read as the encoding `name` are none, and says why."""
    words = _words(text)
    if len(words) < _LEAST:
        return
    _refuse_lost(words)
    if Chinese.of(words).real:
        return
    for what in _encodings(data, words, name):
        raise ReadError(f"文件像是{what}编码，不能按 UTF-8 或 GB18030（GBK）读出文字；{_RESAVE}")
    for wrong, right in _conversions(words):
        raise ReadError(f"文件里的文字是乱码（{right} 编码的汉字被当作{wrong} 打开后又保存）；{_AGAIN}")
    foreign = len(_FOREIGN.findall(words))
    if len(_CJK.findall(words)) * 10 < len(words) < foreign * 3:
        raise ReadError(f"文件里的文字是乱码（汉字被当作外文字符保存）；{_RESAVE}")


def encoding_of(data: bytes) -> str:
    """The encoding that makes Chinese of a file which is neither UTF-8 nor GB18030, "" for none."""
    return next(_encodings(data, "", ""), "")


class Chinese:
    """How Chinese some words are."""

    def __init__(self, characters: int, common: int, other: int) -> None:
        self.real = characters >= _LEAST / 2 and common * 60 > characters > other / 2

    @classmethod
    def of(cls, words: str) -> Chinese:
        """By its characters, those that all Chinese texts have, and those beyond ASCII that are neither."""
        characters = len(_CJK.findall(words))
        plain = sum(char < "\x80" or "\u2010" <= char < "\u2040" or "\u3000" <= char < "\u3020" or
                    "\uff01" <= char < "\uff5f" for char in words)
        return cls(characters, sum(map(words.count, COMMON)), len(words) - characters - plain)


def _words(text: str) -> str:
    """The first visible characters of a text or page."""
    shown = unescape("".join(_between_tags(text[:_READ]))) if "<" in text or "&" in text else text
    return "".join(shown[:10 * _SAMPLE].split())[:_SAMPLE]


def _between_tags(text: str) -> Iterator[str]:
    hidden, parts = False, _TAG.split(text)
    for words, tag in zip(parts[::2], [*parts[1::2], ""], strict=True):
        yield "" if hidden else words
        name = tag.lower()
        hidden = name.startswith(_HIDING) or (hidden and not name.startswith(tuple(f"/{word}" for word in _HIDING)))


def _refuse_lost(words: str) -> None:
    for signs, shown in _LOST:
        if sum(map(words.count, signs)) * 5 > len(words):
            what = "汉字大多已变成问号（?）" if shown == "?" else f"文字大多已成乱码（{shown}）"
            raise ReadError(f"文件里的{what}，原字已丢失；{_AGAIN}")
    for stamp in _STAMPS:
        if words.count(stamp) * 15 > len(words):
            raise ReadError(f"文件里的文字大多已成乱码（{stamp}），原字已丢失；{_AGAIN}")


def _encodings(data: bytes, words: str, name: str) -> Iterator[str]:
    """The encodings other than `name` by which the bytes of a file are Chinese."""
    sample = data[:_READ]
    if data.isascii():
        yield from _seven_bits(sample, words)
        return
    for codec, shown in _BYTES if name != "UTF-8" else ():
        if Chinese.of(_words(sample.decode(codec, "replace"))).real:
            yield shown


def _seven_bits(sample: bytes, words: str) -> Iterator[str]:
    text = sample.decode("ascii")
    for sign, codec, shown in _SEVEN_BITS:
        if sign in text and Chinese.of(_words(sample.decode(codec, "replace"))).real:
            yield shown
    for shown, made in _wrapped(sample, text, words):
        for codec, _ in _RIGHT:
            if Chinese.of(_words(made.decode(codec, "replace"))).real:
                yield shown


def _wrapped(sample: bytes, text: str, words: str) -> Iterator[tuple[str, bytes]]:
    """What bytes may have been written as, and these bytes."""
    from quopri import decodestring
    from urllib.parse import unquote_to_bytes

    yield " quoted-printable ", decodestring(sample)
    yield "网址用的 %E6 ", unquote_to_bytes(sample)
    plain = _ESCAPES.sub(lambda found: chr(int(found[1], 16)), text)
    yield " \\u 转义", plain.encode("utf-8", "replace")
    for raw in (words, text):
        whole = "".join(raw.split())
        try:
            yield " Base64 ", b64decode(whole[:len(whole) // 4 * 4])
        except ValueError:
            continue


def _conversions(words: str) -> Iterator[tuple[str, str]]:
    """As which encoding the words were read wrongly, and which they are in; of a double one the last."""
    for wrong, shown in _WRONG:
        raw = words.encode(wrong, "ignore")
        for right, meant in _RIGHT:
            if right != wrong and Chinese.of("".join(raw.decode(right, "replace").split())).real:
                yield shown, meant
