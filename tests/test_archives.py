"""Archives of reports: what lies in them, by what name, and what becomes of what is wrong with one."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from reportlint.cli import main
from reportlint.errors import ReadError
from reportlint.inputs import archives, files
from reportlint.limits import LIMITS, Limits

MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_bytes()
WANTED = files.Wanted((".md", ".docx", ".zip"), formats=".md .docx")


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return buffer.getvalue()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a member's name in other bytes, as programs write it that know no UTF-8."""
    assert len(old) == len(new)
    assert data.count(old) == 2
    return data.replace(old, new)


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """The archive with a field of its first header of this kind changed."""
    at = data.index(signature) + offset
    return data[:at] + value + data[at + len(value):]


def found_in(path: Path, wanted: files.Wanted = WANTED, limits: Limits = LIMITS) -> files.Found:
    return archives.expand(files.find([str(path)], wanted), wanted, lambda _: limits)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_members_are_named_by_their_path_through_the_archive(folder: Path) -> None:
    made = archive(("b/水利局.md", MODEL), ("a.md", MODEL), ("b/", b""), ("b\\财政局.md", MODEL))
    Path("年报.zip").write_bytes(made)
    found = found_in(Path("年报.zip"))
    assert found.names == ["年报.zip/a.md", "年报.zip/b/水利局.md", "年报.zip/b/财政局.md"]
    assert (found.failures, found.skipped) == ([], 0)
    assert archives.load("年报.zip/b/水利局.md", 10**6) == MODEL
    assert len(archives.load("年报.zip/a.md", 10)) == 11


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_the_flag_are_utf8_or_gbk(folder: Path, encoding: str) -> None:
    raw = "水利局年报.md".encode(encoding)
    Path("a.zip").write_bytes(renamed(archive(("x" * len(raw), MODEL)), b"x" * len(raw), raw))
    assert found_in(Path("a.zip")).names == ["a.zip/水利局年报.md"]
    assert archives.load("a.zip/水利局年报.md", 10**6) == MODEL


def test_locks_hidden_files_and_other_kinds_are_counted(folder: Path) -> None:
    names = ("~$a.docx", ".a.md", ".git/a.md", "__MACOSX/._a.md", "图.png", "说明.rar")
    Path("a.zip").write_bytes(archive(("a.md", MODEL), *((name, b"x") for name in names)))
    found = found_in(Path("a.zip"))
    assert (found.names, found.skipped, found.failures) == (["a.zip/a.md"], len(names), [])


def test_a_link_is_no_report(folder: Path) -> None:
    link = zipfile.ZipInfo("a.md")
    link.external_attr = 0o120777 << 16
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(link, "/etc/passwd")
        made.writestr("b.md", MODEL)
    Path("a.zip").write_bytes(buffer.getvalue())
    found = found_in(Path("a.zip"))
    assert (found.names, found.skipped, found.failures) == (["a.zip/b.md"], 1, [])


def test_exclude_reaches_into_archives(folder: Path) -> None:
    Path("a.zip").write_bytes(archive(("a.md", MODEL), ("旧/b.md", MODEL)))
    wanted = files.Wanted((".md", ".zip"), leaves_out=lambda path, folder, within: "旧" in path.split("/"))
    found = found_in(Path("a.zip"), wanted)
    assert (found.names, found.skipped, found.excluded) == (["a.zip/a.md"], 1, 1)


def test_a_report_whose_suffix_is_zip_stays_a_file(folder: Path) -> None:
    Path("a.zip").write_bytes(archive(("[Content_Types].xml", b"x"), ("word/document.xml", b"x")))
    Path("b.zip").write_bytes(b"no archive")
    found = found_in(folder)
    assert [name.rpartition("/")[2] for name in found.names] == ["a.zip", "b.zip"]


