"""Cells ask what positions cost, and what a school's open workbook comes to."""

from datetime import date
from decimal import Decimal

import pytest
from bsa_xl.udfs.catalog import catalog
from bsa_xl.udfs.cells import NoAnswerError
from openpyxl.utils import get_column_letter
from support.live_values import values_of, with_cells

from bsa_xl import api

YEAR = "FY2026"
PRINCIPAL, ASSISTANT = "01010", "01120"
#: Of 1.0 FTE: pay; 19.1, 1.45, 0.05 and 2.1 % of it, each to the cent; retirees' health; health.
PRINCIPAL_COST = 135_900 + 25_956.90 + 1_970.55 + 67.95 + 2_853.90 + 1_260 + 16_400
#: What only a file can tell: altered cells, formulas, stale totals, looks, sheets that are not read.
OF_FILES = {"FILE-31", "FILE-34", "FILE-37", "FILE-38", "RET-01", "RET-02", "SUB-05"}
BEYOND = [[None] * 4] * 3

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(scope="module")
def functions():
    return {function.name: function.run for function in catalog()}


@pytest.fixture(scope="module")
def cost(functions, sample):
    return lambda *arguments: functions["position_cost"](str(sample), YEAR, *arguments)


@pytest.fixture(scope="module")
def books(season):
    """What the schools' workbooks show, as issued and as answered, by file."""
    issued = sorted((season / "workbooks").glob("*.xlsx"))[:3]
    made = {}
    for path in (*issued, *sorted((season / "inbox").glob("*.xlsx"))):
        try:
            made[path.name] = (path, values_of(path.read_bytes()))
        except Exception:  # noqa: BLE001, S112 - some of the answers are no workbooks
            continue
    return made


def money(values):
    return [values[name] for name in ("Snapshot", "Staffing", "Spending")]


def sheets(values):
    return [*money(values), values["Checks"], values["Sign-off"]]


def test_a_position_costs_its_pay_and_every_benefit_of_its_class(cost):
    assert cost([[PRINCIPAL]], [[1.0]]) == [[PRINCIPAL_COST]]


def test_half_a_position_owes_the_whole_health_cost_from_half_an_fte_on(cost):
    # 120,600 + 23,034.60 + 1,748.70 + 60.30 + 2,532.60 + 1,260 = 149,236.20 for 1.0 FTE;
    # half of it is 74,618.10, and 16,400 a person: 91,018.10; three of them 273,054.30.
    assert cost([[ASSISTANT]], [[0.5]]) == [[91_018.1]]
    assert cost([[ASSISTANT]], [[0.5]], [[3.0]]) == [[273_054.3]]


def test_titles_are_found_by_code_title_or_both_and_one_number_serves_all(cost):
    titles = [
        [PRINCIPAL],
        ["principal, elementary"],
        [None],
        [f"Principal, Elementary · {PRINCIPAL}"],
    ]
    assert cost(titles, [[1.0]]) == [[PRINCIPAL_COST], [PRINCIPAL_COST], [None], [PRINCIPAL_COST]]
    assert cost([[PRINCIPAL], [ASSISTANT]], [[1.0], [0.5]]) == [[PRINCIPAL_COST], [91_018.1]]


def test_actual_cost_is_the_pay_that_staff_csv_has_for_the_position(cost, sample):
    rows = (sample / "staff.csv").read_text(encoding="utf-8").splitlines()
    head, first = rows[0].split(","), rows[1].split(",")
    row = dict(zip(head, first, strict=True))
    actual = Decimal(row["actual_salary"]) + Decimal(row["actual_benefits"])
    assert cost([[row["position_id"]]], [[1.0]], [[1.0]], "Actual") == [[float(actual)]]


