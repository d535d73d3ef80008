"""Patterns as in .gitignore: by examples, and against git itself where it is at hand."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlint.inputs.ignores import Written, left_out

CASES: list[tuple[list[str], str, bool]] = [
    (["草稿"], "草稿/年报.md", True),
    (["草稿"], "甲/草稿", True),
    (["草稿/"], "甲/草稿/年报.md", True),
    (["草稿/"], "甲/草稿", False),  # a file
    (["/草稿"], "甲/草稿/年报.md", False),
    (["/草稿"], "草稿/年报.md", True),
    (["甲/*.md"], "甲/年报.md", True),
    (["甲/*.md"], "甲/乙/年报.md", False),
    (["甲/*.md"], "丙/甲/年报.md", False),
    (["**/甲/*.md"], "丙/甲/年报.md", True),
    (["甲/**"], "甲/乙/年报.md", True),
    (["甲/**/年报.md"], "甲/年报.md", True),
    (["甲/**/年报.md"], "甲/乙/丙/年报.md", True),
    (["*.md", "!年报.md"], "甲/年报.md", False),
    (["!年报.md", "*.md"], "甲/年报.md", True),
    (["甲/", "!甲/年报.md"], "甲/年报.md", True),  # what lies in a folder left out stays out
    (["甲/*", "!甲/年报.md"], "甲/年报.md", False),
    (["年报?.md"], "年报1.md", True),
    (["年报?.md"], "年报.md", False),
    (["年报[0-9].md"], "年报1.md", True),
    (["年报[!0-9].md"], "年报1.md", False),
    (["#年报.md"], "#年报.md", False),
    (["\\#年报.md"], "#年报.md", True),
    (["\\!年报.md"], "!年报.md", True),
    (["年报.md  "], "年报.md", True),
    ([""], "年报.md", False),
    (["[年报.md"], "[年报.md", True),
    (["年报.MD"], "年报.md", False),
]


@pytest.mark.parametrize(("patterns", "path", "expected"), CASES)
def test_pattern(patterns: list[str], path: str, expected: bool) -> None:
    assert left_out(path, False, [Written("", tuple(patterns))]) is expected


def test_where_it_was_written_and_who_goes_before() -> None:
    inner = Written("县/甲", ("/稿", "!留.md"))
    assert left_out("县/甲/稿/年报.md", False, [inner])
    assert not left_out("县/稿/年报.md", False, [inner])
    assert not left_out("县/甲/乙/稿/年报.md", False, [inner])
    outer = Written("县", ("*.md",))
    assert left_out("县/甲/年报.md", False, [outer, inner])
    assert not left_out("县/甲/留.md", False, [outer, inner])
    assert left_out("县/甲/留.md", False, [inner, outer])
    assert not left_out("县/稿/年报", False, [Written("县", ("稿",))], within="县/稿")


NAMES = st.sampled_from(["a", "b", "ab", "a.b", "b.md", "c"])  # git counts bytes, not letters
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PIECES = st.sampled_from(["a", "b", "ab", "*", "**", "?", "/", ".", "[ab]", "[!a]", "[^b]", "md", "c", "\\a", "\\*"])
LINES = st.tuples(st.sampled_from(["", "", "!"]), st.lists(PIECES, min_size=1, max_size=6).map("".join)).map("".join)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("git"):
        pytest.skip("git is not at hand")
    folder = tmp_path_factory.mktemp("git")
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


@settings(max_examples=150, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=1, max_size=4), paths=st.sets(PATHS, min_size=1, max_size=12))
def test_the_same_as_git(repository: Path, lines: list[str], paths: set[str]) -> None:
    """`git check-ignore` says which of the paths are left out; a path that is none's folder is a file."""
    (repository / ".gitignore").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    files = sorted(path for path in paths if not any(other.startswith(f"{path}/") for other in paths))
    done = subprocess.run(
        ["git", "-C", repository, "check-ignore", "--no-index", "-z", "--stdin"], capture_output=True,
        input="\0".join(files).encode(), check=False)
    assert done.returncode in (0, 1), done.stderr
    ignored = set(filter(None, done.stdout.decode().split("\0")))
    assert {path for path in files if left_out(path, False, [Written("", tuple(lines))])} == ignored
