"""The day a report came out: from a page's metadata, its lines, the roster; real pages by their own dates."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlint import engine, ruleset
from reportlint.configuration.selection import narrowed
from reportlint.findings import Report
from reportlint.publication import day_of
from reportlint.survey.roster import Unit
from reportlint.survey.standing import Standing

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
RULES = narrowed(ruleset.load(), ("PUB",), ())
MODEL = ruleset.load().editions[0].model

DAYS = {
    "2025-01-20": (2025, 1, 20), "2025-01-20 08:58": (2025, 1, 20), "2025年1月20日": (2025, 1, 20),
    "2025/1/20": (2025, 1, 20), "2025.01.20": (2025, 1, 20), "20250120": (2025, 1, 20),
    "20250120085800": (2025, 1, 20), "2025 年 1 月 20 日": (2025, 1, 20), "2025-01-20T08:58:00+08:00": (2025, 1, 20),
    "2025-13-20": None, "2025-02-30": None, "1月20日": None, "": None, "202501": None,
    "2025-02-30 2025-02-28": (2025, 2, 28), "2024-02-29": (2024, 2, 29), "1900-02-29": None, "0000-01-01": None,
}


@pytest.mark.parametrize("words", DAYS)
def test_a_day_as_written(words: str) -> None:
    assert day_of(words) == DAYS[words]


@given(st.text(alphabet="0123456789-/.年月日 T:", max_size=40))
def test_any_words_have_a_day_or_none(words: str) -> None:
    found = day_of(words)
    assert found is None or str(found[0]) in words


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_day_is_possible_where_the_library_of_dates_has_it(year: int, month: int, day: int) -> None:
    try:
        expected = (datetime.date(year, month, day).year, month, day)
    except ValueError:
        expected = None
    assert day_of(f"{year:04}-{month}-{day}") == expected


def page(head: str, body: str = "") -> str:
    """The model report's words as a web page."""
    lines = "".join(f"<p>{line}</p>\n" for line in MODEL.splitlines() if line and not line.startswith("|"))
    return f"<html><head><meta charset='utf-8'>{head}</head>\n<body>{body}\n{lines}</body></html>"


def checked(text: str, unit: Unit | None = None, name: str = "年报.html") -> Report:
    return engine.check(name, text.encode(), RULES, standing=lambda _: Standing(unit))


PAGES = {
    # head, body, the day shown and the line it stands on; None: not known
    "a meta element": ("<meta name='PubDate' content='2025-02-03 08:58'>", "", ("2025年2月3日", 1)),
    "in small letters": ("<meta name='pubdate' content='2025-02-03'>", "", ("2025年2月3日", 1)),
    "a line of the page": ("", "<p>来源：县水利局 发布时间：2025-02-03 浏览次数：8</p>", ("2025年2月3日", 2)),
    "a spaced line": ("", "<p>发布日期 ： 2025年02月03日</p>", ("2025年2月3日", 2)),
    "the metadata before the line": (
        "<meta name='PubDate' content='2025-02-04'>", "<p>发布日期：2025-02-03</p>", ("2025年2月4日", 1)),
    "an impossible one, then a line": (
        "<meta name='PubDate' content='2025-02-31'>", "<p>发布日期：2025-02-03</p>", ("2025年2月3日", 2)),
    "another date": ("<meta name='Crawled' content='2025-02-03'>", "<p>采集时间：2025-02-03</p>", None),
    "none": ("", "", None),
}


@pytest.mark.parametrize("case", PAGES)
def test_where_the_day_is_read(case: str) -> None:
    head, body, expected = PAGES[case]
    report = checked(page(head, body))
    if expected:
        (finding,) = report.findings
        assert (finding.rule, finding.facts["date"], finding.place.origin.line) == ("PUB-001", *expected)
        assert not report.unjudged
    else:
        assert not report.findings
        assert [(item.rule, item.count) for item in report.unjudged] == [("PUB-001", 2)]
    assert report.status(None) == 0


def test_the_roster_tells_kind_and_day() -> None:
    unit = Unit("青山县水利局", "乡镇街道", published={"2024": "2025-03-01"})
    (finding,) = checked(page("<meta name='PubDate' content='2025-01-03'>"), unit).findings
    assert (finding.rule, finding.facts["date"], finding.facts["days"]) == ("PUB-003", "2025年3月1日", 29)


def test_a_last_day_that_the_year_lacks() -> None:
    unit = Unit("青山县水利局", "乡镇街道", due="2-30")
    assert not checked(page("<meta name='PubDate' content='2025-02-28'>"), unit).findings
    (finding,) = checked(page("<meta name='PubDate' content='2025-03-01'>"), unit).findings
    assert finding.facts["limit"] == "2025年2月28日"


REAL = {
    # report, its kind and rank by a roster ("": none), rules found
    ("10-pingtan-2020.html", "", ""): [], ("12-pingtan-2022.html", "", ""): [],
    ("10-pingtan-2020.html", "政府", "县级"): [],  # 5 March, but no earlier day than 31 March was set then
    ("12-pingtan-2022.html", "政府", "县级"): [], ("12-pingtan-2022.html", "部门", ""): ["PUB-001"],
    ("13-pingtan-2023.html", "政府", "县级"): ["PUB-002"], ("13-pingtan-2023.html", "政府", "地市级"): [],
    ("11-pingtan-2021.txt", "政府", "县级"): [], ("11-pingtan-2021.txt", "部门", ""): ["PUB-001"],
}


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")
@pytest.mark.parametrize(("name", "kind", "rank"), REAL)
def test_real_pages(name: str, kind: str, rank: str) -> None:
    """平潭 came out on 2021-03-05, 2022-02-08, 2023-02-20, 2024-03-08; its name does not tell its kind."""
    unit = Unit("平潭综合实验区", kind, rank=rank) if kind else None
    report = engine.check(name, (REPORTS / name).read_bytes(), RULES, standing=lambda _: Standing(unit))
    assert [finding.rule for finding in report.findings] == REAL[(name, kind, rank)]
