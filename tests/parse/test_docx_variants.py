"""The first list written in the other ways that Word knows: the same rows come out of each."""

import copy
import io
import re
import zipfile
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from lxml import etree

from pipeline.find.lists import find_lists
from pipeline.model import Finding, ResponsibilityList
from pipeline.parse.ooxml import W
from tests.parse.builders import read_bytes
from tests.parse.test_docx_numbers import abstract, level, num

SOURCE = Path(__file__).parents[1] / "data/sources/responsibility_list.docx"
NAMESPACE = W.strip("{}")
ABSTRACT_ID, FIRST_ID = 900, 900


def make(tag, *children, **attributes):
    element = etree.Element(W + tag, {W + name: value for name, value in attributes.items()})
    element.extend(children)
    return element


def wrap(element, *tags):
    """Put an element into others, the first of `tags` outermost."""
    parent, place = element.getparent(), element.getparent().index(element)
    for tag in reversed(tags):
        element = make(tag, element)
    parent.insert(place, element)


def run(text, tag="t"):
    made = make(tag)
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return make("r", made)


def track_changes(body, numbering):
    """Cut each third run in three: a part inserted, a part deleted, a part moved here."""
    for index, old in enumerate(list(body.iter(W + "r"))):
        text = "".join(old.itertext(W + "t"))
        if index % 3 or len(text) < 3:
            continue
        a, b = len(text) // 3, 2 * len(text) // 3
        parts = [
            make("ins", run(text[:a])),
            make("del", run("旧文5万元", "delText")),
            make("moveTo", run(text[a:b])),
            make("moveFrom", run("移走的3个")),
            run(text[b:]),
        ]
        parent, place = old.getparent(), old.getparent().index(old)
        parent[place : place + 1] = parts


def delete_rows_and_paragraphs(body, numbering):
    """Add rows, cells and paragraphs that are deleted."""
    for row in list(body.iter(W + "tr"))[2::4]:
        extra = copy.deepcopy(row)
        extra.insert(0, make("trPr", make("del")))
        row.addnext(extra)
    for paragraph in list(body.iter(W + "p"))[10::9]:
        gone = make("p", make("pPr", make("rPr", make("del"))), make("del", run("删去的一段。", "delText")))
        paragraph.addprevious(gone)


def use_content_controls(body, numbering):
    """Put every second row, every third cell and every fifth run into controls."""
    for step, tag in ((2, "tr"), (3, "tc"), (5, "r")):
        for element in list(body.iter(W + tag))[1::step]:
            wrap(element, "sdt", "sdtContent")


def nest_tables(body, numbering):
    """Put the last paragraph of every fourth cell into a table in the cell; Word wants a paragraph after it."""
    for cell in list(body.iter(W + "tc"))[9::4]:
        last = cell.findall(W + "p")[-1]
        inner = make("tbl", make("tr", make("tc", make("p")), make("tc")))
        last.addprevious(inner)
        inner[0][1].append(last)
        cell.append(make("p"))


def split_in_two(body, numbering, heading=True, between=True):
    """Cut the table after some rows; the second part with or without its heading and a paragraph before it."""
    table = next(body.iter(W + "tbl"))
    rows = table.findall(W + "tr")
    second = make("tbl")
    if heading:
        second.append(copy.deepcopy(rows[0]))
    second.extend(rows[14:])
    table.addnext(second)
    if between:
        table.addnext(make("p", make("r", make("br", type="page"))))
        table.addnext(make("p", run("（续表）")))


def use_automatic_numbers(body, numbering):
    """Let Word count what is written out as 1. 2. 3. at the starts of paragraphs, a list for each run of numbers."""
    ids, current, last = count(FIRST_ID), 0, 0
    for cell in body.iter(W + "tc"):
        last = 0
        for paragraph in cell.findall(W + "p"):
            first = next(paragraph.iter(W + "t"), None)
            found = re.match(r"(\d{1,2})\.(?=\S)", first.text or "") if first is not None else None
            if not found:
                continue
            if int(found[1]) != last + 1 or last == 0:
                current = next(ids)
                start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{found[1]}"/></w:lvlOverride>'
                append(numbering, num(current, ABSTRACT_ID, start))
            last = int(found[1])
            first.text = first.text[found.end() :]
            properties = paragraph.find(W + "pPr")
            if properties is None:
                properties = make("pPr")
                paragraph.insert(0, properties)
            properties.append(make("numPr", make("ilvl", val="0"), make("numId", val=str(current))))


def append(numbering, text):
    numbering.append(etree.fromstring(f'<x xmlns:w="{NAMESPACE}">{text}</x>')[0])


def cut_runs(body, numbering):
    """Cut runs into single characters, as spelling marks and fonts do, with marks between them."""
    for old in list(body.iter(W + "r")):
        text = "".join(old.itertext(W + "t"))
        if 1 < len(text) < 60:
            parts = [part for character in text for part in (run(character), make("proofErr"))]
            old.getparent()[old.getparent().index(old) : old.getparent().index(old) + 1] = parts


VARIANTS = {
    "tracked changes": track_changes,
    "deleted rows and paragraphs": delete_rows_and_paragraphs,
    "content controls": use_content_controls,
    "nested tables": nest_tables,
    "split in two, heading repeated": split_in_two,
    "split in two, no heading": lambda body, numbering: split_in_two(body, numbering, heading=False),
    "split in two, nothing between": lambda body, numbering: split_in_two(
        body, numbering, heading=False, between=False
    ),
    "automatic numbers": use_automatic_numbers,
    "runs of one character": cut_runs,
    "tracked changes in controls with nested tables": lambda body, numbering: [
        change(body, numbering) for change in (nest_tables, track_changes, use_content_controls)
    ],
}


def rewrite(change):
    """Apply a change to the document part, and to a numbering part that is new."""
    stream = io.BytesIO()
    numbering = etree.fromstring(f'<w:numbering xmlns:w="{NAMESPACE}"/>')
    append(numbering, abstract(ABSTRACT_ID, level(0, "decimal", "%1.")))
    with zipfile.ZipFile(SOURCE) as old, zipfile.ZipFile(stream, "w") as new:
        document = etree.fromstring(old.read("word/document.xml"))
        change(document.find(W + "body"), numbering)
        for name in old.namelist():
            if name not in ("word/document.xml", "word/numbering.xml"):
                new.writestr(name, old.read(name))
        new.writestr("word/document.xml", etree.tostring(document))
        new.writestr("word/numbering.xml", etree.tostring(numbering))
    return stream.getvalue()


APART = re.compile(r"(?<=\d\.)[ ](?=\d)")  # an automatic number stands apart from a figure: 1. 8家


def rows_of(content):
    found = list(find_lists(content, "x.docx"))
    assert [f for f in found if isinstance(f, Finding) and f.level != "info"] == []
    lists = [entry for entry in found if isinstance(entry, ResponsibilityList)]
    return [[(cell.field, APART.sub("", cell.text)) for cell in row.cells] for entry in lists for row in entry.rows]


@cache
def plain_rows():
    return rows_of(read_bytes(SOURCE.read_bytes()))


@pytest.mark.parametrize("name", VARIANTS)
def test_every_way_of_writing_the_list_gives_its_rows(name):
    content = rewrite(VARIANTS[name])
    assert content != SOURCE.read_bytes()
    assert rows_of(read_bytes(content)) == plain_rows()
