"""SARIF: the schema, and what neither schema nor validators catch.

The schema check needs the file `sarif-2.1.0.json` (it is in the npm package
@microsoft/sarif-multitool-linux): REPORTLINT_SARIF_SCHEMA says where. `.ci/validate-sarif` fetches it.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from reportlint.findings import Finding, Place, Report, Run
from reportlint.model import Origin, Source
from reportlint.reporters import Options, reporter
from sample_runs import BLIND_RUN, CLEAN_RUN, LONG, MARKDOWN, RULESET, RUN, RUNS, WORD, WORD_RUN

HOW = Options(status=2, folder="/仓库/子", root="/仓库")


def log(run: Run, options: Options = HOW) -> dict[str, Any]:
    (found,) = json.loads(reporter("sarif").write(run, RULESET, options))["runs"]
    return dict(found)


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object within, outermost first."""
    if isinstance(data, dict):
        yield data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects(item)


@pytest.mark.parametrize("name", RUNS)
def test_schema(name: str) -> None:
    file = os.environ.get("REPORTLINT_SARIF_SCHEMA", "")
    if not file:
        pytest.skip("REPORTLINT_SARIF_SCHEMA does not name the schema file (see .ci/validate-sarif)")
    schema = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    data = json.loads(reporter("sarif").write(RUNS[name], RULESET, HOW))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize("name", RUNS)
def test_no_text_region_on_binary_artefacts(name: str) -> None:
    run = log(RUNS[name])
    binary = {
        index
        for index, artifact in enumerate(run["artifacts"])
        if "encoding" not in artifact and "roles" in artifact
    }
    for item in objects([run["results"], run["invocations"]]):
        if "artifactLocation" in item and item["artifactLocation"]["index"] in binary:
            assert not {"region", "contextRegion"} & set(item)


def test_text_places_have_all_four_numbers_and_the_words() -> None:
    result = log(RUN)["results"][4]
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {
        "startLine": 8,
        "startColumn": 23,
        "endLine": 8,
        "endColumn": 25,
        "snippet": {"text": "48"},
    }
    assert place["contextRegion"] == {"startLine": 7, "endLine": 9}


def test_columns_count_utf16_units() -> None:
    """The name of a street begins with a letter beyond U+FFFF."""
    result = log(RUN)["results"][3]
    region = result["locations"][0]["physicalLocation"]["region"]
    before = LONG[: LONG.index("𠮷")].encode("utf-16-le")
    assert region["snippet"]["text"] == "𠮷祥路"
    assert region["startColumn"] == len(before) // 2 + 1
    assert region["endColumn"] - region["startColumn"] == 4


def test_a_place_over_several_lines() -> None:
    source = Source("a.txt", "text", (), "UTF-8", ("一二三", "四五六", "七八九"))
    finding = replace(MARKDOWN.findings[2], place=Place(Origin(1, 2, 3, 2)))
    run = log(Run((Report("a.txt", source, "00", findings=(finding,)),)))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"]["text"] == "二三\n四五六\n七"
    assert (region["endLine"], region["endColumn"]) == (3, 2)


@pytest.mark.parametrize(("run", "present"), [(RUN, True), (WORD_RUN, False), (CLEAN_RUN, False)])
def test_column_kind_only_where_text_has_results(run: Run, present: bool) -> None:
    assert ("columnKind" in log(run)) is present


