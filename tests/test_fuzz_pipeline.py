"""Any damaged report, through reading, parsing, binding and all rules: a report or a ReadError, the same twice."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import MODEL, inside, mutated, seeds
from readers.drawing import Page, pdf_of
from reportlint import engine
from reportlint.errors import ReadError
from reportlint.findings import Failure, Report, Run
from reportlint.reporters import REPORTERS, Options, reporter
from reportlint.ruleset import load

RULESET = load()
NUMBER = st.integers(0, 2**31)
STEPS = st.lists(st.tuples(NUMBER, NUMBER, NUMBER, NUMBER), min_size=1, max_size=12)
OPTIONS = Options(width=80, colour=False, status=2, folder="/a", root="/a", complete=False)


def judged(name: str, data: bytes) -> Report | str:
    try:
        return engine.check(name, data, RULESET)
    except ReadError as error:
        return error.reason


def hold(name: str, data: bytes) -> Report | str:
    """What every input must come to."""
    found = judged(name, data)
    if isinstance(found, str):
        assert found
        assert "\n" not in found
        run = Run((), (Failure(name, found),))
    else:
        assert not [item.reason for item in found.unjudged if "内部错误" in item.reason]
        run = Run((found,), ())
    for format in REPORTERS:
        reporter(format).write(run, RULESET, OPTIONS)
    return found


@pytest.mark.parametrize("name", seeds())
def test_the_seeds_are_read(name: str) -> None:
    data = seeds()[name]
    assert isinstance(hold(name, data), Report) or name == "zip.zip"


@pytest.mark.parametrize("name", seeds())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_a_damaged_report_is_judged_or_refused(name: str, steps: list[tuple[int, int, int, int]]) -> None:
    data = inside(name, seeds()[name], lambda raw: mutated(raw, steps))
    assert hold(name, data) == judged(name, data)


@pytest.mark.parametrize("name", ["docx.docx", "ofd.ofd", "zip.zip"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_a_damaged_package_too(name: str, steps: list[tuple[int, int, int, int]]) -> None:
    hold(name, mutated(seeds()[name], steps))


LONG = "9" * 6000
ODD = {
    "a fee": f"收取信息处理费{LONG}元。",
    "a fee with a part": f"收取信息处理费{LONG[:40]}.{LONG}万元。",
    "a count": f"收到政府信息公开申请{LONG}件，占{LONG}%，增长{LONG}.5%。",
    "a count in Chinese": "收到政府信息公开申请" + "九" * 6000 + "件。",
    "myriads": "收到政府信息公开申请一" + "亿" * 6000 + "件。",
    "a year": f"## {LONG}、{LONG}年{LONG}月{LONG}日至{LONG}年",
    "a heading": f"{LONG}、其他\n\n（{LONG}）其他\n\n第{LONG}部分",
    "a heading in Chinese": "九" * 6000 + "、其他\n\n" + "十" * 6000 + "、其他",
    "digits of other scripts": "收到申请٣٤²③件，第²条，²、其他\n\n٣、其他\n\n２０²４年²月",
}


@pytest.mark.parametrize("case", ODD)
def test_numbers_of_any_length(case: str) -> None:
    for place in ("## 二", "## 五", "## 六"):
        hold("a.md", MODEL.replace(place, f"{ODD[case]}\n\n{place}", 1).encode())


def test_a_size_that_is_no_number() -> None:
    hold("a.pdf", pdf_of(Page(texts=[(90, 90, 12, "公开")], raw="1e38 0 0 1e38 0 0 cm 1e38 0 0 1e38 0 0 cm")))


@settings(max_examples=25, deadline=None)
@given(data=st.binary(max_size=2000), name=st.sampled_from(sorted(seeds())))
def test_any_bytes(data: bytes, name: str) -> None:
    hold(name, data)


def test_a_title_that_only_the_files_metadata_have_stands_on_no_line() -> None:
    page = ("<title>甲市乙局2024年政府信息公开工作年度报告</title><p>乙发〔2025〕号</p><p>一、总体情况</p><p>略。</p>"
            "<p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p>").encode()
    report = hold("a.html", page)
    assert isinstance(report, Report)
    assert report.title == "甲市乙局2024年政府信息公开工作年度报告"
