"""A web page saved as one file reads like the page."""

from __future__ import annotations

import quopri
import time
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlint.errors import ReadError
from reportlint.limits import Limits
from reportlint.model import Grid
from reportlint.readers import html, mhtml, read

PAGE = ('<html><head><meta charset="utf-8"></head><body><h1>某局2024年度报告</h1><p>正文一段。</p>'
        '<table border="1"><tr><td colspan="2">项</td></tr><tr><td>甲</td><td>7</td></tr></table></body></html>')


def file(body, encoding, charset="utf-8"):
    return (b"From: <Saved by Browser>\r\nSubject: report\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;"
            b"\r\n\ttype=\"text/html\";\r\n\tboundary=\"--=_b\"\r\n\r\n\r\n----=_b\r\nContent-Type: text/html; charset="
            + charset.encode() + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + body
            + b"\r\n----=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
            b"----=_b--\r\n")


FILES = {
    "quoted": file(quopri.encodestring(PAGE.encode()), b"quoted-printable"),
    "base64": file(b64encode(PAGE.encode()), b"base64"),
    "gbk": file(b64encode(PAGE.replace("utf-8", "gb2312").encode("gbk")), b"base64", "gb2312"),
    "wide": file(b64encode(PAGE.replace('<meta charset="utf-8">', "").encode("utf-16-le")), b"base64", "utf-16le"),
}


def words(source):
    return [[[c.text.value for c in row] for row in b.rows] if isinstance(b, Grid) else b.text.value
            for b in source.blocks]


@pytest.mark.parametrize("name", FILES)
def test_the_page_in_the_file(name):
    assert words(read("报告.mht", FILES[name])) == words(html.read("r.html", PAGE.encode()))


def test_places_are_not_those_of_lines():
    source = read("报告.mhtml", FILES["quoted"])
    grid = next(b for b in source.blocks if isinstance(b, Grid))
    origin = grid.rows[1][1].text.origin()
    assert (origin.line, origin.table, origin.row, origin.cell) == (0, 1, 2, 2)
    assert not source.textual


@pytest.mark.parametrize("junk", [b";" * 40_000, b'; a="' + b'\\"' * 20_000 + b";" * 20_000, b";\r\n\ta=b" * 9_000])
def test_a_head_made_to_take_long_is_refused_at_once(junk):
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related" + junk + b"\r\n\r\n--x\r\n"
    began = time.process_time()
    with pytest.raises(ReadError, match="没有网页正文"):
        mhtml.read("r.mht", data)
    assert time.process_time() - began < 0.5


def test_a_page_in_a_frame_and_a_page_too_large():
    frame = file(b"<html><frameset><frame src=3Dx></frameset></html>", b"quoted-printable")
    inner = FILES["quoted"].partition(b"\r\n\r\n\r\n")[2]
    assert words(mhtml.read("r.mht", frame.replace(b"----=_b--", inner))) == words(html.read("r.html", PAGE.encode()))
    assert not mhtml.read("r.mht", frame).blocks
    with pytest.raises(ReadError, match=r"网页过大.*上限 text-size="):
        mhtml.read("r.mht", FILES["base64"], Limits(text_size=100))


def test_without_a_page():
    with pytest.raises(ReadError, match="没有网页正文"):
        mhtml.read("r.mht", FILES["base64"].replace(b"text/html; charset", b"text/plain; charset"))


@given(st.integers(0, len(FILES["quoted"])), st.binary(max_size=20))
def test_broken_files_give_a_source_or_a_read_error(place, put):
    data = FILES["quoted"][:place] + put + FILES["quoted"][place + len(put):]
    try:
        source = mhtml.read("r.mht", data)
    except ReadError:
        return
    assert source.format == "html"
