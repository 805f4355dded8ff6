"""Makes the pictures of the documentation: a sample school's workbook, buttons and functions.

    .venv/bin/python docs/pictures/make.py

Needs what the tests need: LibreOffice Calc, python3-uno, poppler-utils, the font Carlito, Pillow.
"""  # noqa: INP001 - a script beside its results, not a package

from __future__ import annotations

import shutil
import sys
from decimal import Decimal
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from PIL import Image, ImageChops

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT), str(ROOT / "tests")]

import in_place  # noqa: E402
from support.office import Office, render  # noqa: E402

from bsa_xl.allocation import allocate  # noqa: E402
from bsa_xl.api import IssueOrder, Ready, issue, open_district  # noqa: E402
from bsa_xl.fiscal_year import FiscalYear  # noqa: E402
from bsa_xl.sample import write_sample  # noqa: E402

YEAR, EVENT, SCHOOL, SCHOOLS = FiscalYear(2026), "adopted", "0109", 12
DISTRICT = "halcyon"
DPI, COLORS, MOST_BYTES = 144, 96, 150_000
#: Picture to its page, counted from the end where negative, and how much of it is shown: the part
#: of its width and of its height.
PICTURES = {
    "start": (0, 1.0, 1.0),
    "allocation": (1, 1.0, 0.72),
    "staffing": (2, 0.8, 0.65),
    "programs": (-5, 1.0, 1.0),
    "checks": (-4, 1.0, 0.9),
}
#: Below this part of a page stands its footer.
FOOTER = 0.93
EDGE, WHITE = 12, (255, 255, 255)
#: A line between rows: how dark it is at least, and how much of the picture's width it takes.
RULE, MOST_OF_IT = 228, 0.9


def main() -> None:
    """Issue the sample, fill one workbook, press buttons, ask functions, cut the pictures out."""
    place = Path(gettempdir()) / "budget"  # its name is seen in the pictures
    place.mkdir()
    try:
        _make(place)
    finally:
        shutil.rmtree(place)


def _make(place: Path) -> None:
    ready, total, workbook = _issued(place)
    district = place / DISTRICT
    office = Office()
    try:
        filled = place / "filled.xlsx"
        office.fill_and_recalculate(workbook, _fill(ready), save_as=filled)
        pages = render(office.to_pdf(filled, place / "pages.pdf"), dpi=DPI)
        [control, *_] = render(in_place.control(office, place, district, total), dpi=DPI)
        [checked, *_] = render(in_place.checked(office, place, filled), dpi=DPI)
    finally:
        office.close()
    [functions, *_] = render(in_place.functions(place, district), dpi=DPI)
    shown = {name: (pages[page], wide, tall) for name, (page, wide, tall) in PICTURES.items()}
    one_page = {"control": control, "check-my-budget": checked, "functions": functions}
    shown |= {name: (page, 1.0, 1.0) for name, page in one_page.items()}
    for name, (page, wide, tall) in shown.items():
        size = _cut(page, HERE / f"{name}.png", wide, tall)
        sys.stdout.write(f"{name}.png: {size:,} bytes\n")
        if size > MOST_BYTES:
            raise SystemExit(f"{name}.png is too large for a page")


def _issued(folder: Path) -> tuple[Ready, int, Path]:
    """The district ready to issue, its total in cents, and the workbook of the school."""
    district, out = folder / DISTRICT, folder / "issued"
    write_sample(district, schools=SCHOOLS)
    opened = open_district(district, YEAR)
    if opened.district is None or opened.policy_file is None:
        raise SystemExit("the sample district cannot be read")
    total = allocate(opened.district, opened.policy_file.policy, YEAR, event=EVENT).total_cents
    ready = issue(IssueOrder(district, YEAR, out, EVENT, total_cents=total)).ready
    if ready is None:
        raise SystemExit("the sample district cannot be issued")
    return ready, total, next(out.glob(f"{SCHOOL}*.xlsx"))


def _fill(ready: Ready) -> dict[str, dict[str, Any]]:
    """Two new positions, three things to buy, and one share that is forgotten."""
    draft = next(each for each in ready.drafts if each.book.school.school_id == SCHOOL)
    layout, setting = ready.layouts.layout(draft.staffing_rows), draft.book.setting
    programs = [program.label for program in setting.programs]
    titles = {title.label.rpartition(" · ")[0]: title.label for title in setting.rates.titles}
    items = [item.label for item in setting.rates.items]
    rows: dict[str, list[dict[str, Any]]] = {
        "Staffing": [
            {"action": "New", "title": titles["Counselor, Elementary"], "how_many": 1,
             "fte_each": Decimal("0.5"), "program_1": programs[0], "share_1": 60,
             "program_2": programs[1], "share_2": 40, "goal": "Goal 2"},
            {"action": "New", "title": titles["Teacher, Intervention"], "how_many": 1,
             "fte_each": Decimal("0.2"), "program_1": programs[2], "share_1": 90},
        ],
        "Spending": [
            {"item": items[0], "quantity": 120, "program": programs[0], "goal": "Goal 1",
             "justification": "Reading block, grades K to 2"},
            {"item": items[3], "quantity": 64, "program": programs[2]},
        ],
    }  # fmt: skip
    first = {
        "Staffing": layout.staffing.first + len(setting.now),
        "Spending": layout.spending.first,
    }
    tables = {"Staffing": layout.staffing, "Spending": layout.spending}
    return {
        sheet: {
            f"{layout.letters(tables[sheet])[name]}{first[sheet] + number}": value
            for number, row in enumerate(typed)
            for name, value in row.items()
        }
        for sheet, typed in rows.items()
    }


def _cut(page: Path, picture: Path, wide: float, tall: float) -> int:
    """A part of a page without its margins and its footer; the picture's size in bytes."""
    with Image.open(page) as read:
        whole = read.convert("RGB")
    whole.paste(WHITE, (0, int(whole.height * FOOTER), whole.width, whole.height))
    left, top, right, bottom = ImageChops.difference(
        whole, Image.new("RGB", whole.size, WHITE)
    ).getbbox()
    box = (
        max(0, left - EDGE),
        max(0, top - EDGE),
        int(left + (right - left) * wide) + EDGE * (wide == 1),
        int(top + (bottom - top) * tall) + EDGE * (tall == 1),
    )
    part = whole.crop(box)
    if tall < 1:
        part = part.crop((0, 0, part.width, _last_rule(part)))
    part.quantize(COLORS).save(picture, optimize=True)
    return picture.stat().st_size


def _last_rule(part: Image.Image) -> int:
    """The height down to the last line between two rows, so that no row is cut through."""
    grey = part.convert("L")
    for y in range(part.height - 1, 0, -1):
        row = grey.crop((0, y, part.width, y + 1)).tobytes()
        if sum(shade < RULE for shade in row) > part.width * MOST_OF_IT:
            return y + 1
    return part.height


if __name__ == "__main__":
    main()
