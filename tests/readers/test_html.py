"""HTML pages against their expected blocks, tokenized both ways; every character stands where it is said."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlint.errors import ReadError
from reportlint.model import Grid, Line, Source, Text
from reportlint.readers import html
from reportlint.readers.html import tokenizer as html_tokens
from reportlint.readers.html.scanner import scan
from reportlint.readers.html.tokenizer import END, REFERENCE, START, TEXT, unmet

CASES = Path(__file__).parent / "html"
REPORTS = Path(__file__).parents[2] / ".." / "shared" / "reports"
PAGES = sorted(CASES.glob("*.html")) + sorted(REPORTS.glob("*.html"))
needs_turbohtml = pytest.mark.skipif(html_tokens._turbohtml() is None, reason="turbohtml is not installed")


@pytest.fixture(params=["turbohtml", "scanner"])
def tokenizer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Reads with the one, then with the other."""
    if request.param == "scanner":
        monkeypatch.setattr(html_tokens, "_turbohtml", lambda: None)
    elif html_tokens._turbohtml() is None:
        pytest.skip("turbohtml is not installed")
    return str(request.param)


def dump(source: Source) -> str:
    """One line a block: `L[level][~ chrome][? unread] line:column text`, `T number rows×columns`, then its cells."""
    found = [f"encoding {source.encoding}", *(f"{name} = {value}" for name, value in source.metadata)]
    for block in source.blocks:
        if isinstance(block, Line):
            mark = f"L{block.level or ''}{'~' if block.chrome else ''}{'?' if block.unread else ''}"
            found.append(f"{mark} {_place(block.text)} {_shown(block.text)}")
            continue
        found.append(f"T {block.number} {len(block.rows)}×{block.width}{' ragged' if block.ragged else ''}")
        found += [f"{cell.row},{cell.column} ({cell.rowspan}×{cell.colspan}) "
                  f"{_place(cell.text)} {_shown(cell.text)}" for cell in _cells(block)]
    return "\n".join(line.rstrip() for line in found) + "\n"


def _cells(grid: Grid) -> list:
    return list({id(cell): cell for row in grid.rows for cell in row}.values())


def _place(text: Text) -> str:
    return f"{text.origin().line}:{text.origin().column}"


def _shown(text: Text) -> str:
    return text.value.replace("\n", "⏎").replace("\u00a0", "␣")


def _texts(source: Source) -> Iterator[Text]:
    for block in source.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell.text for cell in _cells(block))


@pytest.mark.parametrize("page", sorted(CASES.glob("*.html")), ids=lambda page: page.stem)
def test_page_gives_its_blocks(page: Path, tokenizer: str) -> None:
    assert dump(html.read(page.name, page.read_bytes())) == page.with_suffix(".out").read_text("utf-8")


