"""Number formats as Excel in Chinese shows them: literals among the digits, conditions, fractions, dates, Chinese digits."""

import pytest

from pipeline.parse.xlsx.number_format import BUILT_IN, show_number, show_text

SHOWN = [
    ("12345", r'0\.0,"万人"', "1.2万人"),
    ("123456", '0"."0,"万元"', "12.3万元"),
    ("123456", '0!.0,"万"', "12.3万"),
    ("1234567890", r'#0\.0000,,"亿元"', "0.1235亿元"),
    ("50", '[>=10000]0.0,"万";0', "50"),
    ("25000", '[>=10000]0.0,"千";0', "25.0千"),
    ("-5", "[<0]-0;0", "--5"),  # the minus is not taken away where a condition stands
    ("7", 'General"个"', "7个"),
    ("-7", 'General"个"', "-7个"),
    ("9", '"共"General"家"', "共9家"),
    ("1012", '00"-"00', "10-12"),
    ("12", "0~0", "1~2"),
    ("510", '##"至"##"家"', "5至10家"),
    ("5", '0" 个 "', "5 个"),
    ("5.2", '0.0_ "%"', "5.2 %"),
    ("0.3333333333333333", "# ?/?", "1/3"),
    ("1.3333333333", "# ?/?", "1 1/3"),
    ("0.25", "# ??/100", "25/100"),
    ("12", "0/0", "12/1"),
    ("5", ";;;", ""),
    ("0", '0%;-0%;"—"', "—"),
    ("-1", "0;;0", ""),
    ("7", '@"个"', "7"),
    ("5000", '[DBNum2]General"元"', "伍仟元"),
    ("12345.6", "[DBNum1]0", "一万二千三百四十六"),
    ("5000", "[DBNum3]0", "５０００"),
    ("0.053", '[Red]"↑"0.0%', "↑5.3%"),
    ("0.053", "+0.0%;-0.0%;0.0%", "+5.3%"),
    ("123456", '0,"千元"', "123千元"),
    ("1234567", '#,##0.00,,"百万"', "1.23百万"),
    ("-1234.5", "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
    ("5000", "[$¥-804]#,##0", "¥5,000"),
    ("12345", "0.00E+00", "1.23E+04"),
    ("45444", 'yyyy"年"m"月底前"', "2024年6月底前"),
    ("45444", 'e"年"m"月"', "2024年6月"),
    ("45444", "aaaa", "星期六"),
    ("45444", "aaa", "周六"),
    ("1.5", "[h]:mm", "36:00"),
]


TEXTS = [
    ("15", '@"家"', "15家"),
    ("三家", '0"个";-0"个";0;"约"@', "约三家"),
    ("三家", '0"个";-0"个"', "三家"),
    ("三家", "General", "三家"),
    ("三家", '0"@"', "三家"),
    ("旧稿", ";;;", ""),
    ("三家", "@", "三家"),
    ("三家", '0;@"（暂）"', "三家（暂）"),
]


@pytest.mark.parametrize(("text", "code", "expected"), TEXTS)
def test_a_text_is_shown(text, code, expected):
    assert show_text(text, code) == expected


@pytest.mark.parametrize(("value", "code", "expected"), SHOWN)
def test_a_number_is_shown(value, code, expected):
    assert show_number(value, code).text == expected


def test_formats_that_are_built_in():
    shown = {key: show_number("0.75", BUILT_IN[key]).text for key in (5, 11, 12, 13, 44)}
    assert shown == {5: "¥1", 11: "7.50E-01", 12: "3/4", 13: "3/4", 44: "¥0.75"}
