"""Rule files: faults as golden files (X.yaml + X.out), overrides, editions, the compiled form."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import wcwidth
import yaml
from fake_kinds import only_sum  # noqa: F401
from hypothesis import given
from hypothesis import strategies as st
from reportlint import codec, resources, ruleset
from reportlint.errors import RulesError
from reportlint.findings import LEVELS, Level
from reportlint.regex import Regex
from reportlint.rulefiles import yamlfile
from reportlint.rulefiles.faults import Faults
from reportlint.rulefiles.rulefile import compiled
from reportlint.template import plain, template_from

CASES = Path(__file__).parent / "rulefile"
SECTION_RULES = """
rules:
  - {id: STR-001, name: One, title: 甲, kind: sum, level: error, basis: {document: 令, clause: 一},
     table: 申请, relation: 新收 = 新收, message: 甲}
  - {id: STR-002, name: Two, title: 乙, kind: sum, level: error, basis: {document: 令, clause: 二},
     table: 申请, relation: 新收 = 新收, message: 乙}
"""


def templates() -> dict[str, str]:
    """The editions' templates without rules."""
    return {name: text for name, text in resources.rule_files().items() if name.endswith("/template.yaml")}


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers of PyYAML; in a browser there is only the one in Python."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")
    return str(request.param)


@pytest.mark.usefixtures("only_sum")
@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_faults(case: Path, parser: str) -> None:
    files = {**templates(), "2021/structure.yaml": SECTION_RULES}
    if parser == "python" and case.stem in ("escape",):
        pytest.skip("the parser in Python places this fault one character further on")
    with pytest.raises(RulesError) as raised:
        compiled(files, {case.name: case.read_bytes().decode()})
    assert f"{raised.value}\n" == case.with_suffix(".out").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted(CASES.glob("kinds/*.yaml")), ids=lambda path: path.stem)
def test_faults_of_our_kinds(case: Path, parser: str) -> None:
    """Rule files on top of our own rules, as a user has them."""
    with pytest.raises(RulesError) as raised:
        compiled(resources.rule_files(), {case.name: case.read_bytes().decode("utf-8-sig")})
    assert _short(f"{raised.value}\n") == _short(case.with_suffix(".out").read_text(encoding="utf-8"))


def _short(said: str) -> str:
    """Without the lists of what there is, which grow."""
    return re.sub("可用的有：[^\n]*", "", said)


def test_rules_that_a_rule_names_are_there() -> None:
    rule = ("rules: [{id: OWN-A, name: OwnA, title: 甲, kind: text_length, level: info,"
            " basis: {document: 令, clause: 一}, section: 总体情况, most: 9, absent: STR-0001, message: 甲}]")
    with pytest.raises(RulesError) as raised:
        compiled(resources.rule_files(), {"own.yaml": rule})
    assert raised.value.faults[0].startswith("own.yaml:1:140: 规则“STR-0001”不存在，是否想写“STR-001”？")
    off = {"off.yaml": "rules: [{id: STR-001, off: 甲}]"}
    assert compiled(resources.rule_files(), {"own.yaml": rule.replace("STR-0001", "STR-001"), **off})


@pytest.mark.usefixtures("only_sum")
def test_a_broken_message_shows_line_and_caret_under_chinese() -> None:
    rules = SECTION_RULES.replace("message: 甲", "message: '甲乙丙{{ lefd }}'")
    with pytest.raises(RulesError) as raised:
        compiled({**templates(), "2021/structure.yaml": rules})
    head, line, caret = raised.value.faults[0].split("\n")
    assert head.startswith("rules/2021/structure.yaml:4:52: “message”中的变量“lefd”不存在，是否想写“left”？")
    before = line.partition("lefd")[0]
    assert caret.partition("^")[0].count("\u3000") == sum(map(before.count, "申请新收甲乙丙")) == 9
    assert wcwidth.wcswidth(caret.partition("^")[0]) == wcwidth.wcswidth(before)
    assert caret.count("^") == 4


