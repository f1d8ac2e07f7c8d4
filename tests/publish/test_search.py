"""The search of pledges.sqlite: a long word is found by the short ones in it, what is found holds all, spans are true."""

import sqlite3
import warnings
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.__main__ import main
from pipeline.publish.search import FILE, SEARCHED, NoSearch, _Cutter, cut_question, cut_words, find, find_words


def test_short_words_in_long_ones():
    words = cut_words("城乡居民人均可支配收入")
    assert {"城乡", "居民", "人均", "支配", "收入"} <= set(words)
    assert cut_question("居民收入") == ["居民", "收入"]
    assert cut_words("5Ｇ基站，95%") == ["5g", "基站", "95"]
    assert cut_question("，。") == []


def test_rows_of_every_table_are_found_with_their_words(output):
    for table, key, text, _ in SEARCHED:
        with sqlite3.connect(output / FILE) as database:
            name, words = database.execute(f"SELECT {key}, {text} FROM {table} ORDER BY rowid LIMIT 1").fetchone()
        hits = [hit for hit in find(output / FILE, words[:12], 1000) if hit.table == table]
        assert name in [hit.key for hit in hits]
        for hit in hits:
            said = "".join(hit.text[start:end] for start, end in hit.spans)
            assert set(cut_words(said)) & set(cut_question(words[:12]))


def test_the_best_comes_first_and_all_words_count(output):
    hits = list(find(output / FILE, "充电桩", 100))
    assert hits
    assert all("充电桩" in hit.text for hit in hits if hit.table != "indicators")
    assert list(find(output / FILE, "充电桩", 2)) == hits[:2]
    assert list(find(output / FILE, "充电桩 月球", 100)) == []


def test_a_target_is_found_by_every_name_of_its_indicator(output):
    """The list says 公共充电桩; 充电桩 finds the indicator, whose name is 公共充电设施数量."""
    hits = list(find(output / FILE, "公共充电设施", 100))
    assert {hit.text for hit in hits if hit.table == "indicators"} == {"公共充电设施数量"}
    assert [hit.key for hit in hits if hit.table == "targets" and "公共充电桩" in hit.text]
    assert [hit.key for hit in find(output / FILE, "充电桩", 100) if hit.table == "indicators"] == [
        "public_charging_piles"
    ]


def test_marks_of_the_query_language_are_only_text(output):
    for question in ('"', "充电桩 OR 基站", "NEAR(充电桩", "充电桩*", "-充电桩", "a:b", "'; DROP TABLE search"):
        list(find(output / FILE, question, 5))


def test_the_command(output, capsys):
    assert main(["search", "公共充电桩", "--output", str(output), "--most", "1"]) == 0
    assert "【公共充电桩】" in capsys.readouterr().out
    assert main(["search", "月球", "--output", str(output)]) == 1
    assert main(["search", "月球", "--output", str(output / "none")]) == 2


def test_a_database_of_another_program(tmp_path):
    sqlite3.connect(tmp_path / "x.sqlite").close()
    with pytest.raises(NoSearch):
        list(find(tmp_path / "x.sqlite", "充电桩", 1))


@given(
    st.text(alphabet="居民收入Ａa5％ \n", max_size=20),
    st.lists(st.sampled_from(["居民", "民收", "a5", "入"]), max_size=3),
)
def test_spans_are_ascending_and_disjoint(text, words):
    spans = list(find_words(text, words))
    assert all(start < end for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_a_part_of_the_dictionary_cuts_as_all_of_it():
    """What a text can not make does not change how it is cut; what is asked later is known, too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    whole = jieba.Tokenizer()
    with whole.get_dict_file() as file:
        whole.FREQ, whole.total = whole.gen_pfdict(file)
    whole.initialized = True
    assert all(word[:2].isalnum() for word in whole.FREQ if word >= "\u2e80")
    cutter = _Cutter()
    first, second = "城乡居民人均可支配收入\n达到 3.5万元以上（B超）", "新建公共充电桩1200个，5g基站"
    for text in (first, second, "AT&T、γ射线和卡拉OK，维生素C"):
        assert list(cutter.learn([text]).cut_for_search(text, HMM=False)) == list(whole.cut_for_search(text, HMM=False))
    cutter.learn(["福"])  # asked again and again
    assert (cutter.learn(["州"]).FREQ, cutter.learn(["市"]).total) == (whole.FREQ, whole.total)
    assert len(_Cutter().learn([first]).FREQ) < len(whole.FREQ) / 1000