CROWDED = archive(*((f"{number}.png", b"") for number in range(LIMITS.archive_members + 1)))
WHOLE = {
    "nothing in it": (archive(("图.png", b"x")), "没有找到报告"),
    "empty": (archive(), "没有找到报告"),
    "cut short": (archive(("a.md", MODEL))[:-30], "已损坏"),
    "its directory gone": (archive(("a.md", MODEL)).replace(b"PK\1\2", b"PK\1\3"), "已损坏"),
    "too many members": (CROWDED, "文件太多"),
    "a directory said to be huge": (
        patched(archive(("a.md", MODEL)), b"PK\5\6", 12, struct.pack("<L", 10**9)), "文件太多"),
    "unpacked too large in all": (
        patched(archive(("a.md", MODEL), ("b.md", MODEL)), b"PK\1\2", 24, struct.pack("<L", 0xFFFFFFFE)),
        "上限 archive-total=2048MB"),
}


@pytest.mark.parametrize("case", WHOLE)
def test_an_archive_that_cannot_be_used_is_one_failure(
    folder: Path, case: str
) -> None:
    data, words = WHOLE[case]
    Path("a.zip").write_bytes(data)
    found = found_in(Path("a.zip"), limits=Limits(archive_total=2**31))
    assert [failure.name for failure in found.failures] == ["a.zip"]
    assert words in found.failures[0].reason
    assert found.names == []


MEMBERS = {
    "encrypted": (patched(archive(("a.md", MODEL)), b"PK\1\2", 8, b"\1\0"), "密码"),
    "an unknown method": (archive(("a.md", MODEL), method=zipfile.ZIP_LZMA), "压缩方式"),
    "a bomb": (archive(("a.md", bytes(8 << 20))), "异常庞大"),
    "a false size": (patched(archive(("a.md", bytes(2 << 20))), b"PK\1\2", 24, struct.pack("<L", 99)), "已损坏"),
    "a false checksum": (patched(archive(("a.md", MODEL)), b"PK\1\2", 16, b"abcd"), "已损坏"),
    "a header gone": (patched(archive(("a.md", MODEL)), b"PK\3\4", 26, b"\xff\xff"), "已损坏"),
    "bytes of another": (patched(archive(("a.md", MODEL)), b"PK\3\4", 40, bytes(20)), "已损坏"),
}


@pytest.mark.parametrize("case", MEMBERS)
def test_a_member_that_cannot_be_read_is_its_own_failure(folder: Path, case: str) -> None:
    data, words = MEMBERS[case]
    Path("a.zip").write_bytes(data)
    assert found_in(Path("a.zip")).names == ["a.zip/a.md"]
    with pytest.raises(ReadError, match=words):
        archives.load("a.zip/a.md", 1 << 26)


def test_one_name_twice_is_a_failure(folder: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        Path("a.zip").write_bytes(archive(("a.md", MODEL), ("a.md", MODEL), ("b.md", MODEL)))
    found = found_in(Path("a.zip"))
    assert found.names == ["a.zip/b.md"]
    assert [failure.name for failure in found.failures] == ["a.zip/a.md"]


def test_the_command_checks_every_member_and_says_which_it_could_not(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    inner = archive(("c.md", MODEL))
    made = archive(("好.md", MODEL), ("坏.docx", b"PK\3\4"), ("里.zip", inner), ("../出去.md", MODEL), ("~$.docx", b""))
    Path("a.zip").write_bytes(made)
    before = sorted(folder.parent.rglob("*"))
    assert main(["."]) == 2
    out, err = capfd.readouterr()
    assert "a.zip/坏.docx" in err
    assert "a.zip/里.zip" in err
    assert "请解压" in err
    assert "检查了2份" in err
    assert "a.zip/../出去.md" in out
    assert sorted(folder.parent.rglob("*")) == before


def test_a_size_of_ones_own(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_bytes(MODEL)
    assert main(["a.md", "--max-size", "0.001"]) == 2
    assert "0.001 MB" in capfd.readouterr().err
    assert main(["a.md", "--max-size", "1"]) == 0
    for wrong in ("0", "-1", "x", "nan", "inf", "9999"):
        assert main(["a.md", f"--max-size={wrong}"]) == 2
