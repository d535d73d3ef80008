"""The command from arguments to exit status, standard output and standard error."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlint import engine
from reportlint.cli import main
from reportlint.command import console
from reportlint.reporters import REPORTERS

MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
BAD = MODEL.replace("## 六、其他需要报告的事项", "## 六、其他")
WRONG_SUM = MODEL.replace("| 31 | 6 | 2 | 3 | 4 | 1 | 47 |", "| 31 | 6 | 2 | 3 | 4 | 1 | 48 |")
Output = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    files = {
        "好/年报 2024.md": MODEL.encode(),
        "错/年报 2024.md": WRONG_SUM.encode("gb18030"),
        "坏/年报.docx": b"PK\x03\x04 broken",
        "空/图.png": b"\x89PNG",
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def run(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Output:
    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "reportlint", *arguments], capture_output=True, **options)  # type: ignore[call-overload, no-any-return]


CASES = {
    "nothing found": (["好"], 0),
    "a finding": (["错"], 1),
    "a finding below the threshold": (["错", "--fail-on", "never"], 0),
    "a finding, lowered": (["错", "--exit-zero"], 0),
    "the named command": (["check", "错", "好"], 1),
    "a missing path": (["没有.md"], 2),
    "a missing path beside good ones": (["好", "没有.md"], 2),
    "2 wins over 1": (["错", "坏"], 2),
    "2 is never lowered": (["错", "坏", "--exit-zero", "--fail-on", "never"], 2),
    "an unreadable file": (["坏/年报.docx"], 2),
    "a folder without reports": (["空"], 2),
    "a folder that may have none": (["空", "--allow-empty"], 0),
    "all excluded": (["坏/年报.docx", "--force-exclude", "--exclude", "坏"], 0),
    "nothing to look at, from pre-commit": (["check", "--force-exclude"], 0),
    "a rule left out": (["错", "--ignore", "T3"], 0),
    "other rules only": (["错", "--select", "STR,TTL"], 0),
    "this rule only": (["错", "--select", "t3-row"], 1),
}


@pytest.mark.parametrize("format", REPORTERS)
@pytest.mark.parametrize("case", CASES)
def test_exit_status_is_the_same_for_every_format(run: Output, case: str, format: str) -> None:
    arguments, status = CASES[case]
    assert run(*arguments, "-f", format)[0] == status
    assert run(*arguments, "--output-format", format, "-o", "出.txt")[0] == status


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "请写出"),
        (["好", "--fomat", "json"], "--format"),
        (["好", "-f", "jsno"], "json"),
        (["好", "-f"], "要有一个值"),
        (["好", "--fail-on", "warnings"], "warning"),
        (["好", "--select", "T3-ROWW"], "T3-ROW"),
        (["好", "--ignore", "XYZ"], "reportlint rules"),
        (["好", "--select", "T3-ROW", "--ignore", "T3"], "没有留下"),
        (["好", "--edition", "2020"], "2021"),
        (["explain", "STR-01"], "STR-001"),
        (["explain"], "缺少参数"),
        (["parse", "没有.md"], "没有.md: 文件不存在"),
        (["好", "-o", "没有/出.json"], "无法写入"),
    ],
)
def test_what_cannot_be_followed_is_said_in_chinese_with_status_2(
    run: Output, arguments: list[str], words: str
) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert err.startswith("reportlint: ")


def test_findings_go_to_stdout_and_the_rest_to_stderr(run: Output) -> None:
    _, out, err = run("错", "没有.md")
    assert "错/年报 2024.md:" in out
    assert "错误 T3-ROW" in out
    assert "没有.md: 未检查：文件不存在" in err
    assert "检查了1份报告" in err
    assert "检查了" not in out
    assert "检查了" not in run("错", "--quiet")[2]


def test_other_files_are_still_checked(run: Output) -> None:
    data = json.loads(run("没有.md", "坏", "错", "好", "-f", "json")[1])
    assert [report["name"] for report in data["reports"]] == ["好/年报 2024.md", "错/年报 2024.md"]
    assert [failure["name"] for failure in data["failures"]] == ["坏/年报.docx", "没有.md"]
    assert data["status"] == 2


def test_options_may_stand_anywhere(run: Output) -> None:
    assert run("好", "-f", "concise", "错")[1] == run("--format=concise", "错", "好")[1]
    assert run("--debug", "check", "好")[0] == 0


def test_a_name_that_begins_with_a_dash(run: Output) -> None:
    Path("-年报.md").write_text(MODEL, encoding="utf-8")
    assert run("--", "-年报.md")[0] == 0


def test_standard_input(folder: Path) -> None:
    done = process("-", "--stdin-filename", "报/年报.md", "-f", "concise", input=WRONG_SUM.encode())
    assert done.returncode == 1
    assert done.stdout.decode().startswith("报/年报.md:")
    assert process("-", input=b"").returncode == 2


def test_o_writes_that_file_and_nothing_else(run: Output, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    status, out, _ = run("错", "-f", "sarif", "-o", "结果.sarif")
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert (status, out) == (1, "")
    assert {path.name for path in after.keys() - before.keys()} == {"结果.sarif"}
    assert all(after[path] == stamp for path, stamp in before.items())
    assert json.loads(Path("结果.sarif").read_bytes())["version"] == "2.1.0"
    run("错", "没有.md", "-o", "结果.txt")
    written = Path("结果.txt").read_text(encoding="utf-8")
    assert "没有.md: 未检查" in written
    assert "检查了1份报告" in written


@pytest.mark.parametrize("format", REPORTERS)
def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(folder: Path, format: str) -> None:
    runs = [
        process("错", "好", "坏", "-f", format, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != b""


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-16-le"])
@pytest.mark.parametrize(
    "command", [["错"], ["rules"], ["explain", "T3-ROW"], ["--help"], ["parse", "错/年报 2024.md"]]
)
def test_consoles_of_other_encodings(folder: Path, encoding: str, command: list[str]) -> None:
    done = process(*command, env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
    if encoding == "gbk":
        assert "?" not in done.stdout.decode("gbk").replace("?]", "")


def test_machine_formats_are_utf8_on_any_console(folder: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    data = json.loads(process("错", "-f", "json", env=environment).stdout.decode("utf-8"))
    assert data["reports"][0]["encoding"] == "GB18030"


@pytest.mark.parametrize(
    ("mode", "environment", "terminal", "colour"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, False, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(mode: console.ColourMode, environment: dict[str, str], terminal: bool, colour: bool) -> None:
    assert console.wants_colour(mode, environment, terminal, False) is colour


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("environment", "colour"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal(folder: Path, environment: dict[str, str], colour: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    arguments = [sys.executable, "-m", "reportlint", "错", "-q"]
    done = subprocess.Popen(arguments, stdout=theirs, env={**clean, "TERM": "xterm", **environment})
    os.close(theirs)
    shown = b""
    try:
        while block := os.read(ours, 65536):
            shown += block
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(ours)
    assert done.wait() == 1
    assert "T3-ROW" in shown.decode()
    assert (b"\x1b[" in shown) is colour


def test_output_in_a_narrow_window(run: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlint.display import width

    monkeypatch.setenv("COLUMNS", "40")
    _, out, _ = run("错")
    assert max(width(line) for line in out.splitlines() if line.startswith("    ")) <= 40
    assert max(width(line) for line in run("--help")[1].splitlines() if line.startswith("  -")) <= 60


@pytest.mark.skipif(os.name == "nt", reason="needs pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -m reportlint 错 错 -f json; echo $? >状态"
    done = subprocess.run(["sh", "-c", f"({command}) | true"], capture_output=True, check=False)
    assert b"Error" not in done.stderr
    assert Path("状态").read_text() == "1\n"


def test_all_is_written_before_the_process_ends(folder: Path) -> None:
    """More than a pipe holds, to a reader that waits."""
    for number in range(30):
        Path(f"错/年报 {number}.md").write_text(WRONG_SUM, encoding="utf-8")
    waiting = subprocess.Popen([sys.executable, "-m", "reportlint", "错", "-f", "json"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    time.sleep(2)
    out, err = waiting.communicate()
    assert waiting.returncode == 1
    assert len(out) > 200_000
    assert len(json.loads(out)["reports"]) == 31
    assert err.decode(errors="replace").count("\n") > 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_that_cannot_be_written_is_a_failure(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "reportlint", "错"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert "程序内部出错" in done.stderr.decode(errors="replace")


@pytest.mark.skipif(os.name == "nt", reason="needs signals of POSIX")
def test_interrupt(folder: Path) -> None:
    waiting = subprocess.Popen(
        [sys.executable, "-m", "reportlint", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # whoever starts the tests in the background has them ignore the signal, and their children too
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(2)
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate()
    assert (waiting.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_an_error_of_ours_is_one_line_and_costs_one_file(
    run: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = engine.check

    def check(name: str, *rest: object) -> object:
        if name.startswith("错"):
            raise KeyError("缺")
        return good(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "check", check)
    status, _, err = run("好", "错")
    assert status == 2
    assert "错/年报 2024.md: 未检查：程序内部出错（KeyError: '缺'）" in err
    assert "检查了1份报告" in err
    assert "Traceback" not in err
    assert "Traceback" in run("好", "错", "--debug")[2]


def test_an_error_before_the_files_is_one_line_too(run: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlint.configuration import governing

    def load(_own: object, _limits: object) -> None:
        raise RuntimeError("规则")

    monkeypatch.setattr(governing, "load", load)
    status, out, err = run("好")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "程序内部出错（RuntimeError: 规则）" in err
    assert "Traceback" in run("好", "--debug")[2]


def test_version_and_help(run: Output) -> None:
    assert run("--version")[:2] == (0, "reportlint 0.1.0\n")
    assert run("-V")[0] == 0
    for command in ([], ["check"], ["rules"], ["explain"], ["parse"]):
        status, out, _ = run(*command, "--help")
        assert status == 0
        assert out.startswith("用法：reportlint")
        assert "usage" not in out


def test_rules_lists_all_in_even_columns(run: Output) -> None:
    status, out, _ = run("rules")
    data = json.loads(run("rules", "-f", "json")[1])
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [rule["id"] for rule in data["rules"]]
    assert {line.split()[1] for line in out.splitlines()} <= {"错误", "警告", "提示"}
    assert all(rule["title"] and rule["basis"] for rule in data["rules"])
    assert run("rules", "--select", "T3-ROW")[1].startswith("T3-ROW ")


def test_explain_says_demand_clause_examples_and_remedy(run: Output) -> None:
    status, out, _ = run("explain", "T3-ROW,str-001")
    assert status == 0
    assert "T3-ROW  " in out
    assert "STR-001  " in out
    for words in ("级别：", "适用：", "依据：国办公开办函〔2021〕30号", "改法：", "正确示例："):
        assert out.count(words) >= 2, words
    assert "错误示例：" in out


def test_parse_shows_the_tree(run: Output) -> None:
    status, out, _ = run("parse", "错/年报 2024.md")
    assert status == 0
    for words in (
        "GB18030",
        "机关：青山县水利局",
        "三、收到和处理政府信息公开申请情况  [申请办理]",
        "新收",
        "总计=48",
    ):
        assert words in out
    data = json.loads(run("parse", "错/年报 2024.md", "-f", "json")[1])
    table = next(table for table in data["tables"] if table["name"] == "申请")
    cells = {cell["column"]: cell["value"] for cell in table["rows"][0]["cells"]}
    assert (table["rows"][0]["name"], cells["总计"]) == ("新收", 48)
    assert len(data["sections"]) == 6
