"""Why a regular expression or a message cannot be used, said in Chinese: whatever Python and jinja2 may say."""

from __future__ import annotations

import re

import pytest
from reportlint.messages import MessageError, variables
from reportlint.rulefiles.reasons import of_pattern, of_template

PATTERNS = {
    "(甲": "左括号“(”没有配对的“)”",
    "甲)": "右括号“)”多了一个",
    "[甲": "左方括号“[”没有配对",
    "*甲": "前面要有被重复的内容",
    "甲**": "前面要有被重复的内容",
    "[z-a]": "范围“z-a”前大后小",
    "甲{3,1}": "前一个数不能大于后一个数",
    "\\k": "没有“\\k”这种写法",
    "甲\\": "最后的“\\”后面还要有一个字",
    "(?<=甲*)乙": "长短要固定",
    "(?P<甲 乙>丙)": "组的名称“甲 乙”只能用",
    "(?P<a>甲)(?P<a>乙)": "组的名称“a”用了两次",
    "(?P=a)": "前面没有叫“a”的组",
    "(甲)\\2": "前面没有叫“2”的组",
    "(?甲)": "“(?”后面的写法不对",
    "(?P<a": "“(?”后面的写法不对",
    "\\x1": "没有“\\x1”这种写法",
}
MESSAGES = {
    "{{ 甲 ": "“{{”没有配对的“}}”",
    "{{ a }": "“{{”没有配对的“}}”",
    "{{ a b }}": "只能写一个变量名，“b”是多余的",
    "{{ }}": "“{{ }}”里要写变量名",
    "{{ a|foo }}": "“|”后面的“foo”不是可用的处理方法",
    "{{ a is foo }}": "“is”后面的“foo”",
    "{% if a %}甲": "“{% if … %}”没有配对的“{% endif %}”",
    "{% foo %}": "没有“{% foo %}”这种写法",
    "{{ a？ }}": "里不能有“？”",
    "{# 甲": "“{#”没有配对的“#}”",
}


@pytest.mark.parametrize("text", PATTERNS)
def test_pattern(text: str) -> None:
    with pytest.raises(re.error) as caught:
        re.compile(text)
    assert PATTERNS[text] in of_pattern(caught.value.msg)


@pytest.mark.parametrize("text", MESSAGES)
def test_message(text: str) -> None:
    with pytest.raises(MessageError) as caught:
        variables(text)
    assert MESSAGES[text] in of_template(str(caught.value))


def test_what_is_not_known_is_kept() -> None:
    assert of_pattern("something new.") == "写法有误（something new）"
