"""732 schools with the counts that were published of them, from the published file to the ledger.

Counts are read again with csv, lines multiplied with Decimal, issued workbooks read with openpyxl.
"""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from support.finished import YEAR, finish, issued_workbooks, ready_district
from support.los_angeles import (
    COLUMNS,
    PUBLISHED,
    added,
    cents,
    count_of,
    published_schools,
    spread,
    write_own_tables,
)
from support.printed import printed_cents, printed_lines, printed_rows, written_cents

from bsa_xl.allocation import Allocation
from bsa_xl.api import (
    Allocated,
    AllocateOrder,
    Exit,
    ImportDone,
    ImportOrder,
    Issued,
    IssueOrder,
    allocate_district,
    import_district,
    issue,
)
from bsa_xl.api.collecting import Collected, CollectOrder, collect
from bsa_xl.api.consolidating import Consolidated, ConsolidateOrder, consolidate
from bsa_xl.budget import SchoolBudget
from bsa_xl.store import Outcome, Store

POLICY = Path(__file__).with_name("los_angeles_2025_26.yaml")
CENT = Decimal("0.01")
#: As the issue of work states them, beside what the file itself adds up to.
STATED = {"enrollment": 351_851, "el": 59_488, "swd": 59_391, "foster": 1_849, "homeless": 8_537}
#: Component to the group that it counts.
NEEDS = {
    "english-learners": "el",
    "students-with-disabilities": "swd",
    "meals": "frpm",
    "foster-youth": "foster",
    "homeless-pupils": "homeless",
}
BASE = ("base-elementary", "base-middle", "base-high", "base-combination")
RETURNED = 24
READ_WITH_OPENPYXL = 20
READ_BY_US = 40


@dataclass(frozen=True)
class Journey:
    """What each step of the way came to."""

    folder: Path
    published: dict[str, dict[str, str]]
    imported: ImportDone
    allocated: Allocated
    allocation: Allocation
    lines: list[dict[str, str]]
    issued: Issued
    names: dict[str, str]
    budgets: dict[str, SchoolBudget]
    collected: Collected
    consolidated: Consolidated

    @property
    def out(self):
        return self.folder / "out"

    def by_school(self) -> dict[str, list[dict[str, str]]]:
        rows = defaultdict(list)
        for line in self.lines:
            rows[line["school_id"]].append(line)
        return rows


