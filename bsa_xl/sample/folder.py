"""The sample as a district folder: every file's text, and the folder written to disk."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.budget import rate_sheet
from bsa_xl.district import read_district
from bsa_xl.filing import DurableFolder
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import read_policy

from .given import amount_rows
from .pupils import count_rows
from .schools import SampleSchool, sample_schools
from .staffing import staff_rows

SAMPLE_SEED = 2026
SAMPLE_SCHOOLS = 833

#: The year that the sample is about to budget.
_YEAR = FiscalYear(2026)
_ACCOUNTS = "accounts_"
#: Fewer would leave components of the formula without a school.
_FEWEST_SCHOOLS = 12
#: More would need longer ids, and the numbers of shared positions begin with 9.
_MOST_SCHOOLS = 1_200
#: In policy.yaml: a pool from its unit to its values, and the dollars of each year in them.
_POOL = re.compile(r"(unit: USD per district.*?values: )(\{[^}]*\})", re.DOTALL)
_DOLLARS = re.compile(r": ([0-9]+)")


def build_sample(seed: int = SAMPLE_SEED, schools: int = SAMPLE_SCHOOLS) -> Mapping[str, str]:
    """Every file of the sample district: its name in the folder, to its text.

    Args:
        seed: another seed gives another district with the same rate sheet and formula.
        schools: how many have a workbook of their own, 12 to 1,200; centres come on top. The first
            twelve are one of each kind, whatever the number.

    Raises:
        ValueError: there would be too few or too many schools.
    """
    if not _FEWEST_SCHOOLS <= schools <= _MOST_SCHOOLS:
        bounds = f"{_FEWEST_SCHOOLS} to {_MOST_SCHOOLS:,}"
        raise ValueError(f"the sample has {bounds} schools, not {schools:,}")
    texts = _written()
    texts["policy.yaml"] = _with_pool_for(schools, texts["policy.yaml"])
    found = sample_schools(seed, schools)
    texts["schools.csv"] = _csv(school.row() for school in found)
    texts["counts.csv"] = _csv(row for school in found for row in count_rows(seed, school))
    texts["amounts.csv"] = _csv(amount_rows(seed, found))
    texts["staff.csv"] = _csv(_staff(seed, found, texts))
    return dict(sorted(texts.items()))


def write_sample(
    folder: Path, seed: int = SAMPLE_SEED, schools: int = SAMPLE_SCHOOLS
) -> tuple[Path, ...]:
    """Write the sample district into a folder; files of these names are replaced.

    Args:
        folder: it is made where it is missing.
        seed: as in `build_sample`.
        schools: as in `build_sample`.

    Returns:
        The files written.

    Raises:
        ValueError: as `build_sample`.
        CannotWriteError: a file cannot be written.
    """
    return _write(folder, build_sample(seed, schools))


def _written() -> dict[str, str]:
    """The files that a person writes, as they stand in ``tables``."""
    texts = {}
    for file in files("bsa_xl.sample.tables").iterdir():
        if file.name.endswith((".yaml", ".csv")):
            name = file.name.replace(_ACCOUNTS, "accounts/", 1)
            texts[name] = file.read_bytes().decode().replace("\r\n", "\n")
    return texts


def _with_pool_for(schools: int, policy: str) -> str:
    """The policy with its pool cut, or stretched, to the size of another district.

    A pool is dollars for a whole district; the file says what 833 schools share.
    """

    def values(written: re.Match[str]) -> str:
        return written[1] + _DOLLARS.sub(dollars, written[2])

    def dollars(written: re.Match[str]) -> str:
        return f": {int(written[1]) * schools // SAMPLE_SCHOOLS // 1_000 * 1_000}"

    return policy if schools == SAMPLE_SCHOOLS else _POOL.sub(values, policy)


def _staff(
    seed: int, schools: list[SampleSchool], texts: Mapping[str, str]
) -> Iterable[dict[str, str]]:
    """Rows of staff.csv, bought with what this product itself allocates to the sample so far."""
    with tempfile.TemporaryDirectory(prefix="sample-") as name:
        folder = Path(name)
        _write(folder, texts)
        district, faults = read_district(folder)
    file, more = read_policy(texts["policy.yaml"])
    if district is None or file is None:
        raise RuntimeError(f"the sample does not read: {[*faults, *more]}")
    allocation = allocate(district, file.policy, _YEAR)
    programs = [program.id for program in file.policy.programs]
    money = {
        school.school_id: {program: school.program_cents(program) for program in programs}
        for school in allocation
    }
    return staff_rows(seed, schools, money, rate_sheet(district))


def _csv(rows: Iterable[dict[str, str]]) -> str:
    lines = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, lines[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def _write(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """The texts as files, each whole or absent; line ends stay as they are."""
    by_folder: dict[str, list[str]] = {}
    for name in texts:
        by_folder.setdefault(name.rpartition("/")[0], []).append(name)
    written: list[Path] = []
    for inner, names in by_folder.items():
        with DurableFolder(folder / inner) as place:
            written += [
                place.write(name.rpartition("/")[2], texts[name].encode()) for name in names
            ]
    return tuple(written)
