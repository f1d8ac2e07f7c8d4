"""The closed sets of the contract: a value outside of them is refused. Imports nothing."""

STATUS = ("ok", "warn", "failed")
CHECK_STATUS = ("pass", "warn", "fail")
MEASURE_SOURCE = ("table", "prose")
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
