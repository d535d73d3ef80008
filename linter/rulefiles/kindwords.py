"""What rule files may say, in Chinese, for people: each kind of check and each key of a rule in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

KIND_WORDS: Mapping[str, str] = {
    "agency_agrees": "前言、正文开头、落款所称的机关与标题一致（简称、全称，地名的有无不论）。",
    "all_done": "正文说全部办结的，表中没有结转。",
    "announced_parts": "前言所说的部分数与报告实际的部分数一致。",
    "by_hand": "文件中看不出来、要人去核对的；按名册检查时每次提示一句，不逐份提示。",
    "cell_empty": "表中没有空格，也没有“/”“—”“无”一类的格；一张表最多报一条。",
    "cell_form": "表中每格的写法符合该列的要求：件数（整数）、增减、数量、金额。",
    "cell_percent": "表中的百分数等于部分除以总数（按写出的小数位数四舍五入或舍去）。",
    "cell_value": "格内填的是允许的内容：规定的词（是、否）、数字范围；可以写条件：另一格填了什么时才核对。",
    "contradiction": "正文前后不矛盾：收到与未收到、办结与未办结、收到＋结转与办结＋结转。",
    "copied_neighbour": "报告的文字不照搬同一年其他单位的报告。",
    "copied_text": "部分的文字不照搬上年报告。",
    "counted_text": "正文中的件数与表中一致；同一说法有几种合理理解的，都不一致才报。",
    "deadline": "报告在规定的日期内发布：不早于报告年度结束，不晚于该类机关的期限。",
    "fee_limit": "正文写明的金额不超过表中包含它的数额。",
    "fee_step": "正文写明的金额是最小收费单位的整数倍。",
    "handed_in_twice": "名册中的单位每年只有一份报告。",
    "inner_numbering": "部分内同类的序号（（一）、1.、一是……）连续，不跳号、不重号。",
    "obsolete_labels": "表格没有用其他版式才有的栏目。",
    "paired_marks": "括号、引号、书名号成对出现。",
    "percentages": "正文中的百分比与旁边的数字相符。",
    "period_range": "写明的统计期限是规定的起止日（默认整年：1月1日至12月31日）。",
    "period_stated": "写明数据的统计期限。",
    "recognised": "文件是这类报告；不是的，其他规则都不检查。每个版式至多一条。",
    "relation": "表中数字之间的等式或不等式（勾稽关系），逐行、逐列或全表一次，也可与上年报告比较。",
    "repeated_paragraphs": "没有重复出现的段落，写 sentence 的也没有重复出现的长句。",
    "required_columns": "表中各列齐全、顺序正确；写 rows: true 时各块的行也要齐全。",
    "required_rows": "表中各行齐全、不重复、顺序正确、格数完整。",
    "section_blank": "部分不是只写“无”一类的空话。",
    "section_content": "每个部分都有文字或表格。",
    "section_extra": "没有版式以外的部分。",
    "section_missing": "版式的各部分（或所列部分）齐全。",
    "section_number": "各部分标题的序号与版式一致。",
    "section_order": "各部分按版式的顺序排列。",
    "section_repeated": "各部分、各一级序号只出现一次。",
    "section_wording": "各部分标题的措辞与版式一致。",
    "sum_of_units": "汇总的报告等于所属各单位报告之和，逐格核对（需要名册）。",
    "table_note": "表中有版式印好的说明（表样的 note）。",
    "text_forbidden": "正文（或标题、前言、所列部分）不出现某些文字。",
    "text_length": "部分的字数不多于、不少于规定。",
    "text_mentions": "部分述及规定的各事项：每项写一个正则表达式，匹配到即为述及。",
    "title_wording": "有标题，且措辞规范。",
    "unit_known": "报告的机关在名册之中。",
    "unit_missing": "名册中的每个单位每年都报送了报告。",
    "unknown_rows": "表中没有版式以外的行。",
    "value_range": "表中某格的数字在范围内，或占另一行的比例不超过上限。",
    "year_in_text": "正文所说本年的情况确是报告年度的，不是沿用往年的文字。",
    "years_agree": "标题的年份与统计期限、前言自称的年份一致。",
    "zero_text": "表中全是0的，正文没有写出数字。",
}
"""Every kind, by its name in rule files."""

KEY_WORDS: Mapping[str, str] = {
    "id": "编号，如 PROV-001：大写字母、数字、连字符；不可重复，停用后也不再用于别的规则。",
    "name": "英文名，如 TwoProblems：大写字母开头的单词连写，不可重复。",
    "title": "要求什么，一句话。",
    "kind": "检查的种类；写了它就是一条新规则，不写就是修改已有的同编号规则。",
    "level": "级别：error（法规或格式的明文要求）、warning（通行做法）、info（措辞与建议）。",
    "basis": "依据：document 文件、clause 条款；有几条的写成列表。",
    "message": "提示的文字；{{ 名称 }} 换成检查得到的事实，可用的名称见各种类的说明。",
    "advice": "怎样改，一句话；也可用 {{ 名称 }}。",
    "when": "只用于哪些报告：years 年份 {from: 2021, to: 2023}，organs 机关类型（表样的 organs）。",
    "levels": "对某些报告用别的级别，先写先用：[{level: warning, years: {to: 2019}}, {level: info, organs: [部门]}]。",
    "examples": "例子的列表 {good: 正确的原文, bad: 错误的写法}，good 在样本报告中恰有一处；由 reportlint test 检验。",
    "status": "stable 正式、preview 试用、deprecated 将停用。",
    "off": "停用已有的同编号规则，写明原因；这时只写 id 和 off。",
}
"""Every key that rules of all kinds have."""

SETTING_WORDS: Mapping[str, str] = {
    "extends": "在别的设置上修改：文件的路径，从本文件的文件夹算起，可写列表。",
    "rules": "自己的规则：文件或文件夹，从本文件的文件夹算起。",
    "select": "只用这些规则：编号（T3-ROW）或类别（T3）。",
    "ignore": "不用这些规则：编号或类别。",
    "levels": "改级别：编号或类别 → error、warning、info。",
    "off": "停用：编号或类别 → 原因。",
    "exclude": "不检查的文件和文件夹，写法同 .gitignore，从本文件的文件夹算起。",
    "accept": "接受个别问题：path 文件（可用 *），rules 规则，reason 原因，place 位置（如 表三/新收），until 到期日。",
    "overrides": "只对一部分报告：paths 路径（写法同 .gitignore）、units 单位（可用 *）、years 报告年度，"
                 "全部符合才起作用；rules、ignore、levels、off、edition 同上。",
    "baseline": "基线文件（reportlint baseline create 写出的），其中已有的问题不列。",
    "edition": "按这个版式检查，不按报告年度选择，如 2021。",
}
