"""`init`: the files that it writes are right as they are, fit their schemas, and are never overwritten."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from reportlint.cli import main
from reportlint.command.schema import settings_file
from reportlint.configuration.settings import Settings
from reportlint.rulefiles import yamlfile
from reportlint.rulefiles.faults import Faults
from reportlint.rulefiles.fields import hints
from reportlint.rulefiles.kindwords import SETTING_WORDS

MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
WRITTEN = [".reportlint.yaml", "reportlint-rules.schema.json", "reportlint-settings.schema.json", "规则.yaml"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()


def value(name: str) -> Any:
    node = yamlfile.load(name, Path(name).read_text(encoding="utf-8"), Faults())
    assert node
    return node.value


def schema_of(name: str) -> Any:
    """The schema that a file's first line names, from the file's folder."""
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", Path(name).read_text(encoding="utf-8"))
    assert found
    return json.loads(Path(name).with_name(found[1]).read_text(encoding="utf-8"))


def test_what_is_written_works(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "新"]) == 0
    assert sorted(path.name for path in Path("新").iterdir()) == WRITTEN
    for name in ("新/.reportlint.yaml", "新/规则.yaml"):
        schema = schema_of(name)
        jsonschema.Draft7Validator.check_schema(schema)
        assert list(jsonschema.Draft7Validator(schema).iter_errors(value(name))) == []
    assert main(["test", "新/规则.yaml"]) == 0
    Path("新/年报.md").write_text(MODEL.replace("把信息公开同业务工作一起部署", "取得了显著成效"), encoding="utf-8")
    capfd.readouterr()
    assert main(["-f", "concise", "新"]) == 0
    assert "“取得了显著成效”空泛" in capfd.readouterr().out


def test_every_line_that_is_commented_out_works_too() -> None:
    assert main(["init"]) == 0
    for name in (".reportlint.yaml", "规则.yaml"):
        text = re.sub(r"(?m)^( *)# (?=- \{|[a-z]+: [\[{])", r"\1", Path(name).read_text(encoding="utf-8"))
        assert text.count("\n# ") < 5
        Path(name).write_text(text, encoding="utf-8")
        assert list(jsonschema.Draft7Validator(schema_of(name)).iter_errors(value(name))) == []
    assert len(value(".reportlint.yaml")) == 6
    assert [rule["id"] for rule in value("规则.yaml")["rules"]] == ["S1-LEN", "TTL-004", "OWN-WORDS"]
    Path("规则.yaml").write_text(re.sub(r" *- \{id: TTL.*\n", "", Path("规则.yaml").read_text("utf-8")), "utf-8")
    Path("年报.md").write_text(MODEL, encoding="utf-8")
    assert main(["年报.md"]) == 0


def test_nothing_of_the_users_is_overwritten(capfd: pytest.CaptureFixture[str]) -> None:
    Path("规则.yaml").write_text("rules: []\n", encoding="utf-8")
    assert main(["init"]) == 0
    assert Path("规则.yaml").read_text(encoding="utf-8") == "rules: []\n"
    assert "规则.yaml 已经有了，没有改动" in capfd.readouterr().err
    assert main(["init"]) == 0
    assert main(["init", "甲", "乙"]) == 2
    assert main(["init", "--roster"]) == 2


GOOD = {"levels": {"T3": "error"}, "accept": [{"path": "a", "rules": ["T3"], "reason": "甲"}],
        "overrides": [{"years": {"from": 2024, "to": None}, "off": {"T3": "乙"}}], "extends": ["a.yaml"]}
WRONG = [{"level": {}}, {"levels": {"T3": "fatal"}}, {"ignore": "T3"}, {"accept": [{"path": "a"}]},
         {"overrides": [{"year": {}}]}]


def test_the_schema_of_settings(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--settings"]) == 0
    schema = json.loads(capfd.readouterr().out)
    assert schema == settings_file()
    validator = jsonschema.Draft7Validator(schema)
    assert validator.is_valid(GOOD)
    assert [wrong for wrong in WRONG if validator.is_valid(wrong)] == []
    assert set(SETTING_WORDS) == {"extends", *hints(Settings)}
