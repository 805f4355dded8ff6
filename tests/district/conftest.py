"""Riverbend: three schools, written as files for each test, changed where the test needs it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bsa_xl.district import District, Imported, import_cde, read_district
from bsa_xl.finding import Finding

SCHOOLS = """\
school_id,name,level
0101,Alder Elementary,elementary
0102,Birch Middle,middle
0203,Cedar High,high
"""
PROFILE = "name: Riverbend Unified School District\n"


@dataclass(frozen=True)
class Read:
    """What came of reading a folder."""

    district: District | None
    findings: tuple[Finding, ...]

    @property
    def said(self) -> list[str]:
        return [str(finding) for finding in self.findings]

    @property
    def ids(self) -> list[str]:
        return [finding.id for finding in self.findings]

    @property
    def facts(self) -> District:
        assert self.district is not None
        return self.district


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    """Write tables (name to text or bytes) beside the usual schools and profile, and read them.

    ``read(counts="school_id,...")``; ``schools=None`` leaves schools.csv out.
    """

    def write_and_read(folder: str = "riverbend", **tables: str | bytes | None) -> Read:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        files: dict[str, str | bytes | None] = {"district.yaml": PROFILE, "schools.csv": SCHOOLS}
        for name, content in tables.items():
            file = {"profile": "district.yaml"}.get(name, f"{name.replace('__', '/')}.csv")
            files[file] = content
        for file, content in files.items():
            if content is None:
                continue
            path = place / file
            path.parent.mkdir(exist_ok=True)
            data = content.encode("utf-8") if isinstance(content, str) else content
            path.write_bytes(data)
        return Read(*read_district(place))

    return write_and_read


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets (name to rows of values) to one workbook, and give its path."""

    def write(name: str = "district.xlsx", **sheets: Sequence[Sequence[object]]) -> Path:
        workbook = Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., Imported]:
    """Write lines to a published file and import it."""

    def write_and_import(*lines: str, name: str = "published.csv", **options: Any) -> Imported:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return import_cde([path], **options)

    return write_and_import
