"""What a list of paths comes to, and bytes from whatever lies there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlint.errors import ReadError
from reportlint.inputs import files
from reportlint.inputs.files import Wanted, find, load, tidy
from reportlint.inputs.ignores import Written, left_out


def leaving(*patterns: str) -> Callable[[str, bool, str], bool]:
    return lambda path, folder, within: left_out(path, folder, [Written("", patterns)], within)


WANTED = Wanted((".txt", ".docx"), formats=".docx .txt")
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")
unprivileged = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "报告/年 报.TXT",
        "报告/b/一.docx",
        "报告/a.txt",
        "报告/~$锁定.docx",
        "报告/.~锁定.docx",
        "报告/.藏.txt",
        "报告/图.png",
        "报告/.git/里.txt",
        "空/图.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_a_folder_is_walked_in_order_without_locks_hidden_and_other_files(folder: Path) -> None:
    found = find(["报告"], WANTED)
    assert found.names == ["报告/a.txt", "报告/b/一.docx", "报告/年 报.TXT"]
    assert found.skipped == 4
    assert found.failures == []


@pytest.mark.parametrize("path", [".", "./", "./报告/", "报告//", '"报告"', "'报告'"])
def test_names_are_shown_the_same_however_the_path_is_written(folder: Path, path: str) -> None:
    assert find([path], WANTED).names == find(["报告"], WANTED).names


def test_absolute_paths_are_shown_relative_where_they_can_be(folder: Path) -> None:
    assert find([str(folder / "报告")], WANTED).names[0] == "报告/a.txt"
    assert tidy(str(folder)) == "."
    os.chdir("空")
    assert find([str(folder / "报告")], WANTED).names[0] == (folder / "报告/a.txt").as_posix()
    assert find(["../报告"], WANTED).names[0] == "../报告/a.txt"


def test_each_file_once(folder: Path) -> None:
    assert find(["报告/a.txt", "报告", "./报告/a.txt"], WANTED).names.count("报告/a.txt") == 1


def test_a_missing_path_and_an_empty_folder_are_failures_beside_the_others(folder: Path) -> None:
    found = find(["没有.txt", "空", "报告"], WANTED)
    assert [failure.name for failure in found.failures] == ["没有.txt", "空"]
    assert "不存在" in found.failures[0].reason
    assert ".docx .txt" in found.failures[1].reason
    assert len(found.names) == 3
    assert find(["空"], Wanted((".txt",), empty=True)).failures == []


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("a.txt", ["报告/b/一.docx", "报告/年 报.TXT"]),
        ("*.txt", ["报告/b/一.docx", "报告/年 报.TXT"]),
        ("b", ["报告/a.txt", "报告/年 报.TXT"]),
        ("/报告/b/", ["报告/a.txt", "报告/年 报.TXT"]),
        ("报告/年*", ["报告/a.txt", "报告/b/一.docx"]),
    ],
)
def test_exclude(folder: Path, pattern: str, left: list[str]) -> None:
    found = find(["报告"], Wanted((".txt", ".docx"), leaves_out=leaving(pattern)))
    assert (found.names, found.excluded + found.closed > 0) == (left, True)


def test_named_files_are_excluded_only_by_force(folder: Path) -> None:
    paths = ["报告/a.txt", "报告/~$锁定.docx"]
    assert find(paths, Wanted((".txt",), leaves_out=leaving("a.*"))).names == paths
    forced = find(paths, Wanted((".txt",), force=True, leaves_out=leaving("a.*")))
    assert (forced.names, forced.skipped, forced.excluded, forced.failures) == ([], 2, 1, [])


def test_a_folder_of_nothing_but_what_is_left_out_says_so(folder: Path) -> None:
    found = find(["报告"], Wanted((".txt", ".docx"), leaves_out=leaving("*.txt", "*.TXT", "b/")))
    assert [failure.reason for failure in found.failures] == [
        "文件夹中没有找到报告；有2份报告、1个文件夹被 .gitignore、exclude 等排除；请确认路径，或直接指定文件"]


@posix
def test_links_pipes_and_loops(folder: Path) -> None:
    os.symlink("..", "报告/圈")
    os.symlink("a.txt", "报告/链.txt")
    os.symlink("没有", "报告/断.txt")
    os.mkfifo("报告/管.txt")
    found = find(["报告"], WANTED)
    assert found.names == ["报告/a.txt", "报告/b/一.docx", "报告/年 报.TXT", "报告/断.txt", "报告/链.txt"]
    assert found.skipped == 6
    with pytest.raises(ReadError, match="不存在"):
        load("报告/断.txt", 10)
    with pytest.raises(ReadError, match="不是普通文件"):
        load("报告/管.txt", 10)
    with pytest.raises(ReadError, match="不是普通文件"):
        load("/dev/zero", 10)


@posix
def test_a_folder_that_is_its_own_link(folder: Path) -> None:
    os.symlink("绕", "绕")
    assert find(["绕"], WANTED).failures[0].reason


@posix
@unprivileged
def test_what_may_not_be_read_is_a_failure(folder: Path) -> None:
    os.chmod("报告/b", 0)
    try:
        assert [failure.name for failure in find(["报告"], WANTED).failures] == ["报告/b"]
    finally:
        os.chmod("报告/b", 0o700)


@posix
def test_names_that_are_no_text_or_have_line_breaks(folder: Path) -> None:
    for name in (b"\xff\xfe.txt", b"a\nb.txt"):
        (Path(os.fsdecode(b"\xe7\xa9\xba/" + name))).write_bytes(b"!")
    names = find(["空"], WANTED).names
    assert [os.fsencode(name) for name in names] == [b"\xe7\xa9\xba/a\nb.txt", b"\xe7\xa9\xba/\xff\xfe.txt"]
    assert [load(name, 9) for name in names] == [b"!", b"!"]


def test_load_reads_no_more_than_needed_to_know_that_it_is_too_much(folder: Path) -> None:
    Path("大.txt").write_bytes(b"x" * 100)
    assert len(load("大.txt", 10)) == 11
    assert len(load("大.txt", 100)) == 100


@pytest.mark.parametrize(
    ("path", "words"),
    [("报告", "文件夹|权限"), ("没有", "不存在"), ("报告/a.txt/b", "不是文件夹|不存在"), ("a\0b", "不能用")],
)
def test_load_says_in_chinese_what_is_wrong(folder: Path, path: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        load(path, 10)


def test_replace_is_whole_or_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Path("出.json")
    files.replace(str(target), b"old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        files.replace(str(target), b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["出.json"]


@posix
def test_replace_keeps_mode_and_follows_links(folder: Path) -> None:
    Path("真.json").write_bytes(b"old")
    os.chmod("真.json", 0o640)
    os.symlink("真.json", "链.json")
    files.replace("链.json", b"new")
    assert Path("真.json").read_bytes() == b"new"
    assert Path("链.json").is_symlink()
    assert os.stat("真.json").st_mode & 0o777 == 0o640


def test_root_is_the_repository(folder: Path) -> None:
    assert files.root_above(str(folder / "报告" / "b")) == (folder / "报告").as_posix()
