"""What is looked for only where a sign of it stands is what a look at every place of the text finds (drawn texts)."""

import random

import pytest

from pipeline.extract.numeral import code
from pipeline.extract.target import blanks

DRAWN = "0123456789 20 25.,:/  \n\u00a0\u2003年万元到公园（第AbN+#GB/Thttps://www.-_@%个３"


@pytest.mark.parametrize(
    ("everywhere", "near_signs"),
    [(blanks._PARTED, blanks._find_parted), (code._NAMES, code._find_names)],
    ids=["blanks beside numbers", "names in letters"],
)
def test_nothing_is_missed(everywhere, near_signs):
    dice, met = random.Random(5), 0
    for _ in range(5000):
        text = "".join(dice.choices(DRAWN, k=dice.randrange(1, 24)))
        wanted = [found.span() for found in everywhere.finditer(text)]
        assert [found.span() for found in near_signs(text)] == wanted, text
        met += len(wanted)
    assert met > 300
