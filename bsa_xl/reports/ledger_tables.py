"""Tables of the consolidated book about money: accounts, positions, lines, postings."""

from __future__ import annotations

from bsa_xl.district import District
from bsa_xl.store import PlannedLine, ProgramShare

from .consolidation import Consolidation
from .groupings import posting_sums, segment_column
from .heads import AMOUNT, BUDGETED, FTE, LINE_FTE, PAID
from .positions import Fate
from .table import Column, Shown, Table, Value

_MONEY = (Column(BUDGETED, Shown.DOLLARS, adds_up=True), Column(FTE, Shown.FTE, adds_up=True))
_MOST_PROGRAMS = 3
_NO_SHARE = ProgramShare("", 0, 0)
_COLORS = {Fate.CLOSE: "FIX", Fate.LEFT_OUT: "FIX"}


def by_account(whole: Consolidation) -> Table:
    """Every account string, its segments, and what is planned on it."""
    postings, district = whole.state.postings, whole.district
    widths = _widths(district)
    names = list(widths)
    keys = [[each.account for each in postings]]
    keys += [segment_column(postings, name, widths) for name in names]
    rows: list[tuple[Value, ...]] = [
        (*key, _title_of(district, names, key[1:]), cents, fte or None)
        for key, (cents, fte) in posting_sums(postings, keys).items()
    ]
    heads = [name.replace("_", " ").capitalize() for name in names]
    columns = (Column("Account"), *map(Column, heads), Column("Title of the object"), *_MONEY)
    return Table(columns, rows)


def by_segment(whole: Consolidation, segment: str) -> Table:
    """Every code of a segment of the account, with its title in the chart of accounts."""
    titles = whole.district.accounts.titles.get(segment, {})
    keys = segment_column(whole.state.postings, segment, _widths(whole.district))
    sums = posting_sums(whole.state.postings, [keys])
    rows = [
        (code, titles.get(code, ""), cents, fte or None) for (code,), (cents, fte) in sums.items()
    ]
    return Table((Column(segment.capitalize()), Column("Title"), *_MONEY), rows)


def filled_table(whole: Consolidation) -> Table:
    """Whom HR must talk to."""
    specialists = {school.school_id: school.specialist for school in whole.schools}
    rows = []
    for each in whole.filled:
        line = each.line
        said = (line.label, line.action, line.ends, line.note) if line else ("", "", "", "")
        title, action, ends, note = said
        rows.append((
            each.fate.value,
            each.school_id,
            whole.names.get(each.school_id, ""),
            each.position_id,
            each.title,
            title,
            each.stands_at,
            each.now_parts,
            each.planned_parts,
            each.less_parts,
            action,
            ends,
            specialists.get(each.school_id, ""),
            note,
        ))  # fmt: skip
    return Table(_FILLED_COLUMNS, rows)


_FILLED_COLUMNS = (
    Column("What", words=tuple((fate.value, _COLORS.get(fate, "EXPLAIN")) for fate in Fate)),
    Column("School id"),
    Column("School"),
    Column("Position"),
    Column("Title now"),
    Column("Title planned"),
    Column("Stands at"),
    Column("FTE now", Shown.FTE, adds_up=True),
    Column("FTE planned", Shown.FTE, adds_up=True),
    Column("FTE less", Shown.FTE, adds_up=True),
    Column("The school says"),
    Column("Last day"),
    Column("Specialist"),
    Column("The school's note", Shown.LONG_TEXT),
)


def shared_table(whole: Consolidation) -> Table:
    """Shared positions above their FTE, a row for every school that plans a part (POS-01)."""
    columns = (
        Column("Position"),
        Column("Title"),
        Column("School id"),
        Column("School"),
        Column("FTE at this school", Shown.FTE),
        Column("FTE over all schools", Shown.FTE),
        Column("FTE that it has", Shown.FTE),
        Column("Too much", Shown.FTE),
        Column("Who plans it", Shown.LONG_TEXT),
    )
    rows = [
        (
            each.position_id,
            each.label,
            each.school_id,
            whole.names.get(each.school_id, ""),
            each.part_parts,
            each.planned_parts,
            each.has_parts,
            each.planned_parts - each.has_parts,
            each.schools,
        )
        for each in whole.shared
    ]
    return Table(columns, rows)


def lines_table(whole: Consolidation) -> Table:
    """Every planned line, for programs."""
    return Table(_LINE_COLUMNS, [_line(school, line) for school, line in whole.state.lines])


def postings_table(whole: Consolidation) -> Table:
    """Every posting, for programs."""
    columns = (
        Column("posting_id"),
        Column("school_id"),
        Column("program"),
        Column("account"),
        Column("object"),
        Column("function"),
        Column("title"),
        Column("plan_goal"),
        Column(LINE_FTE, Shown.FTE),
        Column(AMOUNT, Shown.DOLLARS),
    )
    rows = [
        (
            each.posting_id,
            each.school_id,
            each.program,
            each.account,
            each.segments.get("object", ""),
            each.segments.get("function", ""),
            each.title,
            each.goal,
            each.fte_parts or None,
            each.cents,
        )
        for each in whole.state.postings
    ]
    return Table(columns, rows)


_LINE_COLUMNS = (
    Column("school_id"),
    Column("row_key"),
    Column("kind"),
    Column("code"),
    Column("label"),
    Column("action"),
    Column("position_id"),
    Column("stands_at"),
    Column("filled"),
    Column("fte_now", Shown.FTE),
    Column("how_many", Shown.WHOLE),
    Column("fte_each", Shown.FTE),
    Column("quantity", Shown.QUANTITY),
    Column(LINE_FTE, Shown.FTE),
    Column("salary", Shown.DOLLARS),
    Column("benefits", Shown.DOLLARS),
    Column(AMOUNT, Shown.DOLLARS),
    Column("cost_basis"),
    *(
        column
        for number, paid in enumerate(PAID, start=1)
        for column in (
            Column(f"program_{number}"),
            Column(f"share_{number}", Shown.WHOLE),
            Column(paid, Shown.DOLLARS),
        )
    ),
    Column("starts"),
    Column("ends"),
    Column("plan_goal"),
    Column("justification"),
    Column("note"),
)


def _line(school_id: str, line: PlannedLine) -> tuple[Value, ...]:
    is_staffing = line.kind.value == "staffing"
    shares = (*line.split, *[_NO_SHARE] * _MOST_PROGRAMS)[:_MOST_PROGRAMS]
    paid: list[Value] = []
    for share in shares:
        is_used = share != _NO_SHARE
        paid += [share.program, *((share.share, share.cents) if is_used else (None, None))]
    return (
        school_id,
        line.row_key,
        line.kind.value,
        line.code,
        line.label,
        line.action,
        line.position_id,
        line.stands_at,
        line.filled,
        line.now_fte_parts if is_staffing else None,
        line.how_many if is_staffing else None,
        line.each_parts if is_staffing else None,
        None if is_staffing else line.quantity_parts,
        line.fte_parts if is_staffing else None,
        line.salary_cents if is_staffing else None,
        line.benefits_cents if is_staffing else None,
        line.cents,
        ("actual" if line.is_actual else "average") if is_staffing else "",
        *paid,
        line.starts,
        line.ends,
        line.goal,
        line.justification,
        line.note,
    )


def _widths(district: District) -> dict[str, int]:
    """The segments of the account string in their order, with their widths."""
    return {segment.name: segment.width for segment in district.profile.account_segments}


def _title_of(district: District, names: list[str], codes: tuple[str, ...]) -> str:
    if "object" not in names:
        return ""
    return district.accounts.titles.get("object", {}).get(codes[names.index("object")], "")