@pytest.mark.usefixtures("only_sum")
def test_overrides_and_off_change_the_later_edition_only() -> None:
    changes = ("rules:\n  - {id: STR-001, level: warning, message: 旧, least: 3}\n"
               "  - {id: STR-002, off: 旧格式没有}\n")
    built = ruleset.build(compiled({**templates(), "2021/a.yaml": SECTION_RULES, "2019/a.yaml": changes}))
    new, old = built.editions
    assert [(rule.id, rule.level, rule.message) for rule in new.rules] == [
        ("STR-001", Level.ERROR, "甲"), ("STR-002", Level.ERROR, "乙")]
    assert [(rule.id, rule.level, rule.message) for rule in old.rules] == [("STR-001", Level.WARNING, "旧")]
    assert (new.rules[0].options.least, old.rules[0].options.least) == (0, 3)
    assert old.rules[0].options.relation == new.rules[0].options.relation


@pytest.mark.usefixtures("only_sum")
def test_own_rules_come_on_top_of_every_edition() -> None:
    own = "rules:\n  - {id: STR-001, level: info}\n" + SECTION_RULES.split("rules:\n")[1].replace(
        "STR-001", "OWN-001").replace("One", "Own").split("  - {id: STR-002")[0]
    built = ruleset.build(compiled({**templates(), "2021/a.yaml": SECTION_RULES}, {"own.yaml": own}))
    for edition in built.editions:
        assert [rule.id for rule in edition.rules] == ["STR-001", "STR-002", "OWN-001"]
        assert edition.by_id["STR-001"].level is Level.INFO


@pytest.mark.usefixtures("only_sum")
def test_every_type_of_option_survives_compiling() -> None:
    text = """
rules:
  - id: T3-COL
    name: Sum
    title: 和
    kind: sum
    level: info
    basis: [{document: 令, clause: 一}, {document: 令, clause: 二}]
    table: 申请
    each: column
    relation: 新收 − 不予公开.* ≥ 结转下年
    rows: [新收, 其他处理.1]
    sections: {总体情况: [网站, 0123]}
    words: ['\\d+年', no]
    limit: 12.50
    share: 0.3
    least: 7
    strict: false
    other: warning
    message: 和
    status: preview
    when: {years: {from: 2021}, organs: [政府]}
    levels: [{level: error, years: {from: 2022, to: 2023}}, {level: warning, organs: [部门]}]
    examples: [{good: 好, bad: 坏}]
"""
    rule = ruleset.build(compiled({**templates(), "2021/a.yaml": text})).editions[0].rules[0]
    options = rule.options
    assert options.words == (Regex(r"\d+年"), Regex("no"))
    assert options.words[0].compiled.search("2021年")
    assert (str(options.limit), options.share, options.least, options.strict) == ("12.50", 0.3, 7, False)
    assert options.sections == {"总体情况": ("网站", "0123")}
    assert options.other is Level.WARNING
    formula = options.relation
    assert (formula.sign, [(o.name, o.factor, o.every) for o in (*formula.left, *formula.right)]) == (
        ">=", [("新收", 1, False), ("不予公开", -1, True), ("结转下年", 1, False)])
    assert [str(basis) for basis in rule.basis] == ["令 一", "令 二"]
    assert (rule.status, rule.examples[0].bad, rule.when.organs) == ("preview", "坏", ("政府",))
    assert [rule.level_for(*about) for about in ((2022, ""), (2024, "部门"), (2024, ""))] == [
        Level.ERROR, Level.WARNING, Level.INFO]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    | st.builds(Regex, st.text()) | st.sampled_from(list(LEVELS.values()))
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner))


@given(VALUES)
def test_codec_round_trip(value: object) -> None:
    decoded = codec.decode(codec.encode(value))
    assert decoded == value
    if isinstance(value, Decimal):
        assert str(decoded) == str(value)


