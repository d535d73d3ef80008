"""The HTML page: everything is on it, nothing on it runs or leaves it, its parts can be found by keyboard and ear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from reportlint import engine
from reportlint.cli import main
from reportlint.findings import Failure, Level, Report, Run, Unjudged
from reportlint.model import Grid, Line, Source
from reportlint.reporters import Options, reporter
from reportlint.ruleset import load
from reportlint.slimming import slim
from sample_runs import BLIND_RUN, CLEAN, MARKDOWN, RULESET, RUN, RUNS, WORD

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
VOID = {"meta", "br", "hr", "img", "input", "link"}
HOSTILE = ("<script>alert(1)</script>", '"onmouseover="alert(1)', "' onfocus='x", "]]>", "javascript:alert(1)",
           "<img src=//x.example/a>", "</style><b>", "{{ 7*7 }}", "&lt;i&gt;", "<!--")


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """The page as a browser reads it: elements in order; raises AssertionError where tags do not nest."""

    source: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs))
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(e.name for e in self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, name: str, **attributes: str) -> Iterator[Element]:
        return (e for e in self.elements
                if e.name == name and all(e.attributes.get(k) == v for k, v in attributes.items()))

    def one(self, name: str, **attributes: str) -> Element:
        found, = self.all(name, **attributes)
        return found


def raw(run: Run) -> bytes:
    shown = reporter("html").write(run, RULESET, Options())
    assert isinstance(shown, bytes)
    return shown


def page(run: Run) -> Page:
    return Page(raw(run).decode("utf-8"))


def checked(name: str, data: bytes) -> Report:
    return engine.check(name, data, load())


# ---- everything is there --------------------------------------------------------------------------------


def test_every_finding_has_its_article_with_all_that_is_known() -> None:
    shown = page(RUN)
    articles = list(shown.all("article"))
    ordered = sorted(RUN.reports, key=lambda report: (report.agency, str(report.year), report.name))
    expected = [(report, finding) for report in ordered for finding in report.findings]
    assert len(articles) == len(expected) == 11
    for article, (_, finding) in zip(articles, expected, strict=True):
        assert finding.rule in article.text
        assert {Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}[finding.level] in article.text
        assert "国办公开办函〔2021〕30号 附件 表三" in article.text
        assert finding.advice in article.text
        assert all(name in article.text for name in finding.place.path)
        assert all(other in article.text for other in finding.others)
    wrong_sum = next(article.text for article in articles if MARKDOWN.findings[4].message in article.text)
    assert "自然人 31" in wrong_sum
    assert "商业企业 16" in wrong_sum


def test_the_verdict_and_the_counts_come_first() -> None:
    shown = page(RUN)
    text = shown.one("body").text
    order = ["有错误，需要改正；有文件未能检查，不能视为合格。", "小结", "相符", "未能检查的文件", "各份报告"]
    assert [text.index(word) for word in order] == sorted(text.index(word) for word in order)
    counts = dict(zip((e.text for e in shown.all("dt") if "div" in e.inside),
                      (e.text for e in shown.all("dd") if "div" in e.inside), strict=True))
    assert counts == {"错误": "4", "警告": "6", "提示": "1", "未核对": "8", "未能检查": "2"}
    sums = [e.text for e in shown.all("td") if e.inside.count("table") and "nav" not in e.inside][:3]
    assert sums == ["117", "2", "7"]


def test_reports_follow_each_other_as_in_the_list() -> None:
    later, earlier = (replace(MARKDOWN, source=replace(MARKDOWN.source, name=name), year=year)
                      for name, year in (("甲.md", 2024), ("乙.md", 2023)))
    shown = page(Run((later, earlier)))
    listed = [link.attributes["href"][1:] for link in shown.all("a") if "nav" in link.inside]
    assert listed == [section.attributes["id"] for section in shown.all("section", **{"class": "report"})]
    assert listed == ["r2", "r1"]


def test_counts_of_the_list_carry_their_names() -> None:
    """On a phone there is no room for a head of the list."""
    shown = page(RUN)
    heads = [head.text for head in shown.all("th", scope="col") if "nav" in head.inside][3:]
    cells = [cell.attributes["data-name"] for cell in shown.all("td", **{"class": "number"}) if "nav" in cell.inside]
    assert len(heads) == 6
    assert cells == heads * len(RUN.files)


@pytest.mark.parametrize(("run", "verdict"), [
    (Run((CLEAN,)), "没有发现问题。"),
    (BLIND_RUN, "没有发现问题；有必须核对的内容未能核对，不能视为合格。"),
    (Run((replace(WORD, unjudged=BLIND_RUN.reports[0].unjudged),)),
     "有错误，需要改正；有必须核对的内容未能核对，不能视为合格。"),
    (Run((CLEAN,), (Failure("a.docx", "损坏。"),)), "没有发现问题；有文件未能检查，不能视为合格。"),
    (Run((replace(MARKDOWN, findings=MARKDOWN.findings[1:2]),)), "没有发现错误和警告，有提示。"),
    (Run((replace(MARKDOWN, findings=MARKDOWN.findings[1:3]),)), "没有发现错误，有警告需要核实。"),
    (Run(), "没有检查任何报告。"),
])
def test_verdicts(run: Run, verdict: str) -> None:
    said = page(run).one("header").text
    assert verdict in said
    assert ("✓" in said) == (verdict == "没有发现问题。")


def test_what_was_not_judged_leads_to_its_cause() -> None:
    cause = replace(WORD.findings[3], place=MARKDOWN.findings[0].place)
    shown = page(Run((replace(MARKDOWN, findings=(*MARKDOWN.findings, cause)),)))
    link = next(e for e in shown.all("a") if e.text == "查看原因")
    assert cause.message in shown.one("article", id=link.attributes["href"][1:]).text
    assert "没有识别出“总体情况”部分。" in shown.one("main").text


def test_several_reports_have_a_table_by_unit_that_leads_to_each() -> None:
    later = replace(CLEAN, agency="甲局", year=2024, name="z.md", title="甲局2024年报告")
    earlier = replace(later, year=2023, name="a.md", title="甲局2023年报告")
    shown = page(Run((MARKDOWN, later, earlier)))
    heads = [e.text for e in shown.all("th", scope="row") if "nav" in e.inside]
    links = [e for e in shown.all("a") if "nav" in e.inside]
    assert heads == ["甲局", "甲局", MARKDOWN.agency]
    assert [link.text for link in links] == ["a.md", "z.md", MARKDOWN.name]
    for link, title in zip(links, ("甲局2023年报告", "甲局2024年报告", MARKDOWN.title), strict=True):
        section = shown.one("section", id=link.attributes["href"][1:])
        assert section.text.strip().startswith(title)
    assert not list(page(Run((MARKDOWN,))).all("nav"))


def test_the_line_is_shown_with_its_words_marked() -> None:
    marks = [e.text for e in page(Run((MARKDOWN,))).all("mark")]
    assert marks == ["## 一、总体情况", "××", "𠮷祥路", "48", "{0}占位[文字](x)"]


# ---- the report's own tables ----------------------------------------------------------------------------


EXAMPLE_FILES = sorted(file for file in EXAMPLES.iterdir() if file.suffix in (".docx", ".html", ".txt"))


@pytest.mark.parametrize("file", EXAMPLE_FILES, ids=lambda file: file.suffix)
def test_tables_are_drawn_again_with_the_wrong_cell_and_its_partners(file: Path) -> None:
    report = slim(checked(file.name, file.read_bytes()), drawn=True)
    shown = page(Run((report,)))
    number = next(n for n, finding in enumerate(report.findings, 1) if finding.rule == "T3-ROW")
    wrong = [e.text.split() for e in shown.all("td", **{"class": "wrong"}) if f"✗{number}" in e.text]
    partners = [e.text.split()[0] for e in shown.all("td", **{"class": "partner"}) if f"参见{number}" in e.text]
    assert [words[0] for words in wrong] == ["53"]
    assert partners == ["22", "5", "1", "2", "3", "2", "4", "5"]
    assert Counter(e.name for e in shown.elements)["table"] == 1 + 3


@pytest.mark.parametrize("file", EXAMPLE_FILES, ids=lambda file: file.suffix)
def test_what_is_kept_of_a_report_is_what_is_shown(file: Path) -> None:
    report = checked(file.name, file.read_bytes())
    kept = slim(report, drawn=True)
    assert raw(Run((kept,))) == raw(Run((report,)))
    assert len(kept.source.blocks) < len(report.source.blocks)
    assert slim(report).source.blocks == ()


def test_a_huge_table_is_left_out() -> None:
    file = EXAMPLE_FILES[0]
    report = checked(file.name, file.read_bytes())
    grids = [block for block in report.source.blocks if isinstance(block, Grid)]
    huge = replace(grids[1], rows=grids[1].rows * 20)
    shown = page(Run((replace(report, source=replace(report.source, blocks=(huge,))),)))
    assert not list(shown.all("table", **{"class": "drawn"}))


def test_every_relation_is_listed_with_its_figures() -> None:
    report = checked("年报.docx", (EXAMPLES / "有错的年报.docx").read_bytes())
    shown = page(Run((slim(report, drawn=True),)))
    items = [e for e in shown.all("li") if e.inside and "ol" in e.inside]
    marks = Counter(e.attributes["class"] for e in items)
    assert marks == {"hold": report.relations.hold, "fail": report.relations.fail}
    assert len(items) == 42
    assert all("＝" in e.text for e in items if e.attributes["class"] == "hold")
    wrong = next(e.text for e in items if "T3-ROW" in e.text and e.attributes["class"] == "fail")
    assert "（合计35）≠" in wrong
    assert "53，相差18" in wrong
    links = [e.attributes["href"][1:] for e in shown.all("a") if "ol" in e.inside]
    assert len(links) == 3
    assert all("T3-" in shown.one("article", id=id).text or "T4-" in shown.one("article", id=id).text for id in links)


def test_the_sums_of_a_finding_are_laid_out() -> None:
    report = checked("年报.docx", (EXAMPLES / "有错的年报.docx").read_bytes())
    shown = page(Run((slim(report, drawn=True),)))
    laid = [e.text.split("\n")[1:-1] for e in shown.all("ul", **{"class": "laid"})]
    assert laid == [
        ["T3-ROW 自然人22＋商业企业5＋科研机构1＋社会公益组织2＋法律服务机构3＋其他2（合计35）≠总计53，相差18",
         "T3-COL 新收53＋上年结转4（合计57）≠办理总计34＋结转下年5（合计39），相差18"],
        ["T4-TOT 结果维持1＋结果纠正1＋其他结果0＋尚未审结1（合计3）≠总计4，相差1"]]


def test_each_relation_leads_to_the_finding_that_has_its_cell() -> None:
    """Two wrong cells break two relations of the same two rules each."""
    model = (EXAMPLES.parent / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
    first = "| 31 | 6 | 2 | 3 | 4 | 1 | 47 |"
    last = next(line for line in model.splitlines() if line.startswith("| 四、结转"))
    cells = last.split(" | ")
    cells[-2] = str(int(cells[-2]) + 7)
    changed = model.replace(first, first.replace("31", "35")).replace(last, " | ".join(cells))
    report = checked("年报.md", changed.encode())
    shown = page(Run((report,)))
    laid = [e.text.split("\n")[1:-1] for e in shown.all("ul", **{"class": "laid"})]
    assert [[line.split("，")[-1] for line in lines] for lines in laid] == [["相差4", "相差4"], ["相差7", "相差7"]]


@pytest.mark.parametrize("file", EXAMPLE_FILES, ids=lambda file: file.suffix)
def test_names_of_rows_and_columns_are_headings(file: Path) -> None:
    """To the ear a figure without them says nothing."""
    shown = page(Run((checked(file.name, file.read_bytes()),)))
    drawn = {scope: [e.text for e in shown.all("th", scope=scope) if "main" in e.inside and "nav" not in e.inside]
             for scope in ("row", "rowgroup", "col", "colgroup")}
    assert {"行政许可", "1.属于国家秘密", "一、本年新收政府信息公开申请数量"} <= set(drawn["row"])
    assert "三、本年度办理结果" in drawn["row" if file.suffix == ".txt" else "rowgroup"]  # text merges nothing
    assert {"信息内容", "自然人", "科研机构", "尚未审结"} <= set(drawn["col"])
    assert {"法人或其他组织", "行政诉讼"} <= set(drawn["colgroup"])
    figures = [e.text.split() for e in shown.all("td") if e.inside[-3] == "table"]
    assert all(words == [] or re.match(r"[\d.✗参]", words[0]) for words in figures)
    assert not [e.text for e in shown.all("th") if re.fullmatch(r"\s*[\d.]+\s*", e.text)]


def test_a_report_says_what_there_is_to_see() -> None:
    shown = page(Run((checked("年报.docx", (EXAMPLES / "有错的年报.docx").read_bytes()),)))
    jumps = shown.one("p", **{"class": "jump"}).text.split()
    assert jumps == ["本份报告：问题（9）", "有问题的表格", "勾稽关系逐项", "未核对（13项）"]
    headings = [e for e in shown.all("h3") if "id" in e.attributes]
    assert [e.attributes["id"] for e in headings] == ["r1-findings", "r1-tables", "r1-sums", "r1-unjudged"]


def test_relations_of_a_table_that_is_not_there_are_listed_as_not_judged() -> None:
    report = checked("年报.md", (EXAMPLES / "青山县水利局-2023.md").read_bytes())
    assert {item.holds for item in report.sums} == {True}
    gone = checked("年报.md", "\n".join(line for line in report.source.lines if not line.startswith("|")).encode())
    assert {item.holds for item in gone.sums} == {None}
    assert sum(item.count for item in gone.sums) == gone.relations.unjudged == 42
    listed = [e.text for e in page(Run((gone,))).all("li") if "ol" in e.inside]
    assert listed
    assert all("未核对" in words for words in listed)


# ---- nothing runs, nothing is fetched -------------------------------------------------------------------


def hostile_run(words: str) -> Run:
    """A run that says `words` wherever a run can say something."""
    place = replace(MARKDOWN.findings[4].place, section=words, table=words, row=words, column=words)
    other = replace(MARKDOWN.findings[4].related[0], message=words, place=place)
    finding = replace(MARKDOWN.findings[4], message=words, place=place, related=(other,), advice=words, evidence=words)
    lines = tuple(f"{words} 48 {words}" for _ in MARKDOWN.source.lines)
    source = Source(words, "markdown", (), "UTF-8", lines, remarks=(words,))
    report = Report(words, source, "00", "2021", words, words, 2024, (finding,),
                    (Unjudged(words, Level.ERROR, words, words),), MARKDOWN.relations)
    return Run((report, report), (Failure(words, words),))


def shape(shown: Page) -> list[tuple[str, tuple[str, ...]]]:
    """The page's elements and their attributes' names."""
    return [(e.name, tuple(e.attributes)) for e in shown.elements]


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_report_says_is_text(words: str) -> None:
    shown = page(hostile_run(words))
    assert shape(shown) == shape(page(hostile_run("平常的话")))
    assert shown.one("main").text.count(words) >= 20
    assert all(words not in value for e in shown.elements for value in e.attributes.values())


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_cell_or_heading_says_is_text(words: str) -> None:
    clean = (EXAMPLES / "有错的年报.docx").read_bytes()
    report = checked("年报.docx", clean)

    def spoilt(block: Grid | Line) -> Grid | Line:
        if isinstance(block, Line):
            return replace(block, text=replace(block.text, value=words + block.text.value))
        rows = tuple(tuple(replace(cell, text=replace(cell.text, value=words)) for cell in row) for row in block.rows)
        return replace(block, rows=rows)

    source = replace(report.source, blocks=tuple(map(spoilt, report.source.blocks)))
    shown = page(Run((replace(report, source=source),)))
    assert len([e for name in ("td", "th") for e in shown.all(name) if words in e.text]) > 100
    assert {e.name for e in shown.elements} == {e.name for e in page(Run((report,))).elements}


@pytest.mark.parametrize("run", [*RUNS.values(), hostile_run("javascript:x")])
def test_the_page_needs_nothing_but_itself(run: Run) -> None:
    shown = page(run)
    names = {e.name for e in shown.elements}
    assert names & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg"} == set()
    attributes = {name for e in shown.elements for name in e.attributes}
    assert attributes & {"src", "srcset", "style", "action"} == set()
    assert not [name for name in attributes if name.startswith("on")]
    ids = [e.attributes["id"] for e in shown.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert {e.attributes["href"] for e in shown.all("a")} <= {f"#{id}" for id in ids}
    assert {e.attributes["aria-labelledby"] for e in shown.elements if "aria-labelledby" in e.attributes} <= set(ids)
    style = shown.one("style").text
    assert "url(" not in style
    assert "@import" not in style
    policy = next(e.attributes["content"] for e in shown.all("meta") if "http-equiv" in e.attributes)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert next(shown.all("meta")).attributes == {"charset": "utf-8"}
    assert raw(run).index(b"<meta charset") < 1024


# ---- for eye, ear and hand ------------------------------------------------------------------------------


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_headings_and_landmarks(run: Run) -> None:
    shown = page(run)
    assert shown.one("html").attributes["lang"] == "zh-CN"
    assert shown.one("title").text == shown.one("h1").text
    levels = [int(e.name[1]) for e in shown.elements if re.fullmatch("h[1-6]", e.name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(len(list(shown.all(name))) == 1 for name in ("header", "main", "footer"))
    assert all("scope" in e.attributes for e in shown.all("th"))
    assert all("aria-labelledby" in e.attributes for e in (*shown.all("section"), *shown.all("article")))


def test_each_level_has_a_sign_and_a_border_of_its_own() -> None:
    """Not by colour alone: black on white tells them apart too."""
    shown = page(RUN)
    signs = {e.text.split()[0] for e in shown.all("span", **{"class": "level"})}
    assert signs == {"✗", "△", "○"}
    style = shown.one("style").text
    borders = re.findall(r"^\.finding\.\w+ \{ border-left: \d+px (\w+)", style, re.M)
    assert sorted(borders) == ["dotted", "double", "solid"]


# ---- on the command line --------------------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, bytes]]:
    monkeypatch.chdir(EXAMPLES)
    return lambda *arguments: (main([*arguments, "-q"]), capfdbinary.readouterr().out)


@pytest.mark.parametrize("arguments", [("有错的年报.docx",), ("青山县水利局-2023.md",), ("有错的年报.txt", "没有.md")])
def test_status_and_bytes(arguments: tuple[str, ...], tmp_path: Path, run: Callable[..., tuple[int, bytes]]) -> None:
    target = tmp_path / "检查结果.html"
    assert run(*arguments, "-f", "html", "-o", str(target)) == (run(*arguments)[0], b"")
    assert run(*arguments, "-f", "html")[1] == target.read_bytes()
    Page(target.read_bytes().decode("utf-8"))


def test_the_command_draws_tables(run: Callable[..., tuple[int, bytes]]) -> None:
    shown = Page(run("有错的年报.docx", "-f", "html")[1].decode("utf-8"))
    assert len(list(shown.all("table", **{"class": "drawn"}))) == 3
    assert "××" in [e.text for e in shown.all("mark")]