def test_every_row_of_every_workbook_costs_what_its_staffing_shows(books, cost):
    compared = 0
    for _, values in books.values():
        rows = values["Staffing"]
        head = next((n for n, row in enumerate(rows) if row and row[0] == "Row key"), None)
        if head is None:
            continue
        at = {name: rows[head].index(name) for name in (
            "Position no.", "Action", "Position planned", "How many", "FTE each", "Line cost",
            "Actual salary of 1.0 FTE",
        )}  # fmt: skip
        average, actual = [], []
        for row in rows[head + 1 :]:
            cells = {name: row[place] for name, place in at.items()}
            if isinstance(cells["Position planned"], str) and cells["Action"] in ("Keep", "New"):
                kept = cells["Actual salary of 1.0 FTE"] in (None, "")
                (average if kept else actual).append(cells)
        for asked, basis, name in (
            (average, "average", "Position planned"), (actual, "actual", "Position no."),
        ):  # fmt: skip
            numbers = ("FTE each", "How many")
            sure = [cells for cells in asked if all(type(cells[n]) is float for n in numbers)]
            if sure:
                columns = [[[cells[n]] for cells in sure] for n in (name, *numbers)]
                assert cost(*columns, basis) == [[cells["Line cost"]] for cells in sure]
            compared += len(sure)
    assert compared > 300


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ([["0101"]], [[1.0]]),
            "positions.csv has no title 0101. Did you mean Principal, Elementary · 01010?",
        ),
        (([["zzz"]], [[1.0]]), "positions.csv has no title zzz. Give a code or a title of positions.csv."),
        (
            ([["01010"]], [[0.35]]),
            (
                "Principal, Elementary · 01010 is planned in steps of 1 FTE, and 0.35 is none. Type "
                "a multiple of 1."
            ),
        ),
        (([["01010"]], [[2.5]]), "FTE each is 2.5. Type a number from 0 to 2."),
        (([["01010"]], [[1e300]]), "FTE each is 1E+300. Type a number from 0 to 2."),
        (
            ([["01010"]], [[1.0]], [[1e300]]),
            "How many is 1E+300. Type a whole number from 0 to 999.",
        ),
        (([["01010"]], [[1.0]], [[1.5]]), "How many is 1.5. Type a whole number from 0 to 999."),
        (([["01010"]], [[None]]), "A title has no number for the FTE. Type it, or clear the title."),
        (
            ([["01010"], ["01020"], ["01030"]], [[1.0], [1.0]]),
            "For 3 titles the FTE has 2 cells. Give one for each title, or one.",
        ),
        (([["01010"]], [[1.0]], [[1.0]], "mean"), "The basis is 'mean'. Write average or actual."),
        (
            ([["01010"]], [[1.0]], [[1.0]], "actual"),
            "staff.csv has no position 01010. Give a position_id of staff.csv.",
        ),
    ],
)  # fmt: skip
def test_what_has_no_price_is_said_in_words(cost, arguments, said):
    with pytest.raises(NoAnswerError) as fault:
        cost(*arguments)
    assert str(fault.value) == said


