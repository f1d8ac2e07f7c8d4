"""Every question of `role.QUESTIONS`, asked of a sentence in a plan column: the figure, and the role and rule that it gets."""

import pytest

from pipeline.extract.target.passage import read_passage
from pipeline.extract.target.role import QUESTIONS
from pipeline.model import Numeral, Passage

CASES = [
    ("安全生产考核得分：95", "95", "target commitment"),
    ("打造2个1000亿产业集群。", "1000亿", "parameter class_of"),
    ("新建110kV变电站2座。", "110kV", "parameter class_of"),
    ("每2个月调度1次。", "2个月", "parameter frequency"),
    ("将培训费的70%用于课时补贴，30%用于设备更新。", "30%", "parameter allotted"),
    ("将70%的项目建成。", "70%", "target commitment"),
    ("排放因子乘以12/44折算。", "12/44", "parameter constant"),
    ("淘汰供热半径30公里范围内燃煤锅炉。", "30公里", "parameter extent"),
    ("服务半径控制在500米范围内。", "500米", "target commitment"),
    ("新建住宅能耗限值不高于15千瓦时/平方米。", "15千瓦时/平方米", "parameter limit"),
    ("新建住宅高度严格控制在18层以下。", "18层", "parameter limit"),
    ("堤防高度达到18米。", "18米", "target commitment"),
    ("对规模超过100个标准机架（2.5千瓦）的数据中心登记造册。", "100个", "parameter attribute"),
    ("加快3座在建桥梁、码头建设。", "3座", "reference existing"),
    ("建成3座在建桥梁、码头。", "3座", "target commitment"),
    ("审查年耗能1000吨标准煤或年用电量500万千瓦时以上的项目。", "1000吨标准煤", "parameter attribute"),
    ("支持企业申报专利，单个企业补助不超过100万元。", "100万元", "parameter ceiling"),
    ("按业务发生额的1%给予补助。", "1%", "parameter per_base"),
    ("按计划完成率达到95%。", "95%", "target commitment"),
    ("跻身全国前20强。", "20强", "reference rank_or_level"),
    ("跻身全国前20名。", "20名", "reference front"),
    ("年底前65%以上党政机关建成节约型机关。", "65%", "target commitment"),
    ("由3天压缩至1天。", "3天", "reference baseline"),
    ("公示期由之前的不得少于30天，调整为不得少于22天。", "30天", "reference baseline"),
    ("公示期由之前的不得少于30天，调整为不得少于22天。", "22天", "target commitment"),
    ("时限由12个工作日压减至8个工作日，登记由5天压减至3天。", "8个工作日", "target commitment"),
    ("单位能耗比2018年的7.4吨、3.9吨分别下降16%、20%。", "7.4吨", "reference baseline"),
    ("围绕五个方面开展工作。", "五个", "reference abstract_noun"),
    ("全市分为12个网格管理。", "12个", "reference parted"),
    ("在14个县新增学位2万个。", "14个", "reference scope"),
    ("截至6月，已开工桥梁9座；完成投资2800万元。", "2800万元", "reference achieved"),
    ("城区现有公厕318座，平均服务半径约420米。", "318座", "reference achieved"),
    ("依托现有场馆，建成社区球场30个。", "30个", "target commitment"),
    ("修复现有红树林550公顷。", "550公顷", "target commitment"),
    ("人民路等3条道路拥堵。", "3条", "reference listed"),
    ("依托18个院校联盟推进证书试点。", "18个", "reference existing"),
    ("分解行动计划7个方面96项任务。", "96项", "reference existing"),
    ("聚焦重点新增学位18个。", "18个", "target commitment"),
    ("在城内四区全面实施雨污分流。", "四区", "reference place"),
    ("落实满3岁即入园政策。", "3岁", "parameter age"),
    ("对研发强度达到5%的企业加强服务。", "5%", "parameter attribute"),
    ("推动每小时20蒸吨及以上燃煤锅炉完成超低排放改造。", "20蒸吨", "parameter threshold"),
    ("建立3年以上未办结信访事项领办机制。", "3年", "parameter threshold"),
    ("新建5公里以上绿道。", "5公里", "target commitment"),
    ("加快推进东山90万千瓦抽水蓄能电站核准。", "90万千瓦", "parameter named_size"),
    ("新增90万千瓦装机。", "90万千瓦", "target commitment"),
    ("给予50万元奖励。", "50万元", "parameter instrument"),
    ("企业投资500万元可享受绿色通道。", "500万元", "parameter condition"),
    ("网上缴费率70%以上。", "70%", "target commitment"),
    ("平均担保费率降至0.9%以下。", "0.9%", "target commitment"),
    ("已建成充电站41座，其中快充站12座。", "12座", "reference told_part"),
    ("之后每15分钟收1元。", "1元", "parameter rule_sentence"),
    ("新建公园3处。", "3处", "target commitment"),
    ("引导五个新城率先探索产城融合发展新模式。", "五个", "reference spoken_of"),
    ("五个新城、临港新片区等重点区域开展规模化示范。", "五个", "reference spoken_of"),
    ("（三）四条黑臭沟渠销号。", "四条", "target commitment"),
    ("组织三场招聘会。", "三场", "target commitment"),
    ("其中平均节能率15%及以上的建筑面积达到600万平方米。", "15%", "parameter attribute"),
    ("其中平均节能率15%及以上的建筑面积达到600万平方米。", "600万平方米", "target commitment"),
    ("实现就业率达到95%以上的目标。", "95%", "target commitment"),
]


@pytest.mark.parametrize(("text", "figure", "wanted"), CASES)
def test_role(text, figure, wanted):
    found = [e for e in read_passage(Passage("d", "m", "2023", text, 2023, 2022)) if isinstance(e, Numeral)]
    one = next(e for e in found if e.text == figure)
    assert f"{one.kind} {one.rule.rpartition('/')[2]}" == wanted


def test_a_question_has_a_name_of_its_own():
    rules = [rule for _, rule, _ in QUESTIONS]
    assert len(rules) == len(set(rules))
