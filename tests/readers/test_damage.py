"""Encodings that nobody should use, and what wrong ones leave of a report: one sentence, exit status 2."""

import base64
import quopri
import re
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import pytest
from formats import WRITERS, read_model
from reportlint.errors import ReadError
from reportlint.readers import read

MODEL = (Path(__file__).parents[2] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")


def written(writer: str) -> str:
    return WRITERS[writer][1](read_model(MODEL)).fill()[0].decode()


REPORTS = {".txt": written("cells"), ".html": written("html")}
TRADITIONAL = ("政府資訊公開工作年度報告。本年度的報告由本局於一月三十一日公布，在主動公開方面，有一項不予公開的申請，"
               "不在年度的範圍內；一年的收費為零。" * 9)


def bytes_in(encoding: str) -> Callable[[str], bytes]:
    return lambda text: text.encode(encoding, "ignore")


def misread(right: str, *wrong: str, errors: str = "replace") -> Callable[[str], bytes]:
    """Written in one encoding and read in another, saved and read again …"""
    def made(text: str) -> bytes:
        for encoding in wrong:
            text = text.encode(right, "ignore").decode(encoding, errors)
        return text.encode()
    return made


def letters(pattern: str, instead: str) -> Callable[[str], bytes]:
    return lambda text: re.sub(pattern.replace("X", "[\u3400-\u9fff]"), instead, text).encode()


DAMAGED: dict[str, tuple[Callable[[str], bytes], str]] = {
    "HZ": (bytes_in("hz"), "像是 HZ 编码"),
    "UTF-7": (bytes_in("utf-7"), "像是 UTF-7 编码"),
    "Big5": (lambda text: (text[:300] + TRADITIONAL).encode("big5", "ignore"), "像是 Big5 编码"),
    "Big5 of Hong Kong": (bytes_in("big5hkscs"), "像是 Big5 编码"),
    "Shift-JIS": (bytes_in("shift_jis"), "像是 Shift-JIS 编码"),
    "EUC-JP": (bytes_in("euc_jp"), "像是 EUC-JP 编码"),
    "ISO-2022": (bytes_in("iso2022_jp"), "像是 ISO-2022 编码"),
    "UTF-16 without a mark": (bytes_in("utf-16-le"), "缺少标记的 UTF-16 编码"),
    "UTF-16 the other way": (bytes_in("utf-16-be"), "缺少标记的 UTF-16 编码"),
    "quoted-printable": (lambda text: quopri.encodestring(text.encode()), "quoted-printable 编码"),
    "Base64": (lambda text: base64.encodebytes(text.encode()), "Base64 编码"),
    "as in addresses": (lambda text: urllib.parse.quote(text).encode(), "%E6 编码"),
    "as in programs": (lambda text: text.encode("ascii", "backslashreplace"), r"\\u 转义"),
    "UTF-8 as GBK": (misread("utf-8", "gbk"), "UTF-8 被当作 GBK"),
    "UTF-8 as GBK, holes closed": (misread("utf-8", "gbk", errors="ignore"), "UTF-8 被当作 GBK"),
    "UTF-8 as GBK twice": (misread("utf-8", "gbk", "gbk"), "UTF-8 被当作 GBK"),
    "UTF-8 as Latin-1": (misread("utf-8", "latin-1"), "西文"),
    "UTF-8 as Latin-1 twice": (misread("utf-8", "latin-1", "latin-1"), "西文"),
    "UTF-8 as Windows-1252": (misread("utf-8", "cp1252"), "西文"),
    "UTF-8 as DOS": (misread("utf-8", "cp437"), "西文"),
    "UTF-8 as Cyrillic": (misread("utf-8", "cp1251"), "UTF-8 编码的汉字被当作西里尔文"),
    "UTF-8 as Japanese": (misread("utf-8", "shift_jis"), "UTF-8 编码的汉字被当作日文"),
    "UTF-8 as Big5": (misread("utf-8", "big5"), "�"),
    "GBK as Latin-1": (misread("gbk", "latin-1"), "西文"),
    "GBK as Windows-1252": (misread("gbk", "cp1252"), "西文"),
    "GBK as Big5": (misread("gbk", "big5"), "GBK 编码的汉字被当作 Big5"),
    "GBK as Japanese": (misread("gbk", "shift_jis"), "GBK 编码的汉字被当作日文"),
    "GBK as Korean": (misread("gbk", "euc_kr"), "GBK 编码的汉字被当作韩文"),
    "GBK as Cyrillic": (misread("gbk", "koi8-r"), "GBK 编码的汉字被当作西里尔文"),
    "GBK as UTF-8": (misread("gbk", "utf-8"), "�"),
    "GBK as UTF-8, then as GBK": (lambda text: misread("utf-8", "gbk")(misread("gbk", "utf-8")(text).decode()),
                                  "锟斤拷"),
    "question marks": (letters("X", "?"), "问号"),
    "wide question marks": (letters("X", "？"), "问号"),
    "half of it question marks": (letters("(X)X", r"\1?"), "问号"),
    "replacement characters": (letters("X", "�"), "�"),
    "squares": (letters("X", "□"), "□"),
    "kun jin kao": (letters("X{3}", "锟斤拷"), "锟斤拷"),
    "tang": (letters("X{2}", "烫烫"), "烫烫烫"),
    "tun": (letters("X{2}", "屯屯"), "屯屯屯"),
}


@pytest.mark.parametrize("suffix", REPORTS)
@pytest.mark.parametrize("case", DAMAGED)
def test_damage_is_named(case: str, suffix: str) -> None:
    made, said = DAMAGED[case]
    with pytest.raises(ReadError, match=said) as error:
        read(f"a{suffix}", made(REPORTS[suffix]))
    assert "\n" not in error.value.reason


SOUND: dict[str, bytes] = {
    "asks.txt": (written("cells") + "为什么？？？" * 20).encode(),
    "boxes.txt": (written("cells") + "□□□ 是 □□□ 否\n" * 9).encode(),
    "gbk.txt": written("cells").encode("gb18030"),
    "gbk.html": written("html").encode("gb18030"),
    "entities.html": written("html").encode("ascii", "xmlcharrefreplace"),
    "styles.html": written("html").replace("<body", f"<style>{'a{b:c}' * 90_000}</style><body").encode(),
    "english.txt": b"The annual report of the office, in plain words. " * 40,
    "russian.txt": ("Годовой отчет о работе, раскрытие информации. " * 40).encode(),
    "numbers.txt": b"1\t2\t3\n" * 500,
    "traditional.txt": TRADITIONAL.encode(),
    "short.txt": "烫烫烫".encode(),
    "label.html": f'<html><meta charset="big5"><p>{TRADITIONAL}'.encode("big5"),
}


@pytest.mark.parametrize("name", SOUND)
def test_words_are_no_damage(name: str) -> None:
    assert read(name, SOUND[name]).blocks
