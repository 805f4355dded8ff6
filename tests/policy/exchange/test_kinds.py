"""Every kind of the policy's model has its place in the workbook, also one that is made up here."""

import io
from typing import Annotated, Literal

import pytest
from openpyxl import load_workbook
from pydantic import Field

from bsa_xl.policy.components import ComponentBlock, LumpSum, Weight
from bsa_xl.policy.document import Block, DatedField, SchoolGate, SourceField
from bsa_xl.policy.exchange.contents import contents_of
from bsa_xl.policy.exchange.families import sections_of
from bsa_xl.policy.exchange.from_workbook import read_book
from bsa_xl.policy.exchange.leaves import ELSEWHERE, Form
from bsa_xl.policy.exchange.opening import open_book
from bsa_xl.policy.exchange.sheets import dotted, title_of
from bsa_xl.policy.exchange.to_workbook import book_of
from bsa_xl.policy.model import Policy
from bsa_xl.policy.scalars import Name, Number, Truth
from bsa_xl.policy.tree import read_tree

EVERY = [(s, group) for s in sections_of(Policy) for group in s.family.groups]


@pytest.mark.parametrize(
    ("section", "group"), EVERY, ids=lambda x: getattr(x, "word", None) or getattr(x, "key", "")
)
def test_every_field_of_every_kind_has_a_column_or_rows_elsewhere(section, group):
    sheets = {sheet.name: sheet for sheet in contents_of({}).sheets}
    heads = {column.title for column in sheets[section.title].columns}
    fields = {name for leaf in group.leaves for name in leaf.path[:1]}
    assert fields == set(group.block.model_fields)
    for leaf in group.leaves:
        assert leaf.form in ELSEWHERE or title_of(leaf.path) in heads
        assert leaf.form is not Form.PARTS or "Parts" in sheets


def test_no_kind_needs_a_cell_of_yaml_so_far():
    raw = [
        dotted(leaf.path) for _, group in EVERY for leaf in group.leaves if leaf.form is Form.YAML
    ]
    assert raw == []


class Step(Block):
    """One step of a table."""

    up_to: Number
    fte: DatedField
    notes: tuple[str, ...] = ()


class Cap(Block):
    """A limit."""

    at_most: Number
    source: SourceField | None = None


class Stairs(ComponentBlock):
    """Positions by size, in steps that somebody invented.

    Attributes:
        smooth: whether it rises between steps.
    """

    kind: Literal["stairs"]
    unit: Literal["FTE per school"]
    counts: Name
    smooth: Truth = False
    cap: Cap | None = None
    only: SchoolGate = Field(default_factory=SchoolGate)
    corners: tuple[tuple[Number, Number], ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)


class Wider(Policy):
    """A policy with a kind that the product does not know."""

    components: tuple[Annotated[Weight | LumpSum | Stairs, Field(discriminator="kind")], ...] = ()


STAIRS = """\
policy: p
title: P
components:
  - id: teachers
    kind: stairs
    label: Teachers
    unit: FTE per school
    counts: enrollment
    source: B
    smooth: yes            # a remark
    cap: {at_most: 12.50, source: {title: C, section: p. 2}}
    only: {where: {level: [High]}}
    corners: [[0, 1], [100, 1.5]]
    steps:
      - {up_to: 100, fte: {FY2026: 1.0}, notes: ["one, two", three]}
      - {up_to: 200, fte: {FY2026: 2.50}}
"""


def test_a_kind_that_is_only_known_here_makes_the_round_trip():
    raw = STAIRS.encode()
    data = read_tree(STAIRS, "")[0].data
    made = book_of(data, contents_of(data, Wider), raw, "p.yaml", Wider)
    sheet = load_workbook(io.BytesIO(made))["Components"]
    heads = {cell.value: sheet.cell(5, cell.column).value for cell in sheet[4]}
    assert heads["Smooth"] == "yes"
    assert heads["Cap: at most"] == 12.5
    assert heads["Cap: source"] == "C p. 2"
    assert heads["Only: where"] == "level = High"
    assert heads["Corners"] == "[[0, 1], [100, 1.5]]"
    kinds = load_workbook(io.BytesIO(made))["Kinds"]
    told = {row[2].value: row[3].value for row in kinds.iter_rows(min_row=5)}
    assert told["stairs"] == "Positions by size, in steps that somebody invented."
    grids, _ = open_book(made)
    book = read_book(grids, raw, Wider)
    assert book.findings == []
    assert book.data == data
