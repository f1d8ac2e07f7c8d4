"""The style sheets that a page holds itself, as far as they say what is shown: hidden, struck, raised.

What wins is written into the elements' own style attributes, so that the readers look at one place. A page is taken as a
desktop browser shows it, before any script runs; but the body, and a wrapper that holds nearly all of its text, are shown:
sites hide them until a script has run.
Sources: CSS Cascade 4, 6 (order, specificity), Selectors 4 (type, class, id, nth-child, descendant, child), Media Queries 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from pipeline.parse.html.inline_style import HIDDEN, holds_hidden, is_hidden

WIDTH = 1280  # CSS pixels: of a desktop window
MOST_RULES = 20_000  # of a page; the rest is not looked at
_MOSTLY = 0.8  # of a page's text: what holds so much is no hidden part of it
_NAMES = ("display", "visibility", "text-decoration", "text-decoration-line", "vertical-align", "mso-hide")
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
MEDIA = re.compile(r"@media([^{}]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.IGNORECASE)
FEATURE = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*(\d+)(?:\.\d+)?(px|em|rem)?\s*\)", re.IGNORECASE)
DECLARATION = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
STEP = re.compile(r"(?P<tag>\*|[a-zA-Z][\w-]*)?(?P<marks>(?:[.#][\w-]+)*)(?::nth-child\((?P<nth>\d{1,4})\))?")
_MARK = re.compile(r"([.#])([\w-]+)")


class Step(NamedTuple):
    """One part of a selector: `tr.row#first`, `td:nth-child(4)`."""

    tag: str
    classes: frozenset[str]
    id: str
    nth: int = 0  # which child it is, from 1; 0 for any


class Rule(NamedTuple):
    """A selector, its steps from the element up, with what it says and how strong it is."""

    steps: tuple[Step, ...]
    joints: tuple[str, ...]  # between the steps: " " below, ">" directly below
    said: dict[str, str]
    strength: tuple[int, int, int]  # ids, classes, types


def apply_sheets(root: Any) -> None:
    """Write what the page's own sheets say into the style of its elements, and show what hides the whole page."""
    sheets = "\n".join("".join(sheet.itertext()) for sheet in root.iter("style"))
    rules = list(_read_rules(COMMENT.sub("", sheets)))[:MOST_RULES]
    if rules:
        _apply(root, rules)
    _show_whole(root)


def _read_rules(text: str) -> Iterator[Rule]:
    """Read the rules of a sheet that say something of `NAMES`; those for other media are left out."""
    plain = MEDIA.sub(lambda found: found[2] if _is_for_desktop(found[1]) else "", text)
    for selectors, body in BLOCK.findall(plain):
        said = {
            name.lower(): value.strip().lower() for name, value in DECLARATION.findall(body) if name.lower() in _NAMES
        }
        if said:
            for selector in selectors.split(","):
                if rule := _read_selector(selector.strip(), said):
                    yield rule


def _is_for_desktop(query: str) -> bool:
    """Tell whether a media query holds for a desktop window; one that asks for anything else does not."""
    for part in query.lower().split(","):
        rest = FEATURE.sub("", part)
        if rest.replace("only", "").replace("and", "").strip() not in ("", "all", "screen"):
            continue
        widths = [
            (kind, int(size) * (16 if unit in ("em", "rem") else 1)) for kind, size, unit in FEATURE.findall(part)
        ]
        if all(size <= WIDTH if kind == "min" else size >= WIDTH for kind, size in widths):
            return True
    return False


