"""A policy's workbook in the hands of a person: opened, edited by header and row, saved."""

import io
from collections.abc import Callable
from difflib import unified_diff
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook

from bsa_xl.policy import (
    FromWorkbook,
    policy_from_workbook,
    policy_to_workbook,
    published_policy,
)

HEAD_ROW = 4


class Book:
    """A workbook made from a policy's bytes."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.book = load_workbook(io.BytesIO(book_of(raw)))

    def __getitem__(self, sheet: str):
        return self.book[sheet]

    def heads(self, sheet: str) -> dict[str, int]:
        return {cell.value: cell.column for cell in self.book[sheet][HEAD_ROW]}

    def row(self, sheet: str, **known: Any) -> int:
        """The number of the row with these cells; ``Value_of`` stands for "Value of"."""
        heads = self.heads(sheet)
        wanted = {heads[title.replace("_", " ")]: value for title, value in known.items()}
        for row in range(HEAD_ROW + 1, self.book[sheet].max_row + 1):
            if all(self.book[sheet].cell(row, at).value == value for at, value in wanted.items()):
                return row
        raise KeyError(known)

    def cell(self, sheet: str, row: int, title: str):
        return self.book[sheet].cell(row, self.heads(sheet)[title])

    def put(self, sheet: str, row: int, **values: Any) -> None:
        for title, value in values.items():
            self.cell(sheet, row, title.replace("_", " ")).value = value

    def add(self, sheet: str, **values: Any) -> int:
        """A row below the last one that is filled."""
        row = HEAD_ROW + 1
        while any(self.book[sheet].cell(row, at).value is not None for at in range(1, 12)):
            row += 1
        self.put(sheet, row, **values)
        return row

    def delete(self, sheet: str, **known: Any) -> None:
        self.book[sheet].delete_rows(self.row(sheet, **known))

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def back(self, **more: Any) -> FromWorkbook:
        return policy_from_workbook(self.saved(), **more)

    def told(self) -> list[str]:
        """Messages as people see them, without the file's name."""
        return [str(f).removeprefix("policy.xlsx, ") for f in self.back().findings]

    def changed_lines(self) -> list[str]:
        """The lines of the policy's file that are gone (-) or new (+), in order."""
        came = self.back()
        assert came.raw is not None, [str(finding) for finding in came.findings]
        return line_changes(self.raw.decode(), came.raw.decode())


def line_changes(before: str, after: str) -> list[str]:
    lines = list(unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0))[2:]
    return [f"{line[0]} {line[1:]}" for line in lines if not line.startswith("@")]


@cache
def book_of(raw: bytes) -> bytes:
    made = policy_to_workbook(raw)
    assert made.data is not None, [str(finding) for finding in made.findings]
    return made.data


@pytest.fixture
def opened() -> Callable[[bytes], Book]:
    """Opens the workbook of a policy's bytes."""
    return Book


@pytest.fixture
def riverbend() -> Book:
    return Book(published_policy("riverbend"))