TEMPLATE_FAULTS = {
    "unknown key": ("layout: matrix", "layuot: matrix", "键“layuot”不存在，是否想写“layout”？"),
    "choice": ("layout: matrix", "layout: matrx", "“layout”的值“matrx”不存在，是否想写“matrix”？"),
    "group": ("办理结果, 不予公开]", "办理结果, 不公开]", "组“不公开”不存在，是否想写“不予公开”？"),
    "section": ("section: 申请办理", "section: 申请", "部分“申请”不存在，是否想写“申请办理”？"),
    "row twice": ("name: 不予公开.2,", "name: 不予公开.1,", "行“不予公开.1”重复"),
    "pattern": ("(\\d{4}年)?(度)?", "(\\d{4}年", "不是合法的正则表达式"),
    "id": ('id: "2021"', 'id: "2020"', "表样的id应与文件夹同名"),
    "year": ("years: {from: 2021}", "years: {from: 今年}", "“from”应为整数"),
    "base": ('extends: "2021"', 'extends: "2012"', "版式“2012”不存在，是否想写“2021”？"),
    "removed row": ("remove: [其他处理.1", "remove: [其他处理.9", "行“其他处理.9”不存在"),
}


@pytest.mark.parametrize("name", TEMPLATE_FAULTS)
def test_faults_of_templates(name: str) -> None:
    old, new, message = TEMPLATE_FAULTS[name]
    files = {path: text.replace(old, new, 1) for path, text in templates().items()}
    assert files != templates()
    with pytest.raises(RulesError) as raised:
        compiled(files)
    assert message in str(raised.value)
    assert raised.value.faults[0].startswith("rules/20")


def test_templates_survive_compiling_and_2019_has_its_own_rows() -> None:
    new, old = ruleset.build(compiled(templates())).editions
    for edition in (new, old):
        assert template_from(plain(edition.template)) == edition.template
    assert [len(table.rows) for table in new.template.tables] == [6, 25, 3]
    assert [len(table.rows) for table in old.template.tables] == [8, 23, 3]
    names = [row.name for row in old.template.tables[1].rows]
    assert names[-4:] == ["不予处理.5", "其他处理", "办理总计", "结转下年"]
    assert (new.template.years, old.template.years) == ((2021, None), (2019, 2020))
    assert old.template.sections == new.template.sections


def test_compiled_form_is_not_stale() -> None:
    data = compiled(resources.rule_files())
    stored = (resources.rules() / "compiled.json").read_bytes()
    assert stored == ruleset.serialised(data), "run python -m reportlint.rulefiles.rulefile"


def test_a_stale_compiled_form_is_not_used(monkeypatch: pytest.MonkeyPatch, only_sum: None) -> None:  # noqa: F811
    files = {**templates(), "2021/a.yaml": SECTION_RULES}
    monkeypatch.setattr(ruleset, "rule_text", lambda name: files.get(name, "other"))
    monkeypatch.setattr(ruleset, "rule_files", lambda: files)
    assert [rule.id for rule in ruleset.load().rules] == ["STR-001", "STR-002"]


def test_loading_imports_no_parser() -> None:
    code = ("import sys; from reportlint.ruleset import load; load(); "
            "print(sorted({'yaml', 'lark', 'jinja2'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_options_never_have_the_name_of_a_rules_own_key() -> None:
    from reportlint.checks import KINDS, kind
    from reportlint.rulefiles.fields import hints
    from reportlint.rulefiles.ruleentry import Head

    for name in KINDS:
        assert not set(hints(kind(name).Options)) & (set(hints(Head)) | {"off"}), name


@given(st.text() | st.text(alphabet="- :{}[]&*a#'\"|>!%@`\n\t?,甲0"))
def test_any_text_is_yaml_or_has_a_fault(text: str) -> None:
    faults = Faults()
    node = yamlfile.load("x.yaml", text, faults)
    assert node is None or isinstance(node, (yamlfile.Scalar, yamlfile.Sequence, yamlfile.Mapping))


SCALARS = {
    "no": "no", "yes": "yes", "0123": "0123", "12:30": "12:30", "2024-01-01": "2024-01-01", "1_000": "1_000",
    "0x1F": "0x1F", "7": 7, "-7": -7, "1.5": 1.5, "true": True, "~": None, "": None, "'7'": "7",
    '"true"': "true",
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("written", SCALARS)
def test_scalars_mean_what_they_say(written: str) -> None:
    faults = Faults()
    node = yamlfile.load("x.yaml", f"a: {written}\n", faults)
    assert node is not None
    assert node.value == {"a": SCALARS[written]}
    assert type(node.value["a"]) is type(SCALARS[written])  # type: ignore[call-overload, index]
