"""The data dictionary: every table and column in English and in Chinese, read off the Pandera models.

`python -m pipeline.publish.dictionary docs` writes it (`make docs`); a test fails when it is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from pipeline.rules.findings import finding_rules
from schemas import TABLES, base, labels, model


class Language(NamedTuple):
    """The words of one edition of the dictionary."""

    file: str
    is_chinese: bool
    title: str
    introduction: str
    heading: str
    key: str
    reference: str
    yes: str
    values: str
    codes: str
    codes_heading: str
    types: dict[str, str]


_TYPES_ZH = {
    "string": "文本",
    "integer": "整数",
    "number": "数",
    "boolean": "是/否",
    "date": "日期",
    "list": "文本列表",
    "numbers": "数列表",
}
ENGLISH = Language(
    "data-dictionary.md",
    False,
    "Data dictionary",
    "Made from the Pandera models in `schemas/` by `make docs`; do not edit. In CSV a null is an empty cell and a list "
    "is joined by `|`. Every `start` and `end` counts characters of the cell text: `cells.text[start:end] == text`. "
    "[中文](data-dictionary.zh-CN.md)",
    "| column | type | null | description |",
    "Key",
    "refers to",
    "yes",
    "One of",
    "Codes of findings",
    "| code | level | sentence |",
    {},
)
IN_CHINESE = Language(
    "data-dictionary.zh-CN.md",
    True,
    "数据字典",
    "由 `make docs` 从 `schemas/` 的 Pandera 模型生成，请勿手工修改。CSV 中空单元格表示空值，列表以 `|` 连接。"
    "`start`、`end` 是单元格原文的字符位置：`cells.text[start:end] == text`。[English](data-dictionary.md)",
    "| 列 | 类型 | 可空 | 说明 |",
    "主键",
    "指向",
    "可",
    "取值",
    "提示代码",
    "| 代码 | 级别 | 说明 |",
    _TYPES_ZH,
)


def write_dictionary(folder: Path) -> None:
    """Write both editions into `folder`."""
    for language in (ENGLISH, IN_CHINESE):
        (folder / language.file).write_text(render(language), encoding="utf-8")


def render(language: Language) -> str:
    """Render one edition as Markdown."""
    contents = " · ".join(f"[`{table}`](#{table})" for table in TABLES)
    parts = [f"# {language.title}\n", f"{language.introduction}\n", f"{contents}\n"]
    return "\n".join([*parts, *(_render_table(table, language) for table in TABLES), _render_codes(language)])


def _render_codes(language: Language) -> str:
    """What a finding may say: every code with its level and its sentence."""
    lines = [f"## {language.codes}\n", language.codes_heading, "|---|---|---|"]
    for rule in finding_rules().values():
        sentence = (rule.message_zh if language.is_chinese else rule.message).replace("|", "\\|").replace("\n", " ")
        lines.append(f"| `{rule.code}` | {rule.level} | {sentence} |")
    return "\n".join(lines) + "\n"


def _render_table(table: str, language: Language) -> str:
    declared = model(table)
    title = base.title_zh(declared) if language.is_chinese else base.title(declared)
    key = ", ".join(f"`{name}`" for name in base.primary_key(declared))
    lines = [f"## {table}\n", f"{title}. {language.key}: {key}\n".replace(". ", "。" if language.is_chinese else ". ")]
    lines += [language.heading, "|---|---|---|---|"]
    targets = {key.columns: key for key in base.foreign_keys(declared)}
    lines += [_render_column(column, targets, language) for column in base.columns(declared)]
    joint = [key for names, key in targets.items() if len(names) > 1]
    lines += [f"\n`{', '.join(key.columns)}` {language.reference} [`{key.table}`](#{key.table})." for key in joint]
    return "\n".join(lines) + "\n"


def _render_column(column: base.Column, targets: dict[tuple[str, ...], base.ForeignKey], language: Language) -> str:
    text = f"**{column.label_zh}**：{column.description_zh}" if language.is_chinese else column.description
    if key := targets.get((column.name,)):
        text += f" → [`{key.table}`](#{key.table})"
    if values := column.constraints.get("enum"):
        text += f"<br>{language.values}: " + ", ".join(_render_value(value, language) for value in values)
    kind = language.types.get(column.type, column.type)
    cells = (f"`{column.name}`", kind, language.yes if column.is_nullable else "", text.replace("|", "\\|"))
    return f"| {' | '.join(cells)} |"


def _render_value(value: str, language: Language) -> str:
    label = labels.of(value)
    return f"`{value}` {label.zh if language.is_chinese else label.en}"


if __name__ == "__main__":
    write_dictionary(Path(sys.argv[1]))
