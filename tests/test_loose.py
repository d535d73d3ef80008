"""Tables in running text: what is not whole is not read, and said so; nothing of it is judged."""

from __future__ import annotations

import pytest
from edits import EDITS
from formats import LOOSE, SPACED, file_name, laid_out
from reportlint import engine
from test_relations import FIGURES, RULES, model

NOT_WHOLE = {
    "a figure is missing": (1, ["put", 8, {4: ""}],
        "表三“（三）不予公开—2.其他法律行政法规禁止公开”行少1格，数字对不上列。"),
    "a row is missing": (1, ["drop", "8.属于行政查询事项"],
        "表三缺少“（三）不予公开—8.属于行政查询事项”行。"),
    "a row stands there twice": (1, ["repeat", "2.重复申请"],
        "表三“（五）不予处理—2.重复申请”行重复出现。"),
    "a row that the form has not": (1, ["add", "8.属于行政查询事项", "9.属于工作秘密", 0, 0, 0, 0, 0, 0, 0],
        "表三出现统一格式没有的行“9.属于工作秘密”"),
    "columns the other way round": (1, ["swap_columns", 4, 5],
        "表三列的顺序与统一格式不符：“商业企业”的位置不对"),
    "a column's label is missing": (1, ["put", 2, {6: ""}],
        "表三列与统一格式不符，缺少“社会公益组织”"),
    "a label is another": (1, ["put", 8, {2: "某某事项"}],
        "表三缺少“（三）不予公开—2.其他法律行政法规禁止公开”行，该处的行名为“某某事项”。"),
    "a figure of table two is missing": (0, ["put", "行政规范性文件", {2: ""}],
        "表二“行政规范性文件”行少1格，数字对不上列。"),
    "a block is missing": (0, ["drop", 4, 4, 4],
        "表二缺少“第二十条第（五）项”整块。"),
    "a figure of table four is missing": (2, ["put", 3, {7: ""}],
        "表四数据行的格数与表头不符（15/14），数字对不上列。"),
    "a label of table four is missing": (2, ["words", "^复议后起诉$", ""],
        "表四缺少“复议后起诉”整块。"),
}
"""By what is wrong: the table, the edit, and what is said of it where columns can be told apart."""
TITLES = ("表二", "表三", "表四")


def checked(form, number, edit):
    name, *arguments = edit
    report = model("2021").change(number, lambda sheet: EDITS[name](sheet, *arguments))
    return engine.check(file_name(form), laid_out(report, form).fill()[0], RULES)


@pytest.mark.parametrize("form", LOOSE)
@pytest.mark.parametrize(("number", "edit", "_"), NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_a_table_that_is_not_whole_is_unread(form, number, edit, _):
    found = checked(form, number, edit)
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


@pytest.mark.parametrize("form", SPACED)
@pytest.mark.parametrize(("number", "edit", "message"), NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_columns_set_apart_by_blanks_are_judged(form, number, edit, message):
    found = checked(form, number, edit)
    (said,) = [item.message for item in found.findings if item.place.table == TITLES[number]]
    assert said.startswith(message)
    assert not found.blind
