"""Files made to hurt, through the whole command: each one clear sentence or read, never the others' loss.

All lie in one folder beside good reports and are checked by one process whose memory is bounded
(MEMORY, as address space), whose time is bounded (SECONDS, some ten times what an idle machine takes),
which may not connect anywhere, and which must leave the folder as it was.
"""

import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from formats import WRITERS, read_model
from readers.drawing import Page, ofd_of, pdf_of
from readers.word97 import doc_of
from reportlint import engine
from reportlint.cli import main
from reportlint.command import examiner
from reportlint.inputs import files
from reportlint.limits import FILE_SIZE, LIMITS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds of memory are Linux's")

MEMORY = 1_500 << 20
SECONDS = 240
MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")


def written(writer: str) -> bytes:
    return WRITERS[writer][1](read_model(MODEL)).fill()[0]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def with_parts(data: bytes, **changed: str | bytes) -> bytes:
    """A package with some parts (by the last word of their name) replaced."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    for name in parts:
        stem = name.rpartition("/")[2].partition(".")[0]
        parts[name] = changed.get(stem, parts[name])
    return zipped(parts)


def docx(body: str, before: str = "") -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return with_parts(written("docx"), document=f"{before}<w:document {space}><w:body>{body}</w:body></w:document>")


def rows_of(count: int, start: str, between: str, end: str, columns: int = 2) -> str:
    return "\n".join([start + between.join(["1"] * columns) + end] * count)


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


PAGE = written("html")
BILLION = '<!DOCTYPE a [<!ENTITY a "{}">'.format("x" * 99) + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9)) + "]>"
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'
W_ROW = "<w:tr>{}</w:tr>"
W_CELL = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
PDF = pdf_of(Page(texts=[(90, 90, 12, "公开")]))
OFD = ofd_of(Page(texts=[(90, 90, 12, "公开")]))
DOC = doc_of([("公开", "\r", b"", 0)])
DAMAGED = "损坏|不完整|没有传完整"

REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb in Word": ("a.docx", lambda: with_parts(written("docx"), document=bytes(70 << 20)), "异常庞大"),
    "a bomb in OFD": ("a.ofd", lambda: with_parts(OFD, OFD=bytes(70 << 20)), "异常庞大"),
    "a bomb in an archive": ("bomb.zip", lambda: zipped({"a.md": bytes(70 << 20)}), "异常庞大"),
    "an archive in an archive": ("nested.zip", lambda: zipped({"in.zip": zipped({"in.zip": zipped({"a": b""})})}),
                                 "解压"),
    "100 MB": ("100MB.html", lambda: b"SPARSE", "超过 64 MB"),
    "a long page": ("long.html", lambda: b"<html>" + b"<p>x" * (LIMITS.text_size // 4), "超过 16 MB"),
    "entities in Word": ("entities.docx", lambda: docx("<w:p>&a8;</w:p>", BILLION), "实体"),
    "an outer entity in Word": ("outer.docx", lambda: docx("<w:p>&a;</w:p>", OUTSIDE), "实体"),
    "an outer type in Word": ("remote.docx", lambda: docx("<w:p/>", REMOTE), "实体"),
    "entities in OFD": ("entities.ofd", lambda: with_parts(OFD, OFD=BILLION + "<a>&a8;</a>"), "实体"),
    "an outer entity in OFD": ("outer.ofd", lambda: with_parts(OFD, OFD=OUTSIDE + "<a>&a;</a>"), "实体"),
    "rows in HTML": ("rows.html", lambda: ("<html><table>" + rows_of(10_000, "<tr><td>", "<td>", "")).encode(), "行"),
    "columns in HTML": ("cols.html", lambda: ("<html><table>" + rows_of(2, "<tr><td>", "<td>", "", 10_000)).encode(),
                        "列|表格过大"),
    "rows in Markdown": ("rows.md", lambda: f"|a|b|\n|-|-|\n{rows_of(10_000, '|', '|', '|')}".encode(), "行"),
    "columns in Markdown": ("cols.md", lambda: f"{'|a' * 10_000}|\n{'|-' * 10_000}|\n{'|1' * 10_000}|".encode(), "列"),
    "rows in text": ("rows.txt", lambda: rows_of(10_000, "甲", "\t", "", 3).encode(), "行"),
    "a line of bars": ("bars.md", lambda: b"|" * 500_000, "列"),
    "columns in text": ("cols.txt", lambda: rows_of(3, "甲", "\t", "", 10_000).encode(), "列"),
    "rows in Word": ("rows.docx", lambda: docx(f"<w:tbl>{W_ROW.format(W_CELL * 2) * 10_000}</w:tbl>"), "行"),
    "columns in Word": ("cols.docx", lambda: docx(f"<w:tbl>{W_ROW.format(W_CELL * 10_000)}</w:tbl>"), "列|过大"),
    "depth in Word": ("deep.docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 30_000), DAMAGED + "|嵌套"),
    "characters": ("long.txt", lambda: ("公开信息。" * 200_000).encode(), "字"),
    "paragraphs": ("many.txt", lambda: "公开信息。\n".encode() * 50_000, "段"),
    "NULs": ("nul.txt", lambda: b"a\0\0\0" * 1000, "空字节"),
    "UTF-16 without a mark": ("u16.txt", lambda: MODEL.encode("utf-16-le"), "UTF-16|乱码|编码"),
    "letters of another alphabet": ("latin.txt", lambda: MODEL.encode().decode("latin-1").encode(), "乱码"),
    "UTF-8 taken for GBK": ("gbk.txt", lambda: MODEL.encode().decode("gb18030", "replace").encode(), "乱码|�"),
    "question marks": ("ask.txt", lambda: re.sub(r"[^\x00-\x7f]", "?", MODEL).encode(), "问号"),
    "RTF as Word": ("rtf.doc", lambda: b"{\\rtf1\\ansi hello}", "RTF"),
    "a scanned page": ("scan.pdf", lambda: pdf_of(Page(texts=[])), "文字"),
    "an empty file": ("empty.docx", lambda: b"", "空的"),
    "half of a Word file": ("half.docx", lambda: written("docx")[:2000], DAMAGED),
    "half of an OFD file": ("half.ofd", lambda: OFD[: len(OFD) // 2], DAMAGED),
    "a page cut within a letter": ("half.html", lambda: PAGE[:PAGE.rindex("。".encode()) + 1], "损坏的字节"),
    "half of a .doc": ("half.doc", lambda: DOC[: len(DOC) // 2], DAMAGED),
    "half of an archive": ("half.zip", lambda: zipped({"a.md": MODEL})[:500], DAMAGED),
    **{f"noise as {suffix}": (f"noise.{suffix}", lambda: noise(5000), "不是|损坏|乱码|编码")
       for suffix in ("docx", "doc", "wps", "pdf", "ofd", "html", "txt", "md", "mht", "zip", "rtf")},
}

READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a span beyond any table": ("span.html", lambda: written("html").replace(b"<td>", b'<td colspan="99999999">', 1)),
    "elements in elements": ("nest.html", lambda: b"<html>" + b"<div>" * 100_000 + b"x"),
    "tables in tables": ("tables.html", lambda: b"<html>" + b"<table><tr><td>" * 20_000 + b"x"),
    "half surrogates": ("half.txt", lambda: ("\ufeff" + MODEL).encode("utf-16-le") + b"\x00\xd8a\0\x00\xdc\n\0"),
    "a few NULs": ("nuls.md", lambda: MODEL.replace("公开", "公\0开", 3).encode()),
    "HTML as .doc": ("page.doc", lambda: written("html")),
    "Word as .txt": ("word.txt", lambda: written("docx")),
    "a report cut within a letter": ("cut.md", lambda: MODEL.encode("gb18030")[:1001]),
    "an archive's report": ("good.zip", lambda: zipped({"里.md": MODEL})),
}

RUN = """
import resource, socket, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
def refuse(*_): raise SystemExit("connected")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
from reportlint.cli import main
sys.exit(main(sys.argv[2:]))
"""


def checked(folder: Path) -> tuple[int, dict[str, Any], str]:
    """The command's exit status, its JSON, its standard error."""
    done = subprocess.run([sys.executable, "-c", RUN, str(MEMORY), ".", "-f", "json"], cwd=folder,
                          capture_output=True, timeout=SECONDS, check=False)
    return done.returncode, json.loads(done.stdout), done.stderr.decode()


