"""One and the same bytes are one and the same text, whatever format they stand in; so are the numbers of attributes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.decode import decode, read_integer

TEXT = "湛江市工作责任清单：新建公园3个，由市城市管理局牵头。"
CASES = [
    (TEXT.encode(), "", "utf-8"),
    (TEXT.encode("utf-8-sig"), "gb2312", "utf-8-sig"),
    (TEXT.encode("utf-16"), "", "utf-16"),
    (TEXT.encode("gb18030"), "", "gb18030"),
    (TEXT.encode("gbk"), "GB2312", "gb18030"),
    (TEXT.encode("gbk"), "utf-8", "gb18030"),  # declared wrongly
    (TEXT.encode(), "gbk", "utf-8"),
    (TEXT.replace("责", "責").replace("单", "單").encode("big5", "ignore"), "big5", "big5"),
]


@pytest.mark.parametrize(("content", "declared", "encoding"), CASES)
def test_whole_characters(content, declared, encoding):
    decoded = decode(content, declared)
    assert (decoded.encoding, decoded.broken) == (encoding, 0)
    assert "湛江市工作" in decoded.text


@pytest.mark.parametrize("declared", ["", "gbk", "utf-8", "nonsense"])
def test_a_damaged_byte_of_utf8_does_not_make_other_characters_of_the_rest(declared):
    content = TEXT.encode().replace("园".encode(), b"\xe5\x9b", 1)
    decoded = decode(content, declared)
    assert decoded.text == TEXT.replace("园", "\ufffd")
    (finding,) = decoded.find_losses("a.txt")
    at = content.index(b"\xe5\x9b3")
    assert (finding.code, finding.place) == ("P18", f"byte {at}")


def test_a_damaged_byte_of_gb18030():
    content = TEXT.encode("gb18030").replace("园".encode("gb18030"), b"\xff", 1)
    assert decode(content).text == TEXT.replace("园", "\ufffd")


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4), st.data())
def test_chinese_in_gb18030_is_never_nearly_sound_utf8(text, data):
    content = text.encode("gb18030") + b"\xff"
    decoded = decode(content)
    assert decoded.encoding == "gb18030" or decoded.broken * 2 <= len(decoded.text)


@given(st.binary(max_size=200), st.text(max_size=8))
def test_any_bytes_are_a_text_and_losses_are_counted(content, declared):
    decoded = decode(content, declared)
    assert decoded.broken == 0 or decoded.text.count("\ufffd") == decoded.broken


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        (" 12 ", 12),
        ("-4", -4),
        ("+5", 5),
        ("7px", 7),
        ("", 1),
        (None, 1),
        ("x", 1),
        ("12345678901", 1),
        ("３", 1),
    ],
)
def test_integers(text, number):
    assert read_integer(text, 1) == number