def test_word_places_are_logical_with_parents() -> None:
    run = log(WORD_RUN)
    (place,) = run["results"][2]["locations"][0]["logicalLocations"]
    assert place["fullyQualifiedName"] == "三、收到和处理情况/表三/行“一、本年新收“申请”数量”/列“总计”"
    names = []
    entry = run["logicalLocations"][place["index"]]
    while entry:
        names.append(entry["name"])
        entry = run["logicalLocations"][entry["parentIndex"]] if "parentIndex" in entry else None
    assert names[::-1] == ["三、收到和处理情况", "表三", "行“一、本年新收“申请”数量”", "列“总计”"]
    assert (
        run["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]
        == "一、总体情况/第12段"
    )


@pytest.mark.parametrize("name", RUNS)
def test_every_uri_is_ascii_and_relative(name: str) -> None:
    run = log(RUNS[name])
    addresses = [item for item in objects(run) if "uri" in item]
    assert all(item["uri"].isascii() and not item["uri"].startswith("/") for item in addresses)
    assert all(item["uriBaseId"] == "SRCROOT" and ".." not in item["uri"] for item in addresses)


@pytest.mark.parametrize(
    ("name", "address", "base"),
    [
        ("年 报#1%.md", "子/年 报#1%.md", True),
        ("../上/a.md", "上/a.md", True),
        ("../../外/a.md", "file:///外/a.md", False),
        ("/别处/a.md", "file:///别处/a.md", False),
        ("D:/报告/a.md", "file:///D:/报告/a.md", False),
    ],
)
def test_addresses(name: str, address: str, base: bool) -> None:
    source = Source(name, "text", (), "UTF-8")
    location = log(Run((Report(name, source, "00"),)))["artifacts"][0]["location"]
    assert unquote(location["uri"]) == address
    assert ("uriBaseId" in location) is base
    assert location["description"]["text"] == name


def test_a_name_that_is_no_text_keeps_its_bytes() -> None:
    name = "a\udcff.txt"
    location = log(Run((Report(name, Source(name, "text", (), "UTF-8"), "00"),)))["artifacts"][0]["location"]
    assert location["uri"] == "%E5%AD%90/a%FF.txt"


def test_two_findings_in_one_cell_have_different_fingerprints() -> None:
    marks = [result["partialFingerprints"] for result in log(WORD_RUN)["results"]]
    assert len({mark["reportlint/v1"] for mark in marks}) == len(marks) == 5
    assert len({mark["primaryLocationLineHash"] for mark in marks}) == 5


def test_line_hash_only_where_the_code_host_cannot_make_it() -> None:
    for result in log(RUN)["results"]:
        located = "region" in result["locations"][0]["physicalLocation"]
        assert ("primaryLocationLineHash" in result["partialFingerprints"]) is not located


def test_related_places_are_linked_from_the_message() -> None:
    result = log(RUN)["results"][4]
    assert "[自然人 31](1)、[商业企业 16](2)" in result["message"]["text"]
    assert [place["id"] for place in result["relatedLocations"]] == [1, 2]


def test_braces_and_brackets_of_a_report_are_no_placeholders_and_no_links() -> None:
    text = log(RUN)["results"][5]["message"]["text"]
    assert "｛0｝占位[文字］(x)" in text
    assert "{" not in text


def test_rules_say_what_why_and_how() -> None:
    run = log(RUN)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    rule = next(rule for rule in rules if rule["id"] == "T3-ROW")
    assert "国办公开办函〔2021〕30号 附件 表三" in rule["help"]["text"]
    assert "核对该行各列" in rule["help"]["markdown"]
    assert "| 一、新收 | 1 | 2 |" in rule["help"]["markdown"]
    assert rule["properties"]["tags"] == ["T3", "form-2021"]


@pytest.mark.parametrize(("run", "successful"), [(RUN, False), (BLIND_RUN, False), (WORD_RUN, True)])
def test_a_run_that_could_not_see_all_is_not_successful(run: Run, successful: bool) -> None:
    (invocation,) = log(run)["invocations"]
    assert invocation["executionSuccessful"] is successful
    assert invocation["exitCode"] == 2


def test_what_was_not_seen_is_notified() -> None:
    (invocation,) = log(RUN)["invocations"]
    told = invocation["toolExecutionNotifications"]
    assert [(n["descriptor"]["id"], n["level"]) for n in told] == [
        ("unreadable", "error"),
        ("unreadable", "error"),
        ("unjudged", "warning"),
        ("unjudged", "note"),
    ]
    assert "打开密码" in told[0]["message"]["text"]
    assert told[2]["associatedRule"]["id"] == "T3-TOT"
    assert log(BLIND_RUN)["invocations"][0]["toolExecutionNotifications"][0]["level"] == "error"


def test_artifacts_have_hash_type_and_encoding_of_text_only() -> None:
    files = log(RUN)["artifacts"]
    assert [file.get("encoding") for file in files] == ["UTF-8", None, "GB18030", None, None]
    assert files[1]["hashes"] == {"sha-256": "cd" * 32}
    assert files[0]["mimeType"] == "text/markdown"


def test_a_finding_of_an_unknown_rule_is_still_written() -> None:
    finding = Finding("OWN-1", MARKDOWN.findings[0].level, "自定。", Place())
    assert log(Run((replace(WORD, findings=(finding,)),)))["results"][0]["ruleId"] == "OWN-1"