@needs_turbohtml
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_both_tokenizers_read_the_same(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = page.read_bytes()
    fast = html.read(page.name, data)
    monkeypatch.setattr(html_tokens, "_turbohtml", lambda: None)
    assert html.read(page.name, data) == fast


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_characters_stand_where_they_are_said_to(page: Path, tokenizer: str) -> None:
    _assert_places(html.read(page.name, page.read_bytes()))


def _assert_places(source: Source) -> None:
    for text in _texts(source):
        for offset, char in enumerate(text.value):
            place = text.origin(offset, offset + 1)
            there = (source.lines[place.line - 1] + "\n")[place.column - 1:][:1]
            assert there == char or there == "&" or char in " \n", (text.value, offset, place)


def test_slots_agree_with_spans(tokenizer: str) -> None:
    for page in PAGES:
        for block in html.read(page.name, page.read_bytes()).blocks:
            if isinstance(block, Grid):
                _assert_slots(block)


def _assert_slots(grid: Grid) -> None:
    for row_number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            assert cell.row <= row_number < cell.row + cell.rowspan
            assert cell.column <= column < cell.column + cell.colspan


@pytest.mark.skipif(not REPORTS.exists(), reason="real reports are not here")
@pytest.mark.parametrize(("name", "sizes"), [
    ("04-shuyang-fagaiju-2023", [(6, 4), (14, 4), (28, 10), (4, 15)]),
    ("12-pingtan-2022", [(14, 4), (28, 10), (4, 15)]),
    ("16-suqian-shi-2023", [(14, 4), (28, 10), (4, 15)]),
])
def test_tables_of_real_reports(name: str, sizes: list[tuple[int, int]]) -> None:
    source = html.read(name, (REPORTS / f"{name}.html").read_bytes())
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    assert [(len(grid.rows), grid.width) for grid in grids] == sizes
    assert not any(grid.ragged for grid in grids)


@pytest.mark.parametrize(("data", "label"), [
    (b'<meta charset="gb2312">', "gb2312"),
    (b"<META http-equiv=Content-Type content='text/html; charset = GBK'>", "GBK"),
    (b'<?xml version="1.0" encoding="big5"?>', "big5"),
    (b"<p>charset=gbk", ""),
    (b" " * 5000 + b"<meta charset=gbk>", ""),
])
def test_declared_encoding(data: bytes, label: str) -> None:
    assert html.declared_encoding(data) == label


# Bounds

@pytest.mark.parametrize("page", [
    "<div>" * 40_000 + "<p>甲",
    "<table><tr><td>" * 40_000 + "甲",
    "<table><tr><td>x<td>" * 20_000 + "甲",
    "<div hidden>" * 12_000 + "甲",
    "<div class=nav>甲" * 12_000,
    "<svg>" * 20_000 + "甲",
    "<table><tr>" + "<td colspan=60>甲" * 1500,
    "<table>" + "<tr><td rowspan=9999>甲<td>乙" * 3000,
    "<p>" + "&nbsp;" * 40_000 + "甲",
    "<a " + "x='" * 40_000,
    "<!--" * 40_000 + "甲",
    "甲<" * 40_000,
    "&" * 120_000 + "甲",
    "<script>" + "<!--<script>" * 20_000,
    "<p>" + " \n" * 80_000 + "甲",
    "<pre>" + "甲\n" * 40_000,
], ids=lambda page: page[:24])
def test_hostile_pages_are_read_in_time(page: str, tokenizer: str) -> None:
    began = time.process_time()
    html.read("x.html", page.encode())
    assert time.process_time() - began < 10  # about half a second at rest; quadratic would be minutes


@pytest.mark.parametrize("page", [
    "<table>" + ("<tr>" + "<td colspan=2>" * 500) * 500 + "<td>甲",
    "<table><tr>" + "<td>甲" * 3000,
    "<table><tr>" + "<td colspan=50 rowspan=60000>甲" * 2 + "<tr><td colspan=50>乙" * 9000,
], ids=["many", "wide", "spanned"])
def test_tables_beyond_any_report_are_refused(page: str, tokenizer: str) -> None:
    with pytest.raises(ReadError, match="表格过大"):
        html.read("x.html", page.encode())


# Properties

_TAGS = ["p", "div", "span", "b", "table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "h1", "h2",
         "ul", "li", "br", "hr", "pre", "nav", "footer", "script", "style", "title", "textarea", "select",
         "option", "svg", "template", "a", "o:p", "meta", "noscript"]
_ATTRIBUTES = st.sampled_from([
    "", " rowspan=2", " colspan='3'", ' colspan="99999999"', " rowspan=0", " hidden", ' style="display:none"',
    " class=nav", ' class="x" id=footer', " a='>'", " /", ' b="', " =", " charset=gbk",
    " name=n content='c&amp;d'"])
_WORDS = st.sampled_from([
    "甲", "乙丙", " ", "\n", "\t ", "12", "a b", "&nbsp;", "&lt;", "&#20013;", "&#x4e2d", "&bogus;", "&", "<",
    "</", "</>", "<!--", "-->", "<!x>", "<?y?>", "。", "一、", "𠮷", "\u00a0", "&notit;", "]]>",
    "<![CDATA[", ">", '"', "'", "\r\n", "&gtq", "&#0;", "&#1;", "&#xd800;", "&#99999999;", "&#x80;", "&amp",
    "&ampx=", "<3", "<a", "\ufeff", "\f", "&#10;", "&NotEqualTilde;"])
_ASKED = ("rowspan", "colspan", "style", "class", "id", "name", "content", "hidden", "charset")
_SOUP = st.lists(st.one_of(
    _WORDS,
    st.builds("<{}{}>".format, st.sampled_from(_TAGS), _ATTRIBUTES),
    st.builds("</{}>".format, st.sampled_from(_TAGS))), max_size=40).map("".join)


@given(_SOUP)
@settings(max_examples=300, deadline=None)
def test_any_soup_is_read_with_true_places(soup: str) -> None:
    source = html.read("x.html", soup.encode())
    _assert_places(source)
    for block in source.blocks:
        if isinstance(block, Grid):
            _assert_slots(block)


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_source_or_a_read_error(data: bytes) -> None:
    with suppress(ReadError):
        assert html.read("x.html", data).format == "html"


@needs_turbohtml
@given(_SOUP)
@settings(max_examples=400, deadline=None)
def test_scanner_cuts_as_turbohtml_does(soup: str) -> None:
    soup = soup.replace("\r\n", "\n").replace("</>", "<!>")
    tokenize = html_tokens._turbohtml()
    assert tokenize is not None
    assert _told(scan(soup)) == _told(tokenize(soup))


def _told(tokens: Iterable) -> list[tuple]:
    """What the reader uses of tokens; adjoining texts as one."""
    found = []
    for token in tokens:
        if token.type in (TEXT, REFERENCE):
            tail = unmet(token.data, token.source) if token.type == REFERENCE else len(token.data)
            if tail < len(token.data):
                found.append((REFERENCE, token.data[:len(token.data) - tail], token.line, token.col))
            if tail:
                column = token.col + (len(token.source) - tail if token.type == REFERENCE else 0)
                found.append((TEXT, token.data[-tail:], token.line, column))
        elif token.type in (START, END):
            extra = [token.attr(name) for name in _ASKED] if token.type == START else []
            found.append((token.type, token.tag, token.line, token.col, *extra))
        else:
            found.append(("other", "", token.line, token.col))
    return [piece for is_text, run in groupby(found, lambda piece: piece[0] == TEXT)
            for piece in (_merged(list(run)) if is_text else run)]


def _merged(texts: list[tuple]) -> list[tuple]:
    return [(TEXT, "".join(text[1] for text in texts), *texts[0][2:])]


def test_scanner_against_a_third_tokenizer() -> None:
    """justhtml cuts the same pages into the same tags and words (it gives no places)."""
    stream = pytest.importorskip("justhtml").stream
    for page in PAGES:
        text = html.decode(page.read_bytes(), "")[0]
        ours = [(token.tag, token.data) for token in scan(text)
                if token.type in (TEXT, START, END, REFERENCE)]
        theirs = [(data if kind == "end" else data[0], None) if kind in ("start", "end") else (None, data)
                  for kind, data in stream(text) if kind in ("start", "end", "text")]
        assert _joined(ours) == _joined(theirs), page.name


def _joined(pieces: list[tuple[str | None, str | None]]) -> list[tuple[str | None, str]]:
    return [piece for is_text, run in groupby(pieces, lambda piece: piece[0] is None)
            for piece in ([(None, "".join(data or "" for _, data in run))] if is_text
                          else [(tag, "") for tag, _ in run])]


# Generated reports

@pytest.mark.parametrize("seed", range(6))
def test_generated_tables_come_back_cell_by_cell(seed: int, tokenizer: str) -> None:
    chance = random.Random(seed)
    wanted, markup = _generated(chance)
    encoding = chance.choice(["utf-8", "gb18030"])
    source = html.read("x.html", f"<meta charset=gb2312><p>甲县</p>{markup}<p>乙</p>".encode(encoding))
    (grid,) = [block for block in source.blocks if isinstance(block, Grid)]
    assert [[cell.text.value for cell in row] for row in grid.rows] == wanted


def _generated(chance: random.Random) -> tuple[list[list[str]], str]:
    """A grid with random merged cells, and its HTML as careless programs write it."""
    height, width = chance.randint(3, 30), chance.randint(2, 15)
    grid = [[""] * width for _ in range(height)]
    rows = []
    for row in range(height):
        cells = []
        for column in range(width):
            if grid[row][column]:
                continue
            across = next((n for n in range(1, width - column) if grid[row][column + n]), width - column)
            colspan = chance.randint(1, min(across, 3)) if row else 1
            rowspan = chance.choice([1, 1, 1, 2, 3]) if row and column + colspan < width else 1
            rowspan = min(rowspan, height - row)
            words = f"格{row}-{column}"
            for below in range(rowspan):
                grid[row + below][column:column + colspan] = [words] * colspan
            cells.append(f'<td rowspan={rowspan} colspan="{colspan}"><p><span>格{row}</span>-{column}</p>')
        rows.append("<tr>" + "</td>\n".join(cells) + chance.choice(["", "</tr>"]))
    return grid, f"<table>{''.join(rows)}</table>"


def test_lines_are_in_source_order() -> None:
    source = html.read("x.html", (CASES / "spans.html").read_bytes())
    starts = [(text.origin().line, text.origin().column) for text in _texts(source)]
    assert all(first < second for first, second in pairwise(starts))
