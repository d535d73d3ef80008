"""Files damaged at random (see `damaged_files`): a report or one sentence, in bounded time; some of each format here,
hundreds of each by hand."""

import zipfile
from pathlib import Path

import pytest
import reportlint
from damaged_files import MODEL, SEEDS, files, outcome


@pytest.mark.parametrize("kind", SEEDS)
def test_damaged_files_are_read_or_refused(kind: str) -> None:
    found = {outcome(name, data) for name, data in files(kind, 25)}
    assert found <= {"read", "refused"}


def test_damaged_archives(tmp_path: Path) -> None:
    """Each beside a good report, which is checked all the same."""
    SEEDS["zip"] = ("a.zip", lambda: _archive(tmp_path / "whole.zip"))
    try:
        for number, (_, data) in enumerate(files("zip", 60)):
            folder = tmp_path / str(number)
            folder.mkdir()
            (folder / "a.zip").write_bytes(data)
            (folder / "好.md").write_text(MODEL, encoding="utf-8")
            run = reportlint.lint(folder, isolated=True)
            assert any(report.name.endswith("好.md") for report in run.reports)
            assert all(failure.reason and "程序内部出错" not in failure.reason for failure in run.failures)
    finally:
        del SEEDS["zip"]


def _archive(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("一.md", MODEL)
        archive.writestr("二.md", MODEL)
    return path.read_bytes()