def test_a_position_without_actual_pay_has_none(functions, district):
    path = district / "staff.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    head, cells = lines[0].split(","), lines[1].split(",")
    unpaid = {head.index("actual_salary"), head.index("actual_benefits")}
    lines[1] = ",".join("" if place in unpaid else cell for place, cell in enumerate(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(NoAnswerError) as fault:
        functions["position_cost"](str(district), YEAR, [[cells[0]]], [[1.0]], [[1.0]], "actual")
    assert str(fault.value) == (
        f"staff.csv gives no actual salary for position {cells[0]}. Ask for the average cost of its "
        "title."
    )


def test_the_balance_is_what_the_sheet_programs_shows(books, functions):
    compared = 0
    for _, values in books.values():
        if "Snapshot" not in values or "Programs" not in values:
            continue
        head, *rows = functions["balance"](*money(values))
        assert head == ["Program", "Called", "Given", "Planned", "Left"]
        top = next(n for n, row in enumerate(values["Programs"]) if "Left to budget" in row)
        at = [values["Programs"][top].index(name) for name in ("Id", "Allocated", "Left to budget")]
        shown = [[row[n] for n in at] for row in values["Programs"][top + 1 : top + 1 + len(rows)]]
        if shown != [[row[0], row[2], row[4]] for row in rows]:
            continue  # one whose stored totals are stale or altered
        compared += 1
    assert compared >= 10


def test_programs_are_asked_for_by_id_or_name_with_ranges_that_are_too_large(books, functions):
    _, values = next(iter(books.values()))
    wide = [[[*row, None, None] for row in sheet] + BEYOND for sheet in money(values)]
    _, *rows = functions["balance"](*money(values))
    asked = [[rows[1][0]], [None], [rows[0][1].upper()]]
    assert functions["balance"](*wide, asked) == [rows[1][2:], [None] * 3, rows[0][2:]]


def test_findings_are_what_check_says_of_the_saved_file(books, functions):
    compared = 0
    for path, values in books.values():
        [checked] = api.check_files((path,)).files
        told = [each for each in checked.findings if each.id not in OF_FILES]
        if len(told) < len(checked.findings) - 1 or not checked.school_id:
            continue  # a file about which something else is to be said
        head, *rows = functions["findings"](*sheets(values))
        assert head == ["Sheet", "Cell", "What was found", "What to do", "Severity", "Rule"]
        assert rows == [
            [f.where.sheet, f.where.cell, f.problem, f.remedy, f.severity.value, f.id] for f in told
        ]
        compared += len(rows)
    assert compared > 20


def test_changes_are_what_was_entered_since_the_issue(books, functions):
    _, values = next((b for n, b in books.items() if b[0].parent.name == "workbooks"))
    assert functions["since_issue"](*sheets(values)) == [
        ["Sheet", "Cell", "Column", "As issued", "Now"]
    ]
    changed = with_cells(values, Staffing={"I7": 2.0, "L7": date(2026, 1, 31)})
    _, *rows = functions["since_issue"](*sheets(changed))
    assert rows == [
        ["Staffing", "I7", "How many", 1.0, 2.0],
        ["Staffing", "L7", "Ends", None, date(2026, 1, 31)],
    ]


def corner(rows, last_header):
    """The last cell with entries of a table: its last column of entries, the row of its last key."""
    head = next(n for n, row in enumerate(rows) if row and row[0] == "Row key")
    below = [n for n, row in enumerate(rows[head + 1 :], start=head + 2) if row[0]]
    return rows[head].index(last_header) + 1, max(below)


@pytest.mark.parametrize("name", ["balance", "findings", "since_issue"])
@pytest.mark.parametrize(("sheet", "header"), [("Staffing", "Note"), ("Spending", "Note")])
def test_a_range_that_lacks_rows_or_columns_is_no_answer(books, functions, name, sheet, header):
    """Left would be 1,749,975.99 with twenty rows of Staffing, where 120,444.33 is left."""
    _, values = next(iter(books.values()))
    width, height = corner(values[sheet], header)
    end = f"{get_column_letter(width)}{height}"
    given = money if name == "balance" else sheets
    exact = [row[:width] for row in values[sheet][:height]]
    whole = functions[name](*given(values))
    assert functions[name](*given({**values, sheet: exact})) == whole
    wide = get_column_letter(len(values[sheet][0]))
    for cut, ends in (
        (values[sheet][: height - 1], f"{wide}{height - 1}"),
        (values[sheet][:20], f"{wide}20"),
        (values[sheet][:1], f"{wide}1"),
        ([row[: width - 1] for row in exact], f"{get_column_letter(width - 1)}{height}"),
        ([row[:3] for row in exact], f"C{height}"),
    ):
        with pytest.raises(NoAnswerError) as fault:
            functions[name](*given({**values, sheet: cut}))
        assert str(fault.value) == (
            f"The range of {sheet} ends at {ends}, and its entries go on to {end}. Give the sheet "
            f"{sheet} from its cell A1 to {end}, or more."
        )


def test_a_range_that_ends_amid_rows_that_were_moved_is_no_answer(books, functions):
    """A row was inserted, so the last one lies beyond a range that was large enough before."""
    _, values = next(iter(books.values()))
    rows = [row[:] for row in values["Staffing"]]
    rows.insert(20, [None] * len(rows[0]))
    assert functions["balance"](*money({**values, "Staffing": rows})) == (
        functions["balance"](*money(values))
    )
    wide, height = get_column_letter(len(rows[0])), len(rows) - 1
    more = f"{wide}{height + height - 6}"  # as many rows more as the table has, below row 6
    with pytest.raises(NoAnswerError) as fault:
        functions["balance"](*money({**values, "Staffing": rows[:-1]}))
    assert str(fault.value) == (
        f"The range of Staffing ends at {wide}{height}, amid its rows. Give the sheet Staffing from "
        f"its cell A1 to {more}, or more."
    )


@pytest.mark.parametrize(("sheet", "rows", "ends"), [("Checks", 8, "R8"), ("Sign-off", 13, "X13")])
def test_checks_and_attestations_belong_to_the_range(books, functions, sheet, rows, ends):
    _, values = next(iter(books.values()))
    last = max(n for n, row in enumerate(values["Checks"], start=1) if row[0])
    end = {"Checks": f"J{last}", "Sign-off": "J14"}[sheet]  # three statements, in rows 12 to 14
    with pytest.raises(NoAnswerError) as fault:
        functions["findings"](*sheets({**values, sheet: values[sheet][:rows]}))
    assert str(fault.value) == (
        f"The range of {sheet} ends at {ends}, and its entries go on to {end}. Give the sheet "
        f"{sheet} from its cell A1 to {end}, or more."
    )


@pytest.mark.parametrize(
    ("name", "broken", "said"),
    [
        (
            "balance",
            lambda v: [[["a", "b"]], v["Staffing"], v["Spending"]],
            (
                "The sheet Snapshot does not say what the workbook was issued with. Open a workbook "
                "as the central office issued it."
            ),
        ),
        (
            "balance",
            lambda v: [v["Snapshot"], v["Staffing"][3:], v["Spending"]],
            (
                'On Staffing the header "Action" stands in G3, where G6 was issued: rows or columns '
                "were added or deleted. Give the whole sheet from its cell A1 on; where the workbook "
                "itself was changed, copy your entries into one as it was issued."
            ),
        ),
        (
            "balance",
            lambda v: [*money(v), [["nothing"]]],
            "The workbook has no program 'nothing'. It has: general, targeted, title_i, recovery.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_issued_workbook_is_said_in_words(books, functions, name, broken, said):
    _, values = next(iter(books.values()))
    with pytest.raises(NoAnswerError) as fault:
        functions[name](*broken(values))
    assert str(fault.value) == said
