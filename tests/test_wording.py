"""The form in which words are compared: by its definition, however it is come by."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from reportlint import wording
from reportlint.wording import normalise


def by_definition(text: str) -> str:
    """NFKC, what has no say dropped, one form of each mark; NFC, because a mark may meet an accent."""
    folded = unicodedata.normalize("NFKC", wording._DROPPED.sub("", text))
    return unicodedata.normalize("NFC", wording._DROPPED.sub("", folded).translate(wording._ONE_FORM))


def test_every_character_by_itself() -> None:
    wrong = [hex(code) for code in range(0x110000) if (normalise.__wrapped__(chr(code)) != by_definition(chr(code)))]
    assert wrong == []


def test_every_character_before_and_behind_another() -> None:
    for code in (*range(0x3400), *range(0xF900, 0x10000)):
        for near in ("e", "\u0301", "ｅ", "（", "ㅤ", "\u3099", "゛", "一"):
            for text in (near + chr(code), chr(code) + near):
                assert normalise.__wrapped__(text) == by_definition(text), ascii(text)


MARKS = "一二e\u0301（）［【ｅ１2，、,﹝·‧—ㅤ\u115f　 \u3099か゛ﾞ｡“\"\u00a8ﬁ①Ⅷ\U0001d7d8"


@given(st.text(st.sampled_from(MARKS), max_size=8))
def test_words(text: str) -> None:
    assert normalise(text) == by_definition(text)
    assert normalise(normalise(text)) == normalise(text)
