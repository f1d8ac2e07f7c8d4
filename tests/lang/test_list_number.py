"""List numbers: cases (text, what is found as `label>number` with * where an item starts), then laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lang.list_label.list_number import STYLES, find_list_numbers
from pipeline.lang.list_label.shape import parse_label
from pipeline.lang.numeral import format_integer


def show(text: str) -> str:
    return " ".join(f"{n.label}>{n.number}{'*' if n.starts_item else ''}" for n in find_list_numbers(text))


CASES = [
    # plain marks
    ("1.推进试点。\n2.扩大范围。", "1.>1* 2.>2*"),
    ("1、 打击虚假宣传。2.清理广告。\n3.公布案例", "1、>1* 2.>2* 3.>3*"),
    ("10. 积极推进", "10.>10*"),
    ("23.鼓励银行创新", "23.>23*"),
    ("105.推进试点", "105.>105*"),
    ("１．推进\n２．落实", "１．>1* ２．>2*"),
    ("1 .推进\n2 、落实", "1 .>1* 2 、>2*"),
    ("1 0.推进试点", "1 0.>10*"),
    ("01.推进\n02.落实", "01.>1* 02.>2*"),
    ("1）推进；2）落实", "1）>1* 2）>2*"),
    ("1.\n推进", "1.>1*"),
    ("做到“两个确保”。”2.推进；\u30003.落实", "2.>2* 3.>3*"),
    # Chinese numbers and brackets
    ("一、强化要素保障；二、盘活土地；三、规范储备。", "一、>1* 二、>2* 三、>3*"),
    ("十一、加强监管\n十二、加强服务", "十一、>11* 十二、>12*"),
    ("（一）3个区域医疗中心（二）5个急救分站", "（一）>1* （二）>2"),
    ("(1)组织送医24次以上;(2)培训医生180名。", "(1)>1* (2)>2*"),
    ("（ 3 ）推进", "（ 3 ）>3*"),
    ("⑴推进⑵落实\n㈢保障", "⑴>1* ⑵>2 ㈢>3*"),
    ("①20家企业上云②30家企业上平台。③新增5家", "①>1* ②>2 ③>3*"),
    ("一是新建6所；二是完善收费；三是加强监督。", "一是>1 二是>2 三是>3"),
    ("重点一是新建，二是完善", "一是>1 二是>2"),
    ("一要新建；二要完善", "一要>1 二要>2"),
    ("抓好：1.推进A，2.推进B。", "1.>1 2.>2"),
    ("抓好：（1）推进A，（2）推进B。", "（1）>1 （2）>2"),
    # glued to a quantity
    ("1.8家医院开展试点；1家医院开展升级。\n2.配合测试", "1.>1* 2.>2*"),
    ("1.8家医院开展试点", "1.>1*"),
    ("1.6家银行设立支行。\n2.3个园区建成厂房。", "1.>1* 2.>2*"),
    ("2.推进文旅融合。\n3.2条精品线路投入运营，11处驿站开放。", "2.>2* 3.>3*"),
    ("1.5亿元用于改造。\n2.推进融合", "1.>1* 2.>2*"),
    ("1.1.8万家企业上云。\n2.2.5%的资金", "1.>1* 2.>2*"),
    ("1.5亿元用于道路改造。\n2.3亿元用于桥梁改造。", "1.>1* 2.>2*"),
    ("1.2023年完成验收", "1.>1*"),
    ("1.1-2个国家级项目建成", "1.>1*"),
    ("1.5G网络建设", "1.>1*"),
    ("1.618活动期间发券", "1.>1*"),
    ("1.0.5个工作日办结\n2.推进", "1.>1* 2.>2*"),
    ("1.2.5公里道路建成", "1.>1*"),
    ("14.5家医院建成中心", "14.>14*"),
    ("1、8家医院开展试点", "1、>1*"),
    ("1、2家医院开展试点\n2、3个园区建成", "1、>1* 2、>2*"),
    ("一、二级医院升级\n二、新建分院", "一、>1* 二、>2*"),
    ("2.推进\n3优化环境\n4.落实", "2.>2* 3>3* 4.>4*"),
    ("1 算力建设\n2 数据建设\n2027年\n3 平台建设", "1>1* 2>2* 3>3*"),
    ("一 特色赛道\n1 推进\n2 落实\n二 人才赛道\n1 引进\n三 资金赛道", "一>1* 二>2* 三>3*"),
    ("1 算力建设\n3 数据建设", ""),
    ("一 体化推进", ""),
    # sections
    ("2.1本工程计划投资2680.5万元2.2新建泵站3座", "2.1>1* 2.2>2"),
    ("1.1 加强领导\n1.2 落实责任\n2.1 推进", "1.1>1* 1.2>2* 2.1>1*"),
    ("3.1.2 推进试点", "3.1.2>2*"),
    ("2.1、推进", "2.1、>1*"),
    # tables and pages as text
    ("10 | 县域医共体建设 | 覆盖14家 | 11月底", "10>10"),
    ("7\t推进试点", "7>7"),
    ("推动医院\n— 12 —\n双向转诊", "— 12 —>12"),
    ("数据要素加\n2\n速汇聚", "2>2"),
    ("1\n打造高端装备", "1>1"),
    ("建成充电桩\n120\n条", ""),
    ("投资\n120\n万元", ""),
    ("覆盖率达到\n95\n以上", ""),
    ("0 | 合计", ""),
    # a wrapped line that begins with a decimal, inside a list
    ("1.完善规划\n项目总投资\n1.5亿元，\n2.推进", "1.>1* 2.>2*"),
    ("1.总投资\n2.5亿元，\n2.推进", "1.>1* 2.>2*"),
    # none
    ("1.5亿元用于改造", ""),
    ("1.8万家企业上云", ""),
    ("增长2.5%", ""),
    ("2.5%的企业", ""),
    ("3.5个百分点", ""),
    ("0.5个工作日办结", ""),
    ("每千人医师数达到\n3.5人以上", ""),
    ("2023.5", ""),
    ("2.05亿元用于改造", ""),
    ("12.5规划实施", ""),
    ("3.15晚会", ""),
    ("1.1—6.30期间", ""),
    ("5G基站", ""),
    ("3家医院开展试点\n推进", ""),
    ("3优化环境", ""),
    ("第一、推进", ""),
    ("一、二、三产业融合", ""),
    ("一、二级医院", ""),
    ("三、四季度完成", ""),
    ("1、2号线建成", ""),
    ("五一、端午促消费", ""),
    ("618、双11等节点", ""),
    ("（2022年）项目", ""),
    ("详见附件（3）", ""),
    ("第二条第（一）项", ""),
    ("统一是关键", ""),
    ("2022 | 30", ""),
    ("开通7、\n8、9号线", ""),
    ("实现产值3.\n", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: str) -> None:
    assert show(text) == expected


ALPHABET = "0123456789１２.．、。；（）()①② \n\t-—|一二三十百是要第年月家个元万亿%推进优化Ａa5G"


@given(st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=40))
def test_spans_hold_in_order_and_disjoint(text: str) -> None:
    end = 0
    for number in find_list_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == number.label == number.label.strip()
        assert number.number > 0
        assert number.style in STYLES
        end = number.end


MARKS = st.sampled_from(["{}.", "{}、", "{}．", "（{}）", "({})"])
QUANTITIES = st.sampled_from(["家医院开展试点", "个园区建成厂房", "条线路投入运营", "名医生参加培训"])


@given(MARKS, st.lists(st.tuples(st.integers(1, 99), QUANTITIES), min_size=2, max_size=12), st.sampled_from("\n。；"))
def test_a_list_of_quantities_is_a_list(mark: str, items: list[tuple[int, str]], joint: str) -> None:
    lines = [mark.format(i) + f"{count}{what}" for i, (count, what) in enumerate(items, 1)]
    found = [n.number for n in find_list_numbers(joint.join(lines)) if n.starts_item]
    assert found == list(range(1, len(items) + 1))


@given(st.integers(1, 99))
def test_chinese_numbers_read_back(number: int) -> None:
    found = find_list_numbers(f"{format_integer(number)}、推进试点")
    assert [(n.number, n.starts_item) for n in found] == [(number, True)]


@pytest.mark.parametrize("piece", ["1.5亿元，", "（一）", "。1、", "一是", "\n1.1", "。 ", "①", "1 "])
def test_time_is_linear(piece: str) -> None:
    """A text of 200 000 characters takes seconds at most; a quadratic reader would take minutes."""
    find_list_numbers(piece * (200_000 // len(piece)))


@pytest.mark.parametrize(
    ("label", "number"), [("12", 12), ("1 2", 12), ("十二", 12), ("五一", None), ("①", None), ("x", None), ("", None)]
)
def test_the_number_of_a_label(label, number):
    assert parse_label(label) == number
