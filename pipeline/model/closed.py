"""The closed sets of the contract: a value outside of them is refused. Imports nothing."""

STATUS = ("ok", "warn", "failed")
LEVEL = ("info", "warning", "error")
REGION_LEVEL = ("national", "province", "city", "county", "town", "other")
CHECK_STATUS = ("pass", "warn", "fail")
UNLED = ("goal", "indicator")  # measures that name no departments
MEASURE_SOURCE = ("table", "prose", *UNLED)
ROLE = ("lead", "cooperate", "responsible")
DEPARTMENT_KIND = (
    "government",
    "party",
    "mass_organisation",
    "vertical",
    "public_institution",
    "enterprise",
    "group",
)
RESOLUTION = ("alias", "rule", "unresolved")
QUANTITY_KIND = ("target", "parameter", "reference")
NUMERAL_KIND = (
    *QUANTITY_KIND,
    "list_number",
    "year",
    "date",
    "quarter",
    "ordinal",
    "grade",
    "name",
    "indefinite",
    "word",
    "unknown",
)
COMPARATOR = ("eq", "ge", "gt", "le", "lt", "approx", "range")
MEANING = (
    "full",
    "zero",
    "doubling",
    "halving",
    "not_below_before",
    "not_above_before",
    "above_reference",
    "not_below_reference",
    "equal_to_reference",
    "not_above_reference",
    "below_reference",
    "first_ever",
    "positive_growth",
    "more_than_half",
)
BASIS = ("level", "added", "flow", "growth", "reduction")
DIMENSION = (
    "count",
    "money",
    "ratio",
    "duration",
    "data_size",
    "length",
    "area",
    "mass",
    "energy",
    "other",
)
