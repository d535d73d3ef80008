"""The page in Chromium, driven once as a clerk would; what it gives is what the command line gives, byte for byte.

REPORTLINT_PAGE names the page that page/build.py made, REPORTLINT_PYODIDE a node_modules folder with
playwright-core, REPORTLINT_CHROMIUM the browser; without them the browser's tests are skipped.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from desk_runs import LAST, MODEL, MODULES, PAGE, ROOT, RUNS, THIS, annotated, commanded, lay

HERE = Path(__file__).resolve().parent
CHROMIUM = os.environ.get("REPORTLINT_CHROMIUM", "") or shutil.which("chromium") or ""
browser = pytest.mark.skipif(not (PAGE and MODULES and CHROMIUM), reason="没有指明页面、node_modules 或 Chromium")

READY, WARM = 5.0, 0.2
"""Seconds to start, and for a Word report after that, on a machine at rest; a busy one is given SLACK times that."""
SLACK = 4


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "seen").mkdir()
    lay(folder / "files")
    return folder


@pytest.fixture(scope="module")
def seen(place: Path) -> dict[str, Any]:
    command = ["node", str(HERE / "page" / "drive.mjs"), PAGE, CHROMIUM, str(place / "files"), str(place / "seen")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=400)
    assert done.returncode == 0, done.stderr[-3000:]
    if pictures := os.environ.get("REPORTLINT_PICTURES"):
        shutil.copytree(place / "seen", pictures, dirs_exist_ok=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@browser
@pytest.mark.parametrize("run", RUNS)
def test_reports_are_the_command_lines(run: str, place: Path, seen: dict[str, Any]) -> None:
    assert seen["runs"][run]["downloads"][:2] == ["检查结果.html", "检查结果.txt"]
    for form, id in (("html", "save-html"), ("text", "save-text")):
        assert (place / "seen" / run / id).read_bytes() == commanded(place, run, "-f", form)


@browser
@pytest.mark.parametrize("run", ["word", "hostile", "clean", "folder-picked"])
def test_the_annotated_file_is_the_command_lines(run: str, place: Path, seen: dict[str, Any]) -> None:
    names = [name for name in RUNS[run] if name.endswith((".docx", ".md")) and not name.startswith("~")]
    if run.startswith("folder-"):
        names = [f"{run}/{name}" for name in names]
    made = (place / "seen" / run / f"word-{len(RUNS[run]) - 1 if run == 'hostile' else 0}").read_bytes()
    assert made == annotated(place, run, names[0])
    assert (len(list(docx.Document(io.BytesIO(made)).comments)) > 0) == (run != "clean")
    stem = re.sub(r"\.\w+$", "", names[0].rpartition("/")[2])
    assert re.sub("[<>]", "_", stem) + "-批注.docx" in seen["runs"][run]["downloads"]


@browser
def test_what_is_shown_is_the_report(seen: dict[str, Any]) -> None:
    run = seen["runs"]["word"]
    known = (ROOT / "examples" / "有错的年报.docx.out").read_text(encoding="utf-8")
    found, = re.findall("^检查了1份报告：(.*)。$", known, re.M)
    missed, = re.findall(r"^未能核对的要求：(\d+)项", known, re.M)
    assert run["state"].startswith(f"检查完毕。检查了1份报告：{found}")
    counts = run["rows"][0][1].replace(" ", "")
    assert run["rows"][0][0] == "有错的年报.docx"
    assert counts.startswith(f"{found}，未核对{missed}")
    assert all(rule in run["view"] for rule in re.findall(r"(?:错误|警告|提示) ([A-Z0-9]+-[A-Z0-9]+)", known))


@browser
def test_years_meet(seen: dict[str, Any]) -> None:
    assert "没有提供" not in seen["runs"]["years"]["view"].partition("去年.md")[0]
    assert len(seen["runs"]["years"]["rows"]) == 2


@browser
def test_a_clean_report_is_said_to_be_clean(seen: dict[str, Any]) -> None:
    assert seen["runs"]["clean"]["rows"][0][1].startswith("✓ 没有发现问题")


@browser
def test_what_cannot_be_read_is_said(seen: dict[str, Any]) -> None:
    rows = {name: words for name, words, *_ in seen["runs"]["unreadable"]["rows"]}
    for name, words in {"坏.docx": "损坏", "加密.pdf": "打开密码", "扫描.pdf": "扫描件", "空.txt": "空的",
                        "太大.txt": "超过 64 MB", "图.png": "图片"}.items():
        assert words in rows[name]
    assert "6个文件没能检查" in seen["runs"]["unreadable"]["state"]


@browser
def test_nothing_leaves_the_machine(seen: dict[str, Any]) -> None:
    assert seen["control"] == ["/control"]  # the server hears what is sent
    assert seen["requests"] == []
    assert set(seen["leaks"].values()).isdisjoint({"sent"})
    assert len(seen["leaks"]) == 6


@browser
def test_nothing_of_a_report_runs(seen: dict[str, Any]) -> None:
    assert seen["executed"] == []
    assert seen["dialogs"] == 0
    assert seen["foreign"] == {run: [] for run in RUNS}
    assert "onmouseover" in seen["runs"]["hostile"]["view"]


@browser
def test_no_error_is_reported(seen: dict[str, Any]) -> None:
    assert [error for error in seen["errors"] if "violates" not in error and "Refused to connect" not in error] == []


@browser
def test_the_desk_says_what_it_does(seen: dict[str, Any]) -> None:
    assert seen["first"].startswith("正在")
    assert seen["able"] == "可以开始了：请选择报告。"
    assert "太旧" in seen["old"]
    assert seen["focusable"]
    assert seen["keyboard"] == "choose"
    assert seen["narrow"] == 360
    assert 0 <= seen["spare"] < 2
    assert seen["kept"].startswith("检查结果")  # a link of the report leads to a place of the report
    assert seen["scrolled"] > 500


@browser
def test_how_far_it_is_can_be_seen(seen: dict[str, Any]) -> None:
    told = [words for words, _ in seen["told"]]
    for number in (1, 17, 40):
        assert any(re.fullmatch(rf"读取 {number} / 40：报告\d+.docx", words) for words in told)
        assert any(re.fullmatch(rf"检查 {number} / 40：报告\d+.docx", words) for words in told)
    assert [share for words, share in seen["told"] if words.startswith("检查 21 ")] == [0.5]
    assert seen["hidden"]


@browser
def test_it_can_be_stopped(seen: dict[str, Any]) -> None:
    """What was not looked at is said to be so, and can be looked at afterwards."""
    left = [words for words in seen["stopped"]["rows"] if "中途停止，没有检查" in words]
    assert 0 < len(left) < 40
    assert len(seen["stopped"]["rows"]) == 40
    assert f"有{len(left)}个文件没能检查" in seen["stopped"]["state"]
    assert len(seen["resumed"]) == 40
    assert not [words for words in seen["resumed"] if "停止" in words]


@pytest.mark.skipif(not PAGE, reason="没有指明页面")
def test_the_page_has_its_patterns_compiled() -> None:
    """The same as the desktop's, for an engine of 32 bits."""
    packed, = re.findall('id="part-app">([^<]+)<', Path(PAGE).read_text(encoding="utf-8"))
    with zipfile.ZipFile(io.BytesIO(gzip.decompress(base64.b64decode(packed)))) as app:
        assert not [name for name in app.namelist() if name.startswith("lark")]  # its work is done
        stored, = (name for name in app.namelist() if "patterns-" in name)
        found = json.loads(app.read(stored).partition(b"\n")[0])
    assert stored == "reportlint/patterns-2022061532.bin"
    known = json.loads((ROOT / "linter" / "patterns-20220615.bin").read_bytes().partition(b"\n")[0])
    assert found.keys() == known.keys()


