"""What is done for the first time is done so once."""

import pytest

from tests.check.builders import make_dataset, make_item, statuses


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({2022: "认定首批直播基地。", 2023: "开展认定，认定首批直播基地"}, ["warn"]),
        ({2022: "认定首批直播基地。", 2023: "认定第二批直播基地。"}, ["pass"]),
        ({2022: "认定首批直播基地。", 2023: "认定首批示范企业。"}, ["pass", "pass"]),
        ({2022: "对首次申请贷款的企业贴息。", 2023: "对首次申请贷款的企业贴息。"}, []),
        ({2022: "推进首贷户培育。"}, []),
    ],
)
def test_first_time(items: dict[int, str], expected: list[str]) -> None:
    rows = [make_item("1", year, 1, text) for year, text in items.items()]
    assert statuses(make_dataset(plan_items=rows), "first_time_once") == expected
