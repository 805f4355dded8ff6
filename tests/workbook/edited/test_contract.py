"""What the central office may change in its template, and what it is told when it changes more."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Protection

from bsa_xl.workbook import PackageRefused, breaches, capacities_of


def test_the_template_as_it_is_built_keeps_its_contract(sample, told):
    assert told(sample.template) == []
    shape = sample.layout.shape
    assert capacities_of(sample.template) == {
        "staffing_rows": shape.staffing_rows,
        "spending_rows": shape.spending_rows,
        "dollar_rows": shape.dollar_rows,
        "central_rows": shape.central_rows,
    }


def test_colours_fonts_widths_words_and_notes_are_free(restyled, told):
    assert told(restyled) == []


def set_to(sheet, cell, value):
    return lambda book: book[sheet].__setitem__(cell, value)


def lock(sheet, cell, *, locked):
    def change(book):
        book[sheet][cell].protection = Protection(locked=locked)

    return change


def drop_name(book):
    del book.defined_names["Total_left"]


def drop_sheet(book):
    del book["About"]


def add_sheet(book):
    book.create_sheet("Guidance")["A1"] = "Read this"


def show_lists(book):
    book["Lists"].sheet_state = "visible"


def unprotect(book):
    book["Checks"].protection.sheet = False


def merge(book):
    book["Start"].merge_cells("B1:E1")


def drop_lists_of_staffing(book):
    kept = [each for each in book["Staffing"].data_validations.dataValidation
            if "Title_labels" not in (each.formula1 or "")]  # fmt: skip
    book["Staffing"].data_validations.dataValidation = kept


def as_text(book):
    for row in range(7, 10):
        book["Staffing"][f"I{row}"].number_format = "@"


_BACK = "Put it back, or make your changes in a new template from `bsa-xl template`."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            set_to("Programs", "G5", 5),
            (
                "Programs G5: The cell is built with the formula =ROUND(C5-F5,2) and "
                f"holds 5. {_BACK}"
            ),
        ),
        (
            set_to("Start", "B33", "=1+1"),
            (
                "Start B33: The cell holds the formula =1+1, and is built without one. Type a text "
                "instead: further formulas are not worked out when a school returns its workbook."
            ),
        ),
        (
            drop_name,
            "The name Total_left is built to stand for Programs!$G$5 and is gone. " + _BACK,
        ),
        (
            set_to("Spending", "B7", "Books"),
            (
                'Spending B7: The cell holds "Books", and is filled in for or by each school. Clear '
                "it, and keep its format."
            ),
        ),
        (
            set_to("Staffing", "H6", "Job"),
            (
                'Staffing H6: The cell is built with "Position planned", by which returned workbooks '
                f'are read, and holds "Job". {_BACK}'
            ),
        ),
        (
            set_to("Staffing", "B6", "Row"),
            (
                'Staffing B6: The heading is "Row", and Excel\'s table calls the column "Position no.". '
                "Change headings of tables in Excel, which keeps the two alike, or put it back."
            ),
        ),
        (
            lock("Staffing", "G9", locked=True),
            (
                "Staffing G9: These entries are locked, so that no school could type there. Take away "
                "Format Cells > Protection > Locked."
            ),
        ),
        (
            lock("Programs", "G5", locked=False),
            (
                "Programs G5: These cells are not locked, so that a school could overwrite them by "
                "mistake. Set Format Cells > Protection > Locked."
            ),
        ),
        (
            as_text,
            (
                "Staffing I7:I9: Text, date or number: the format of these entries is of another kind "
                "than built. Give them back a format of their kind; decimals and signs are free."
            ),
        ),
        (
            unprotect,
            (
                "Checks: The sheet is not protected, so a slip would overwrite a formula. Protect it "
                "again (Review > Protect Sheet), without a password."
            ),
        ),
        (show_lists, "Lists: The sheet is shown. Hide it again."),
        (drop_sheet, f"About: The template has no such sheet. {_BACK}"),
        (
            add_sheet,
            (
                "Guidance: The sheet was added, and every school's return would be questioned for it. "
                "Move its text to free cells of Start, About or My notes, and delete the sheet."
            ),
        ),
        (
            merge,
            (
                "Start B1:E1: These cells are merged, and of what stands under them only the first is "
                "kept. Unmerge them; Format Cells > Alignment > Center Across Selection looks the "
                "same."
            ),
        ),
        (
            set_to("About", "C40", "@@scool@@"),
            (
                'About C40: The cell holds "@@scool@@", which is no mark and would be shown as it '
                "stands. Write it as the template as built does, or without the signs @@."
            ),
        ),
        (
            set_to("Lists", "A3", "Another"),
            (
                "Lists: The hidden sheet is not what this district, year and policy give: its lists, "
                "rates or shape differ. Write a new template with `bsa-xl template` and make your "
                "changes in that one."
            ),
        ),
    ],
)
def test_every_breach_names_its_cell_what_was_found_and_what_to_do(change, message, changed, told):
    found = told(changed(change))
    assert [each.removeprefix(": ") for each in found] == [message]


def test_a_list_that_is_gone_is_told_for_all_its_cells_at_once(changed, told, sample):
    last = sample.layout.staffing.last
    assert told(changed(drop_lists_of_staffing)) == [
        (
            f"Staffing H7:H{last}: The drop-down or bound of these entries is not as it is built. Copy "
            "a cell of another row, and paste it with Paste Special > Validation."
        )
    ]


def test_a_mark_that_is_gone_is_told_with_where_it_stood(changed, told):
    def drop(book):
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and "@@mailbox@@" in cell.value:
                        cell.value = "Nobody"

    [said] = told(changed(drop))
    assert said.endswith(
        "The mark @@mailbox@@, in whose place each school's own text is put, is gone. Type it where "
        "that text is to stand, in one go and one format."
    )
    assert said.startswith(("Start ", "About "))


def test_what_is_no_workbook_is_refused_by_its_name():
    with pytest.raises(PackageRefused, match="FILE-"):
        capacities_of(b"a table, saved as text")


def test_another_workbook_has_no_capacities():
    saved = io.BytesIO()
    openpyxl.Workbook().save(saved)
    assert capacities_of(saved.getvalue()) is None


def test_macros_and_links_to_files_are_told_as_for_a_returned_workbook(sample):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample.template)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    with pytest.raises(PackageRefused, match="FILE-"):
        breaches(made.getvalue(), sample.template, sample.layout)