def state(folder: Path) -> list[tuple[str, int, int]]:
    paths = sorted(os.fsencode(path) for path in folder.rglob("*"))
    return [(os.fsdecode(path), os.lstat(path).st_size, os.lstat(path).st_mtime_ns) for path in paths]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, Any], str]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, make, *_ in (*REFUSED.values(), *READ.values()):
        (folder / name).write_bytes(make())
    os.truncate(folder / "100MB.html", FILE_SIZE + (36 << 20))
    for name in (b"\xc4\xea\xb1\xa8.md", b"two\nlines.md", "好.md".encode()):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(MODEL, encoding="utf-8")
    os.mkfifo(folder / "pipe.md")
    os.symlink("/dev/zero", folder / "zero.md")
    os.symlink(".", folder / "loop")
    os.symlink("self.md", folder / "self.md")
    os.symlink("gone", folder / "gone.md")
    before = state(folder)
    result = checked(folder)
    assert state(folder) == before
    return result


def test_the_run_ends_with_2_and_the_good_reports_are_checked(run: tuple[int, dict[str, Any], str]) -> None:
    status, data, errors = run
    assert status == 2
    assert "Traceback" not in errors
    clean = {report["name"] for report in data["reports"]}
    assert any("好.md" in name for name in clean)
    assert sum(name.endswith("lines.md") for name in clean) == 1
    assert len(clean) == len(READ) + 3
    assert len(data["failures"]) == len(REFUSED) + 2
    assert data["skipped"] == 3


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_one_chinese_sentence(run: tuple[int, dict[str, Any], str], case: str) -> None:
    name, _, words = REFUSED[case]
    here = re.compile(rf"(?:\./)?{re.escape(name)}(?:/|$)")
    reasons = [item["reason"] for item in run[1]["failures"] if here.match(item["name"])]
    assert len(reasons) == 1
    assert re.search(words, reasons[0])
    assert "\n" not in reasons[0]
    assert "内部" not in reasons[0]
    assert len(re.findall(r"[\u4e00-\u9fff]", reasons[0])) > 8


