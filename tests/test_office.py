"""--office: what our own reader refuses is read by an installed LibreOffice, and the output says so."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from pathlib import Path

import pytest
from reportlint.cli import main
from reportlint.inputs import office
from reportlint.limits import LIMITS

ROOT = Path(__file__).resolve().parents[1]
REPORT = next((ROOT / "examples").glob("*.docx"))
RTF = b"{\\rtf1\\ansi x}"
SAYS = "已由 LibreOffice 转换为 .docx 后读取"

FAKE = """#!{python}
import shutil, sys, time
from pathlib import Path
mode = "{mode}"
if mode == "slow":
    time.sleep(60)
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
assert Path(sys.argv[-1]).read_bytes().startswith(b"{{\\\\rtf"), "not the file"
assert any(word.startswith("-env:UserInstallation=file://") for word in sys.argv)
if mode == "fine":
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy({report!r}, out / "report.docx")
"""


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """Puts a soffice of this behaviour, and none else, on the path."""
    if os.name == "nt":
        pytest.skip("the fake is a script")

    def put(mode: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "soffice"
        script.write_text(FAKE.format(python=sys.executable, mode=mode, report=str(REPORT)), encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        monkeypatch.chdir(tmp_path)
        (tmp_path / "a.rtf").write_bytes(RTF)
        return tmp_path

    monkeypatch.setattr(office, "_NAMES", ("soffice",))
    return put


def test_converted_and_said(fake, capsys):
    fake("fine")
    assert main(["--office", "a.rtf", "--format", "json"]) == 1
    shown = capsys.readouterr()
    report = json.loads(shown.out)["reports"][0]
    assert any(SAYS in remark for remark in report["remarks"])
    assert report["sha256"] == hashlib.sha256(RTF).hexdigest()
    assert f"a.rtf: {SAYS}" in shown.err
    own = main([str(REPORT), "--format", "json"])
    assert own == 1
    assert len(json.loads(capsys.readouterr().out)["reports"][0]["findings"]) == len(report["findings"])


def test_only_where_asked_and_where_needed(fake, capsys, tmp_path):
    fake("fine")
    assert main(["a.rtf"]) == 2
    shutil.copy(REPORT, tmp_path / "b.docx")
    assert main(["--office", "b.docx"]) == 1
    assert SAYS not in capsys.readouterr().err


def test_what_it_cannot_convert_keeps_the_readers_reason(fake, capsys):
    fake("fails")
    assert main(["--office", "a.rtf"]) == 2
    shown = capsys.readouterr()
    assert "暂不支持RTF" in shown.err + shown.out
    assert "LibreOffice 也没有转换成功" in shown.err + shown.out


def test_no_longer_than_allowed(fake, capsys):
    fake("slow")
    start = time.monotonic()
    assert main(["--office", "--limit", "office-seconds=1", "a.rtf"]) == 2
    assert time.monotonic() - start < 30
    shown = capsys.readouterr()
    assert "1 秒内没有转换完" in shown.err + shown.out


def test_without_libreoffice_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(office, "_NAMES", ("soffice",))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--office", str(REPORT)]) == 2
    assert "没有找到 soffice" in capsys.readouterr().err


def test_garbage_is_not_sent_there(fake, capsys, tmp_path):
    fake("fine")
    (tmp_path / "g.doc").write_bytes(bytes(range(256)) * 4)
    assert main(["--office", "g.doc"]) == 2
    assert SAYS not in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_real_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    paragraphs = "".join(f"\\u{ord(char)}?" for char in "2023年政府信息公开工作年度报告")
    (tmp_path / "a.doc").write_bytes(b"{\\rtf1\\ansi " + paragraphs.encode() + b"\\par }")
    assert main(["--office", "a.doc", "--format", "json"]) in (1, 2)
    report = json.loads(capsys.readouterr().out)["reports"][0]
    assert report["year"] == 2023
    assert LIMITS.office_seconds > 10