@pytest.fixture(scope="module")
def journey(shared, tmp_path_factory) -> Journey:
    folder = tmp_path_factory.mktemp("los-angeles")
    district = folder / "district"
    published = published_schools(shared)
    imported = import_district(ImportOrder("cde", (shared / PUBLISHED,), district))
    write_own_tables(district, POLICY, published)
    allocated = allocate_district(AllocateOrder(district, YEAR, csv=folder / "allocation.csv"))
    with (folder / "allocation.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    order = IssueOrder(district, YEAR, folder / "out", total_cents=allocated.total_cents)
    issued = issue(order)
    ready = ready_district(district)
    known = issued_workbooks(folder / "district.store")
    names = {school_id: each.file_name for school_id, each in known.items()}
    chosen = spread(published, RETURNED)
    budgets = dict(finish(ready, known, folder / "out", folder / "inbox", chosen))
    collected = collect(CollectOrder(district, YEAR, (folder / "inbox",), jobs=2))
    consolidated = consolidate(ConsolidateOrder(district, YEAR, out=folder / "book.xlsx"))
    return Journey(
        folder, published, imported, allocated, ready.allocation, lines, issued, names, budgets,
        collected, consolidated,
    )  # fmt: skip


def test_the_import_has_the_published_control_counts(journey):
    published = journey.published
    control = {group: sum(count_of(row, group) for row in published.values()) for group in COLUMNS}
    assert len(published) == 732
    assert {group: control[group] for group in STATED} == STATED
    [census] = [
        c for c in journey.imported.counts if (c.fiscal_year, c.measure) == (YEAR, "census")
    ]
    assert census.schools == 732
    assert {group: census.groups[group] for group in control} == control


def test_the_lines_count_exactly_the_pupils_that_were_published(journey):
    published = journey.published
    for component, group in NEEDS.items():
        counted = {
            line["school_id"]: Decimal(line["count"])
            for line in journey.lines
            if line["component"] == component
        }
        assert counted == {code: count_of(row, group) for code, row in published.items()}
        assert sum(counted.values()) == STATED.get(group, 305_616)
    based = {
        line["school_id"]: Decimal(line["count"])
        for line in journey.lines
        if line["component"] in BASE and line["status"] != "not eligible"
    }
    assert based == {code: count_of(row, "enrollment") for code, row in published.items()}


def test_the_base_follows_the_span_of_the_school(journey):
    levels = {
        "Elementary": "base-elementary",
        "Middle": "base-middle",
        "High": "base-high",
        "Elem-High Combo": "base-combination",
    }
    paid = {
        line["school_id"]: line["component"]
        for line in journey.lines
        if line["component"] in BASE and line["status"] != "not eligible"
    }
    assert paid == {
        code: levels[row["school_level"]] for code, row in journey.published.items()
    }  # fmt: skip


def test_the_threshold_and_the_gate_reach_the_schools_that_they_mean(journey):
    above, served = {}, set()
    for line in journey.lines:
        if line["component"] == "concentration":
            above[line["school_id"]] = Decimal(line["count"])
        if line["component"] == "title-i" and line["status"] != "not eligible":
            served.add(line["school_id"])
    share = Decimal("0.55")
    assert above == {
        code: max(Decimal(0), count_of(row, "frpm") - share * count_of(row, "enrollment"))
        for code, row in journey.published.items()
    }
    assert served == {c for c, row in journey.published.items() if row["title_i"] == "True"}


def test_the_printed_rate_times_the_printed_count_is_the_printed_amount_on_every_line(journey):
    wrong, multiplied = [], 0
    for line in journey.lines:
        if not line["count"]:
            assert (line["status"], line["amount"]) == ("not eligible", "")
            continue
        exact = Decimal(line["count"]) * Decimal(line["rate"])
        multiplied += 1
        if exact.quantize(CENT, ROUND_HALF_UP) != Decimal(line["amount"]):
            wrong.append(line)
    assert wrong == []
    # base, foundation, the five needs, the threshold and the pool; Title I where it is served
    assert multiplied == 9 * 732 + 696


def test_schools_programs_and_controls_come_to_the_same_total(journey):
    by_program, by_component = Counter(), Counter()
    for line in journey.lines:
        if line["amount"]:
            by_program[line["program"]] += cents(line["amount"])
            by_component[line["component"]] += cents(line["amount"])
    total = journey.allocated.total_cents
    assert sum(by_program.values()) == total
    assert by_component["school-climate"] == 24_000_000_01
    assert by_component["foundation"] == 732 * 431_250_50
    assert {each.program: each.school_cents for each in journey.allocated.programs} == by_program
    assert {each.component: each.cents for each in journey.allocated.components} == by_component
    [pool] = journey.allocated.controls
    assert (pool.given_cents, pool.allocated_cents) == (24_000_000_01, 24_000_000_01)
    by_school = {
        school: sum(cents(line["amount"]) for line in lines if line["amount"])
        for school, lines in journey.by_school().items()
    }
    assert by_school == journey.allocation.school_totals()
    assert sum(by_school.values()) == total


def test_every_school_is_issued_a_workbook(journey):
    assert journey.issued.answer.exit is Exit.OK
    assert len(journey.issued.new) == 732
    assert journey.issued.total_cents == journey.allocated.total_cents
    assert set(journey.names) == set(journey.published)
    assert {path.name for path in journey.out.iterdir()} == set(journey.names.values())


def test_openpyxl_reads_the_allocation_from_the_issued_workbooks(journey):
    by_school = journey.by_school()
    for school in spread(journey.published, READ_WITH_OPENPYXL):
        lines = printed_lines(journey.out / journey.names[school])
        wanted = [line for line in by_school[school] if line["count"]]
        assert [line[1:] for line in lines] == [
            tuple(Decimal(line[name]) for name in ("count", "rate", "amount")) for line in wanted
        ]
        for _, count, rate, amount in lines:
            assert (count * rate).quantize(CENT, ROUND_HALF_UP) == amount


def test_the_amounts_in_all_issued_workbooks_add_up_to_the_allocation(journey):
    read = {school: written_cents(journey.out / name) for school, name in journey.names.items()}
    assert read == journey.allocation.school_totals()
    assert sum(read.values()) == journey.allocated.total_cents
    chosen = spread(journey.published, READ_BY_US)
    assert {each: printed_cents(journey.out / journey.names[each]) for each in chosen} == {
        each: read[each] for each in chosen
    }


def test_every_finished_workbook_is_accepted(journey):
    assert len(journey.budgets) == RETURNED
    told = [
        (file.name, str(finding)) for file in journey.collected.files for finding in file.findings
    ]
    assert told == []
    assert journey.collected.answer.exit is Exit.OK
    assert journey.collected.count(Outcome.ACCEPTED) == RETURNED
    assert {file.school_id for file in journey.collected.files} == set(journey.budgets)
    assert len(journey.collected.missing) == 732 - RETURNED


def test_the_ledger_holds_every_dollar_that_the_schools_planned(journey):
    allocated = {
        (line["school_id"], line["program"]): Decimal(0) for line in journey.lines
    }  # fmt: skip
    for line in journey.lines:
        allocated[line["school_id"], line["program"]] += Decimal(line["amount"] or 0)
    wanted = {
        key: int(amount * 100)
        for key, amount in allocated.items()
        if key[0] in journey.budgets and amount
    }
    posted = Counter()
    with Store.open(journey.folder / "district.store") as store:
        totals = store.ledger.control_totals(str(YEAR), "adopted")
        figures = {
            (school, each.program): each.budgeted_cents
            for school, each in store.ledger.programs(str(YEAR), "adopted")
            if each.budgeted_cents
        }
        for posting in store.ledger.postings(str(YEAR), "adopted"):
            posted[posting.school_id, posting.program] += posting.cents
        assert store.examine() == ()
    assert totals.agree
    assert totals.schools == RETURNED
    assert totals.postings_cents == sum(wanted.values())
    assert figures == wanted
    assert posted == wanted


def test_the_consolidated_book_has_every_dollar_that_was_allocated(journey):
    assert journey.consolidated.answer.exit is Exit.OK
    assert journey.consolidated.accepted == RETURNED
    path = journey.consolidated.path
    schools = printed_rows(path, "Schools", "School id")
    assert added(schools, "Allocated", "School id") == journey.allocation.school_totals()
    by_program, by_level = Counter(), Counter()
    for line in journey.lines:
        if line["amount"]:
            by_program[line["program"]] += cents(line["amount"])
            level = journey.published[line["school_id"]]["school_level"]
            by_level["combination" if "Combo" in level else level.lower()] += cents(line["amount"])
    programs = printed_rows(path, "By program", "Program")
    assert added(programs, "Allocated", "Id") == by_program
    assert added(printed_rows(path, "By level", "Level"), "Allocated", "Level") == by_level
    missing = printed_rows(path, "Missing", "School id")
    assert {row["School id"] for row in missing} == set(journey.published) - set(journey.budgets)


def test_the_consolidated_book_has_every_dollar_that_was_planned(journey):
    path = journey.consolidated.path
    planned = {school: budget.budgeted_cents for school, budget in journey.budgets.items()}
    total = sum(planned.values())
    assert added(printed_rows(path, "Schools", "School id"), "Budgeted", "School id") == planned
    assert added(printed_rows(path, "Postings", "posting_id"), "amount", "school_id") == planned
    assert added(printed_rows(path, "Lines", "school_id"), "amount", "school_id") == planned
    accounts = printed_rows(path, "By account", "Account")
    postings = printed_rows(path, "Postings", "posting_id")
    assert added(accounts, "Budgeted", "Account") == added(postings, "amount", "account")
    assert added(accounts, "Budgeted", "Object") == added(postings, "amount", "object")
    for sheet, key in (
        ("By program", "Program"), ("By level", "Level"), ("By object", "Object"),
        ("By function", "Function"), ("By region", "Region"), ("By specialist", "Specialist"),
    ):  # fmt: skip
        rows = printed_rows(path, sheet, key)
        assert sum(added(rows, "Budgeted", key).values()) == total
    assert journey.consolidated.budgeted_cents == total