@pytest.mark.parametrize("case", READ)
def test_what_can_be_read_is_judged(run: tuple[int, dict[str, Any], str], case: str) -> None:
    name = READ[case][0]
    shown = json.dumps([r for r in run[1]["reports"] if r.get("name", "").removeprefix("./").startswith(name)],
                       ensure_ascii=False)
    assert shown != "[]"
    assert "内部错误" not in shown


def test_no_failure_speaks_english(run: tuple[int, dict[str, Any], str]) -> None:
    for item in run[1]["failures"]:
        assert not re.search(r"[a-z]{3,} [a-z]{2,}", item["reason"]), item


def test_a_thousand_files_of_which_ten_are_broken(tmp_path: Path) -> None:
    for number in range(1000):
        broken = number % 100 == 50
        (tmp_path / f"{number:04}.{'docx' if broken else 'txt'}").write_bytes(
            noise(100 + number) if broken else f"青山县水利局{number}\n\n一、总体情况\n\n无。\n".encode())
    status, data, _ = checked(tmp_path)
    assert (status, len(data["reports"]), len(data["failures"])) == (2, 990, 10)


def test_a_file_that_vanishes_and_one_that_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md", "c.md"):
        Path(name).write_text(MODEL, encoding="utf-8")
    Path("d.zip").write_bytes(zipped({"d.md": MODEL}))
    load = examiner.content

    def changing(name: str, limit: int) -> bytes:
        if name == "a.md":
            os.remove("b.md")
            Path("d.zip").write_bytes(noise(999))
        return load(name, limit)

    monkeypatch.setattr(examiner, "content", changing)
    assert main(["."]) == 2
    errors = capfd.readouterr().err
    assert "b.md: 未检查：文件不存在" in errors
    assert "d.zip/d.md: 未检查：压缩包" in errors
    assert "检查了2份" in errors


def test_an_error_of_ours_is_one_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        Path(name).write_text(MODEL, encoding="utf-8")
    check = engine.check
    monkeypatch.setattr(engine, "check", lambda name, *rest: check(name, *rest) if name != "a.md" else [][1])
    assert main(["."]) == 2
    errors = capfd.readouterr().err
    assert "a.md" in errors
    assert "检查了1份" in errors
    assert files.find(["."], files.Wanted((".md",))).names == ["a.md", "b.md"]
