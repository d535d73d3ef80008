"""The JSON Schema of rule files: valid, and of one mind with the program's own reading of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest
import yaml
from reportlint import resources, ruleset
from reportlint.checks import KINDS, kind
from reportlint.cli import main
from reportlint.command.schema import rule_file
from reportlint.errors import RulesError
from reportlint.rulefiles import yamlfile
from reportlint.rulefiles.faults import Faults
from reportlint.rulefiles.fields import hints
from reportlint.rulefiles.kindwords import KEY_WORDS, KIND_WORDS
from reportlint.rulefiles.ruleentry import Head

SCHEMA = rule_file(ruleset.load())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
RULES = {name: text for name, text in resources.rule_files().items() if not name.endswith("/template.yaml")}
GOOD: Mapping[str, Any] = {
    "id": "OWN-001", "name": "Own", "title": "甲", "kind": "value_range", "share_of": "办理总计", "level": "error",
    "basis": {"document": "令", "clause": "一"}, "message": "甲{{ value }}",
    "table": "申请", "row": "新收", "columns": ["总计"], "share": 5,
}


def own_says(text: str) -> bool:
    """Whether the program takes a rule file on top of its own."""
    try:
        ruleset.load({"own.yaml": text})
    except RulesError:
        return False
    return True


def schema_says(text: str) -> bool:
    """Whether the schema takes what the file says (scalars as the program understands them)."""
    node = yamlfile.load("own.yaml", text, Faults())
    return VALIDATOR.is_valid(node.value if node else None)


def written(*rules: Mapping[str, Any], **more: Any) -> str:
    return yaml.safe_dump({"rules": list(rules), **more}, allow_unicode=True, sort_keys=False)


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", RULES)
def test_our_rules_fit(name: str) -> None:
    node = yamlfile.load(name, RULES[name], Faults())
    assert node is not None
    assert [error.message for error in VALIDATOR.iter_errors(node.value)] == []


def without(name: str) -> Mapping[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


FITTING = {
    "a new rule": written(GOOD),
    "with everything": written({
        **GOOD, "advice": "改", "when": {"years": {"from": 2021, "to": None}, "organs": ["政府"]},
        "levels": [{"level": "info", "years": {"to": 2022}}, {"level": "info", "organs": ["部门"]}],
        "examples": [{"good": "甲", "bad": "乙"}], "status": "preview", "share": "20", "blank": "T3-EMPTY"}),
    "several bases": written({**GOOD, "basis": [{"document": "令", "clause": "一"}] * 2}),
    "a number for a word": written({**GOOD, "title": 12}),
    "a change": written({"id": "S1-LEN", "most": 500, "level": "error"}),
    "one switched off": written({"id": "S1-LEN", "off": "本省另有规定"}),
    "for one edition": written({"id": "S1-LEN", "most": 500}, extends="reportlint:2021"),
    "for two editions": written({"id": "STR-003", "level": "info"}, extends=["2021", "reportlint:2019"]),
    "none": "rules: []\n",
}
FAULTY = {
    # (without kind it is a change, of a rule that the schema cannot know)
    **{f"without {name}": written(without(name)) for name in GOOD if name not in ("share", "share_of", "kind")},
    "unknown key": written({**GOOD, "tabel": "申请"}),
    "unknown key of the file": written(GOOD, rule=[]),
    "unknown kind": written({**GOOD, "kind": "value_rnage"}),
    "a key of another kind": written({**GOOD, "find": {"甲": "乙"}}),
    "unknown level": written({**GOOD, "level": "warn"}),
    "lower-case id": written({**GOOD, "id": "own-001"}),
    "a name in small letters": written({**GOOD, "name": "own"}),
    "a word for a number": written({**GOOD, "share": "很多"}),
    "a fraction for a whole number": written({**GOOD, "share": 1.5}),
    "a word for a list": written({**GOOD, "columns": "总计"}),
    "a list for a word": written({**GOOD, "row": ["新收"]}),
    "no title": written({**GOOD, "title": None}),
    "an empty title": written({**GOOD, "title": ""}),
    "an empty list": written({**GOOD, "columns": []}),
    "no basis": written({**GOOD, "basis": []}),
    "a basis without clause": written({**GOOD, "basis": {"document": "令"}}),
    "a basis of words": written({**GOOD, "basis": "令"}),
    "an example of one half": written({**GOOD, "examples": [{"good": "甲"}]}),
    "years by another name": written({**GOOD, "when": {"years": {"until": 2020}}}),
    "a year in words": written({**GOOD, "when": {"years": {"from": "今年"}}}),
    "a level for nobody": written({**GOOD, "levels": [{"years": {"to": 2020}}]}),
    "an unknown status": written({**GOOD, "status": "draft"}),
    "off with more": written({"id": "S1-LEN", "off": "原因", "level": "info"}),
    "off without reason": written({"id": "S1-LEN", "off": None}),
    "a change of an unknown key": written({"id": "S1-LEN", "mots": 500}),
    "a change to a word": written({"id": "S1-LEN", "most": "五百"}),
    "a rule without id": written(without("id")),
    "a rule that is a word": "rules: [甲]\n",
    "rules that are no list": "rules: {甲: 乙}\n",
    "no rules": "extends: '2021'\n",
    "a list": "- 甲\n",
    "extends nothing": written(GOOD, extends=None),
}


@pytest.mark.parametrize("case", FITTING)
def test_what_fits(case: str) -> None:
    assert (own_says(FITTING[case]), schema_says(FITTING[case])) == (True, True)


@pytest.mark.parametrize("case", FAULTY)
def test_what_does_not_fit(case: str) -> None:
    assert (own_says(FAULTY[case]), schema_says(FAULTY[case])) == (False, False)


def test_descriptions_are_there_for_all_that_can_be_written() -> None:
    """A new kind needs a sentence in linter/rulefiles/kindwords.py."""
    assert set(KINDS) <= set(KIND_WORDS)
    assert set(KEY_WORDS) == {*hints(Head), "off"}
    for name in KINDS:
        for key, schema in SCHEMA["definitions"][f"kind-{name}"]["properties"].items():
            assert "$ref" in schema or schema["description"], f"{name}: {key}"


def test_names_of_the_form_are_offered() -> None:
    properties = SCHEMA["definitions"]["kind-value_range"]["properties"]
    assert "新收" in properties["row"]["examples"]
    assert "总计" in properties["columns"]["items"]["examples"]
    assert "default" not in properties["row"]
    assert properties["share"]["default"] == 100


def test_facts_are_described() -> None:
    assert all(words for name in KINDS for words in kind(name).FACTS.values())


def test_the_command(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capfd.readouterr().out) == SCHEMA