def _read_selector(selector: str, said: dict[str, str]) -> Rule | None:
    """Read a selector of types, classes, ids and places; None for others."""
    parts = re.sub(r"\s*>\s*", " > ", selector).split()
    steps: list[Step] = []
    joints: list[str] = []
    for part in parts:
        if part == ">":
            joints[-1:] = [">"]
            continue
        found = STEP.fullmatch(part)
        if not found or not part:
            return None
        marks = _MARK.findall(found["marks"])
        ids = [name for kind, name in marks if kind == "#"]
        classes = frozenset(name for kind, name in marks if kind == ".")
        steps.append(Step((found["tag"] or "*").lower(), classes, ids[0] if ids else "", int(found["nth"] or 0)))
        joints.append(" ")
    if not steps:
        return None
    strength = (
        sum(bool(step.id) for step in steps),
        sum(len(step.classes) + bool(step.nth) for step in steps),
        sum(step.tag != "*" for step in steps),
    )
    return Rule(tuple(reversed(steps)), tuple(reversed(joints[:-1])), said, strength)


def _apply(root: Any, rules: list[Rule]) -> None:
    """Write the winning declarations into the elements; their own style wins over the sheets unless those insist."""
    by_key: dict[str, list[tuple[int, Rule]]] = {}
    for order, rule in enumerate(rules):
        by_key.setdefault(_key(rule.steps[0]), []).append((order, rule))
    for element in root.iter(etree.Element):
        names = [f"#{element.get('id')}", *(f".{name}" for name in element.get("class", "").split()), element.tag, "*"]
        found = [entry for name in names for entry in by_key.get(name, ()) if _matches(element, entry[1])]
        if not found:
            continue
        winning: dict[str, tuple[tuple[bool, tuple[int, int, int], int], str]] = {}
        for order, rule in found:
            for name, value in rule.said.items():
                weight = ("!important" in value, rule.strength, order)
                if name not in winning or weight >= winning[name][0]:
                    winning[name] = (weight, value)
        _write(element, {name: value for name, (_, value) in winning.items()})


def _key(step: Step) -> str:
    return f"#{step.id}" if step.id else f".{min(step.classes)}" if step.classes else step.tag


def _matches(element: Any, rule: Rule) -> bool:
    """Tell whether a selector means an element; of ancestors the nearest that fits is taken."""
    if not _fits(element, rule.steps[0]):
        return False
    for step, joint in zip(rule.steps[1:], rule.joints, strict=True):
        above = element.getparent()
        while joint == " " and above is not None and not _fits(above, step):
            above = above.getparent()
        if above is None or not _fits(above, step):
            return False
        element = above
    return True


def _fits(element: Any, step: Step) -> bool:
    if step.tag not in ("*", element.tag) or (step.id and element.get("id") != step.id):
        return False
    if (
        step.nth
        and sum(1 for _ in islice(element.itersiblings(etree.Element, preceding=True), step.nth)) != step.nth - 1
    ):
        return False
    return not step.classes or step.classes <= set(element.get("class", "").split())


def _write(element: Any, said: dict[str, str]) -> None:
    """Put what the sheets say before the element's own style, without what that says otherwise."""
    own = element.get("style", "")
    told = {name.lower() for name, _ in DECLARATION.findall(own)}
    kept = "; ".join(f"{name}: {value}" for name, value in said.items() if name not in told or "!important" in value)
    if kept:
        insisted = [name for name, value in said.items() if "!important" in value]
        rest = "; ".join(f"{n}: {v}" for n, v in DECLARATION.findall(own) if n.lower() not in insisted)
        element.set("style", f"{kept}; {rest}")


def _show_whole(root: Any) -> None:
    """Show the body and every wrapper that holds nearly all of the page's text."""
    if not holds_hidden(root):
        return
    whole = 0
    for element in root.iter(etree.Element):
        is_body = element.tag in ("html", "body")
        if not is_hidden(element):
            continue
        whole = whole or _length(next(root.iter("body"), root))
        if is_body or (whole and _length(element) >= _MOSTLY * whole):
            element.set("style", HIDDEN.sub("", element.get("style", "")))
            element.attrib.pop("hidden", None)


def _length(element: Any) -> int:
    """How many characters stand below an element, scripts and sheets aside."""
    return sum(
        len("".join((child.text or "").split())) + len("".join((child.tail or "").split()))
        for child in element.iter(etree.Element)
        if child.tag not in ("script", "style")
    )
