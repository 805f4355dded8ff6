"""Plans that nobody would write by hand: random fills of an issued workbook, odd ones among them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from bsa_xl.budget import ApprovalRow, Plan, Setting, SpendingRow, StaffingRow
from bsa_xl.workbook.layout import Layout, key_of

#: Numbers whose product with a cent lands on a half, where two ways of rounding part.
TIES = ("0.5", "0.25", "0.125", "0.0625", "0.05", "0.005", "0.3333", "1.5", "0.1", "0.7", "2")
AMOUNTS = ("0.005", "1.005", "2.675", "1234.565", "0", "99999999.99", "100000000", "37.785", "0.01")
ODD_TEXTS = ("12", "1,200", " ", "TBD", "=1+1", "'5", "1e3", "O.5")


def random_plan(layout: Layout, setting: Setting, opening: Plan, seed: int) -> Plan:
    """A fill of every kind of input; the same seed gives the same plan."""
    rng = Random(seed)
    staffing = [_changed(row, setting, rng) for row in opening.staffing]
    free = layout.staffing.rows - len(staffing)
    for _ in range(rng.choice((0, 3, min(20, free), free))):
        index = len(staffing)
        blank = StaffingRow(key_of("Staffing", index), layout.place(layout.staffing, index))
        staffing.append(_new(blank, setting, rng) if rng.random() < 0.9 else blank)
    spending = []
    for index in range(rng.choice((0, 5, layout.spending.rows))):
        place = layout.place(layout.spending, index)
        spending.append(_bought(SpendingRow(key_of("Spending", index), place), setting, rng))
    return replace(
        opening,
        staffing=tuple(staffing),
        spending=tuple(spending),
        approvals=tuple(_approvals(layout, rng)),
        explanations={
            row.id: rng.choice(("It is right as it is.", "  ", "=1")) for row in layout.check_rows
            if rng.random() < 0.3
        },
        spare={
            "staffing": layout.staffing.rows - sum(row.is_used for row in staffing),
            "spending": layout.spending.rows - sum(row.is_used for row in spending),
        },
    )  # fmt: skip


def _choice(rng: Random, labels: list[str]) -> str | None:
    """A label, now and then in other letters, unknown, or a wildcard."""
    pick = rng.random()
    if pick < 0.75:
        return rng.choice(labels)
    odd = ("*", "nothing of the kind", "?" * 4)
    return rng.choice(labels).upper() if pick < 0.9 else rng.choice((*odd, None))


def _number(rng: Random, usual: tuple[str, ...], odd: float = 0.1) -> Decimal | str | None:
    pick = rng.random()
    if pick < odd:
        return rng.choice(ODD_TEXTS)
    if pick < 2 * odd:
        return Decimal(rng.choice(("-1", "-0.3", "1000000000", "0.33333", "100.5", "1.9999")))
    return None if pick < 2.5 * odd else Decimal(rng.choice(usual))


def _changed(row: StaffingRow, setting: Setting, rng: Random) -> StaffingRow:
    """An existing row: mostly kept, sometimes changed, closed or spoiled."""
    pick = rng.random()
    if pick < 0.6:
        return row
    if pick < 0.75:
        return replace(row, action="Close" if pick < 0.7 else "close")
    required = {now.key for now in setting.now if now.required}
    changed = _new(row, setting, rng)
    if row.key in required:  # what the office locked stays as it is
        return replace(changed, action=row.action, title=row.title, how_many=row.how_many,
                       fte_each=row.fte_each)  # fmt: skip
    return replace(changed, action=rng.choice(("Change", "Keep", "Nope", None)))


def _new(row: StaffingRow, setting: Setting, rng: Random) -> StaffingRow:
    labels = [program.label for program in setting.programs]
    titles = [title.label for title in setting.rates.titles]
    shares: tuple[str, ...] = rng.choice(
        (("100",), ("50", "50"), ("33", "33", "34"), ("1", "99"), ("60", "30"), ("45", "55"))
    )
    typed: list[Decimal | str | None] = [Decimal(share) for share in shares]
    if rng.random() < 0.15:
        typed[0] = _number(rng, ("12", "33.3", "0"), 0.3)
    typed += [None] * (3 - len(typed))
    programs: list[str | None] = [_choice(rng, labels) for _ in shares]
    programs += [None] * (3 - len(programs))
    return replace(
        row,
        action=rng.choice(("New", "New", "Keep", "Close", None)),
        title=_choice(rng, titles),
        how_many=_number(rng, ("1", "1", "2", "3", "17", "999")),
        fte_each=_number(rng, TIES),
        end=_number(rng, ("46000", "46203"), 0.2) if rng.random() < 0.3 else None,
        programs=(programs[0], programs[1], programs[2]),
        shares=(typed[0], typed[1], typed[2]),
    )


def _bought(row: SpendingRow, setting: Setting, rng: Random) -> SpendingRow:
    labels = [program.label for program in setting.programs]
    items = [item.label for item in setting.rates.items]
    if rng.random() < 0.1:
        return row
    return replace(
        row,
        item=_choice(rng, items),
        quantity=_number(rng, (*TIES, "1000", "999999", "1000000")) if rng.random() < 0.8 else None,
        amount=_number(rng, AMOUNTS) if rng.random() < 0.5 else None,
        program=_choice(rng, labels),
    )


def _approvals(layout: Layout, rng: Random) -> Iterator[ApprovalRow]:
    for index, body in enumerate(layout.bodies):
        yield ApprovalRow(
            body,
            layout.place(layout.approvals, index),
            date=_number(rng, ("45750", "45750", "45")),
            quorum=rng.choice(("Yes", "yes", "No", None)),
            votes_for=_number(rng, ("9", "9", "4", "0", "9.5")),
            votes_against=_number(rng, ("0", "3", "9", "-3")),
            minutes=rng.choice(("Minutes of April 2", " ", None)),
            approved=_number(rng, (*AMOUNTS, "250000")),
        )


def typed_cells(layout: Layout, plan: Plan) -> dict[str, dict[str, object]]:
    """Sheet and cell of every input with what the plan has there; None clears a cell."""
    cells: dict[str, dict[str, object]] = {}
    rows = {
        "Staffing": {row.place.row: row for row in plan.staffing},
        "Spending": {row.place.row: row for row in plan.spending},
        "Approval": {row.place.row: row for row in plan.approvals},
    }
    for table, column in layout.inputs():
        letter = layout.letters(table)[column.name]
        here = cells.setdefault(table.sheet, {})
        for index in range(table.rows):
            number = table.first + index
            if table.name == "Check":
                here[f"{letter}{number}"] = plan.explanations.get(layout.check_rows[index].id)
            else:
                here[f"{letter}{number}"] = _of_row(rows[table.name].get(number), column.name)
    return cells


def _of_row(row: object, name: str) -> object:
    if row is None:
        return None
    stem, _, number = name.rpartition("_")
    if stem in ("program", "share") and number.isdigit():
        return getattr(row, f"{stem}s")[int(number) - 1]
    return getattr(row, name)
