"""Published reports, where they are at hand: what their prose says of their tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlint import ruleset
from reportlint.configuration.selection import narrowed
from reportlint.engine import check

FOLDER = Path(__file__).parents[3] / "shared" / "reports"
RULES = narrowed(ruleset.load(), ("T2-TEXT", "T3-TEXT", "T3-PCT", "T3-DONE", "T3-ZERO", "T4-TEXT", "TX-CONTRA"), ())
FOUND = {
    # eleven sorts of information, 2603 in all
    "10-pingtan-2020.html": ["TX-CONTRA 正文“2602条”与“机构职能类信息82条……其他应主动公开政府信息1053条”自相矛盾"
                            "（11项合计2603条，相差1）。"],
    # 75 received: 74 new and 1 carried in, 72 of natural persons: 71 and 1
    "12-pingtan-2022.html": [],
    "13-pingtan-2023.html": ["T2-TEXT 正文称“现行有效行政规范性文件393件”，表二“行政规范性文件—现行有效件数”为470件。"],
    # eleven offices' and counties' figures, five fees
    "16-suqian-shi-2023.html": [],
    # the district office's 17 beside the whole district's 95
    "03-hongze-qu-2024.pdf": [],
}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the published reports are not at hand")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("[01]*.*")), ids=lambda path: path.name)
def test_findings_about_prose(path: Path) -> None:
    report = check(path.name, path.read_bytes(), RULES)
    wanted = FOUND.get(path.name, FOUND.get(path.with_suffix(".html").name, []))
    assert [f"{finding.rule} {finding.message}" for finding in report.findings] == wanted
