"""Rosters as written: what they mean, every fault at its place; the first roster from reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlint.cli import main
from reportlint.errors import RosterError
from reportlint.survey.naming import NameIndex
from reportlint.survey.roster import Roster
from reportlint.survey.rosterfile import roster, written
from territories import GOVERNMENT, departments, territory

KINDS = ("政府", "部门", "乡镇街道")
RANKS = ("县级", "地市级")


def read(text: str) -> Roster:
    return roster("名册.yaml", text, KINDS, RANKS)


GOOD = """
years: [2023, 2024]
units:
  - {name: 青山县人民政府, kind: 政府, rank: 县级}
  - name: 青山县水利局
    aliases: [县水务局]
    kind: 部门
    parent: 青山县人民政府
    years: {from: 2021, to: 2023}
    due: 2-15
    published: {2023: 2024-01-20}
"""


def test_a_roster() -> None:
    found = read(GOOD)
    government, bureau = found.units
    assert (government.rank, bureau.parent, bureau.due, bureau.published["2023"]) == (
        "县级", "青山县人民政府", "2-15", "2024-01-20")
    assert (bureau.line, bureau.column, found.years) == (5, 11, (2023, 2024))
    assert [bureau.owes(year) for year in (2020, 2021, 2023, 2024)] == [False, True, True, False]
    assert found.parts == {"青山县人民政府": (bureau,)}
    for name in ("青山县水利局", "青山县 水利局", "县水务局", "临江市青山县水利局", "青山县水务局"):
        assert found.unit(name) == bureau, name
    for name in ("水利局", "青山县教育局", ""):
        assert found.unit(name) is None, name


FAULTS = {
    "an unknown kind": ("kind: 部门", "kind: 部们", "7:11: “kind”的值“部们”不存在，是否想写“部门”"),
    "an unknown rank": ("rank: 县级", "rank: 乡级", "4:37: “rank”的值“乡级”不存在"),
    "an unknown parent": ("parent: 青山县人民政府", "parent: 青山县政府", "8:13: 上级单位“青山县政府”不存在"),
    "its own parent": ("parent: 青山县人民政府", "parent: 青山县水利局", "绕回了它自己"),
    "a name twice": ("[县水务局]", "[青山县人民政府]", "6:15: 单位“青山县人民政府”重复，第4行已经写过"),
    "a day that there is not": ("due: 2-15", "due: 15-2", "10:10: “due”应为月-日"),
    "a date that there is not": ("2024-01-20", "2024-20-01", "11:23: 发布日期应为年-月-日"),
    "a year that is none": ("{2023: 2024", "{23年: 2024", "11:17: “published”的键应为报告年份"),
    "an unknown key": ("due: 2-15", "duo: 2-15", "10:5: 键“duo”不存在，是否想写“due”"),
    "no name": ("name: 青山县水利局", "nama: 青山县水利局", "缺少必须有的键：name"),
    "no units": ("units:", "unit:", "缺少必须有的键：units"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_said_at_its_place(case: str) -> None:
    old, new, words = FAULTS[case]
    assert old in GOOD
    with pytest.raises(RosterError) as caught:
        read(GOOD.replace(old, new, 1))
    assert words in str(caught.value)
    assert str(caught.value).startswith("名册.yaml:")


def test_every_fault_is_said_at_once() -> None:
    with pytest.raises(RosterError) as caught:
        read(GOOD.replace("kind: 部门", "kind: 部们").replace("2-15", "2月"))
    assert len(caught.value.faults) == 2


NO_ROSTERS = ["", "- 甲", "units: 甲", "units: [甲]", "units: {", "units:\n  - {name: [甲]}", "\x00"]


@pytest.mark.parametrize("text", NO_ROSTERS)
def test_what_is_no_roster(text: str) -> None:
    with pytest.raises(RosterError):
        read(text)


def test_names_are_found_without_comparing_all() -> None:
    index = NameIndex.of(f"青山县{number:04}镇人民政府" for number in range(5000))
    assert index.alike("青山县0007镇人民政府") == ("青山县0007镇人民政府",)
    assert index.alike("临江市青山县0007镇人民政府") == ("青山县0007镇人民政府",)
    assert index.alike("县0007镇人民政府") == ("青山县0007镇人民政府",)
    assert len(index.alike("镇人民政府")) == 5000


def test_init_makes_a_roster_that_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                       capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.chdir(tmp_path)
    list(territory(tmp_path, 3, (2023, 2024)))
    assert main(["init", "--roster", "2023", "2024", "-o", "名册.yaml"]) == 0
    found = read(Path("名册.yaml").read_text(encoding="utf-8"))
    assert {unit.name: (unit.kind, unit.parent) for unit in found.units} == {
        GOVERNMENT: ("政府", ""), **dict.fromkeys(departments(3), ("部门", GOVERNMENT))}
    assert main([".", "--roster", "名册.yaml"]) == 0
    assert "应报8份，已报8份，缺0份；有错误的0份。" in capfdbinary.readouterr().out.decode()


def test_a_written_roster_reads_back() -> None:
    units = read(GOOD).units
    again = read(written(units)).units
    assert [(unit.name, unit.aliases, unit.kind, unit.parent) for unit in again] == [
        (unit.name, unit.aliases, unit.kind, unit.parent) for unit in units]


def test_the_command_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                        capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("报告.md").write_text("一", encoding="utf-8")
    Path("坏.yaml").write_text("units: [{name: 甲, kind: 乙}]", encoding="utf-8")
    Path("乱码.yaml").write_bytes("units: 单位".encode("gb18030"))
    for name, words in (("坏.yaml", "名册有1处错误，未作检查"), ("没有.yaml", "文件不存在"), ("乱码.yaml", "UTF-8")):
        assert main(["报告.md", "--roster", name]) == 2
        assert words in capfdbinary.readouterr().err.decode()
