"""What is shown of the examples is what comes of them; write anew with `python tests/example_files.py`."""

import re

import pytest
from example_files import CLEAN, EXAMPLES, FAULTS, FAULTY, faulty, said, written
from reportlint.cli import main

NAMES = (CLEAN, *FAULTY)
IN_README = re.compile(r"```text\n\$ reportlint (\S+)\n(.*?)```", re.DOTALL)


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("name", NAMES)
def test_example_gives_its_output(name: str) -> None:
    assert said(name) == (EXAMPLES / f"{name}.out").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FAULTY)
def test_faulty_report_is_the_clean_one_with_its_faults(name: str) -> None:
    assert (EXAMPLES / name).read_bytes() == written(name)


@pytest.mark.parametrize(("name", "suffix"), [(name, name.rpartition(".")[2]) for name in FAULTY])
def test_faults_are_the_same_in_every_kind_of_file(name: str, suffix: str) -> None:
    """Ids and messages; only the places differ. As many findings as faults were planted."""
    found = re.findall(r": (?:错误|警告|提示) (\S+ .*)", said(name))
    assert found == re.findall(r": (?:错误|警告|提示) (\S+ .*)", said("有错的年报.txt"))
    assert len(found) >= len(FAULTS)
    assert faulty()


def test_clean_report_has_no_finding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(EXAMPLES)
    main([CLEAN])
    assert not re.search("错误|警告|提示", capsys.readouterr().out)


def test_readme_shows_every_example_with_its_output() -> None:
    shown = dict(IN_README.findall((EXAMPLES / "README.md").read_text(encoding="utf-8")))
    assert shown == {name: (EXAMPLES / f"{name}.out").read_text(encoding="utf-8") for name in NAMES}


def test_front_page_shows_a_real_run() -> None:
    """The first screen of README.md: whole findings of the faulty report, word for word, and its summary."""
    page = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")
    shown = page.split("```text\n$ reportlint examples/有错的年报.txt\n")[1].split("```")[0]
    real = (EXAMPLES / "有错的年报.txt.out").read_text(encoding="utf-8")
    parts = [part.strip("\n").replace("examples/", "") for part in shown.split("……\n")]
    assert len(parts) > 1
    assert all(part in real for part in parts)
    assert real.endswith(parts[-1] + "\n")