@browser
def test_time(seen: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    warm = sorted(seen["warm"])
    with capsys.disabled():
        print(f"\npage: ready after {seen['ready'] / 1000:.1f} s; a Word report, warm: "
              f"{', '.join(f'{time:.0f}' for time in warm)} ms")
    assert seen["ready"] < READY * 1000 * SLACK
    assert warm[0] < WARM * 1000 * SLACK


# ---- without a browser -------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(sys, "path", [str(ROOT / "page"), *sys.path])
    monkeypatch.chdir(tmp_path)
    from desk import Desk

    return Desk(str(tmp_path / "reports"))


def test_a_file_that_is_taken_away_is_not_checked(desk: Any) -> None:
    desk.put("一.md", MODEL.encode())
    desk.put("夹/二.md", THIS.encode())
    assert [row["name"] for row in desk.check()["reports"]] == ["一.md", "夹/二.md"]
    desk.take("一.md")
    assert [row["name"] for row in desk.check()["reports"]] == ["夹/二.md"]


def test_the_desk_names_each_file_and_can_be_stopped(desk: Any) -> None:
    for name in ("一.md", "二.md", "三.md"):
        desk.put(name, MODEL.encode())
    desk.begin()
    assert desk.step() == ("一.md", 1, 3, False)
    assert desk.step() == ("三.md", 2, 3, False)
    desk.stop()
    assert desk.step() is None
    found = desk.found()
    assert [row["name"] for row in found["reports"]] == ["一.md"]
    assert found["failures"] == [["三.md", "中途停止，没有检查"], ["二.md", "中途停止，没有检查"]]
    assert found["status"] == 2
    assert len(desk.check()["reports"]) == 3


def test_stopping_while_years_are_compared_is_said(desk: Any) -> None:
    desk.put("今年.md", MODEL.encode())
    desk.put("去年.md", LAST.encode())
    desk.begin()
    steps = [desk.step() for _ in range(3)]
    assert steps[2] == ("今年.md", 1, 2, True)
    desk.stop()
    assert desk.step() is None
    found = desk.found()
    assert len(found["reports"]) == 2
    assert found["failures"] == [["今年.md", "中途停止，没有与上年和其他报告核对"]]


def test_stopped_before_it_began(desk: Any) -> None:
    desk.put("一.md", MODEL.encode())
    desk.begin()
    desk.stop()
    while desk.step():
        pass
    assert desk.found()["failures"] == [["一.md", "中途停止，没有检查"]]


def test_a_refused_file_is_a_failure_of_the_run(desk: Any) -> None:
    desk.put("一.md", MODEL.encode())
    found = desk.check([("大.zip", "太大")])
    assert found["status"] == 2
    assert ["大.zip", "太大"] in found["failures"]
    assert "大.zip" in found["html"].decode()


@pytest.mark.parametrize("name", ["", "-", "..", "../x.md", "a//b.md", "/etc/x", "a/../../b"])
def test_a_name_stays_on_the_desk(desk: Any, name: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        desk.put(name, b"x")


def test_pins_agree() -> None:
    """The versions named for npm and PyPI are those that the tests and the wheel know."""
    pinned = dict(re.findall(r"^(\w+)==(\S+)", (ROOT / "page" / "requirements.txt").read_text(), re.M))
    from importlib.metadata import requires

    needed = {re.split(r"[^\w-]", line)[0].lower() for line in requires("reportlint") or () if "extra" not in line}
    assert needed - {"turbohtml"} <= set(pinned)  # which has no pure form; the page reads HTML without it
    versions = json.loads((ROOT / "page" / "package.json").read_text())
    assert all(re.fullmatch(r"[\d.]+", version)
               for kind in ("dependencies", "devDependencies") for version in versions[kind].values())
