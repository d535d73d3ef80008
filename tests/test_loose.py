"""Tables in running text: what is not whole is not read, and said so; nothing of it is judged."""

from __future__ import annotations

import pytest
from edits import EDITS
from formats import LOOSE, file_name, laid_out
from reportlint import engine
from test_relations import FIGURES, RULES, model

NOT_WHOLE = {
    "a figure is missing": (1, ["put", 8, {4: ""}]),
    "a row is missing": (1, ["drop", "8.属于行政查询事项"]),
    "a row stands there twice": (1, ["repeat", "2.重复申请"]),
    "a row that the form has not": (1, ["add", "8.属于行政查询事项", "9.属于工作秘密", 0, 0, 0, 0, 0, 0, 0]),
    "columns the other way round": (1, ["swap_columns", 4, 5]),
    "a column's label is missing": (1, ["put", 2, {6: ""}]),
    "a label is another": (1, ["put", 8, {2: "某某事项"}]),
    "a figure of table two is missing": (0, ["put", "行政规范性文件", {2: ""}]),
    "a block is missing": (0, ["drop", 4, 4, 4]),
    "a figure of table four is missing": (2, ["put", 3, {7: ""}]),
    "a label of table four is missing": (2, ["words", "^复议后起诉$", ""]),
}
TITLES = ("表二", "表三", "表四")


@pytest.mark.parametrize("form", LOOSE)
@pytest.mark.parametrize(("number", "edit"), NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_a_table_that_is_not_whole_is_unread(form, number, edit):
    report = model("2021")
    name, *arguments = edit
    report = report.change(number, lambda sheet: EDITS[name](sheet, *arguments))
    found = engine.check(file_name(form), laid_out(report, form).fill()[0], RULES)
    assert [item for item in found.findings if item.rule in FIGURES and item.place.table == TITLES[number]] == []
    assert {item.rule[:2] for item in found.unjudged if not item.cause} == {f"T{number + 2}"}
    assert found.blind


@pytest.mark.parametrize("form", LOOSE)
def test_a_figure_keeps_its_place(form):
    report = model("2021")
    box = report.sheets[1].rows[-2][-1]
    data, places = laid_out(report, form).fill({box: "1234567"})
    (finding,) = [item for item in engine.check(file_name(form), data, RULES).findings if item.rule == "T3-ROW"]
    assert (finding.place.origin.line, finding.place.origin.column) == (places[box].line, places[box].column)
