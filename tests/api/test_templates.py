"""A template that the central office edited: written for it, checked, kept, and issued from."""

import io
import shutil
import warnings
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from support.xlsx_edit import Edited

from bsa_xl.api import TemplateOrder, write_template
from bsa_xl.api.collecting import CollectOrder, collect
from bsa_xl.api.issuing import issue
from bsa_xl.api.judging_files import check_files
from bsa_xl.api.outcome import Exit
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.store import Store

YEAR = FiscalYear(2026)


def edit(path, change):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl cannot keep a print area with a formula
        book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def restyle(book):
    for cell in book["Start"][1]:
        cell.fill = PatternFill("solid", fgColor="FF7A0019")
    book["About"]["C31"] = "Ask @@office@@"


@pytest.fixture(scope="module")
def template(order, tmp_path_factory):
    """The district's template as an office restyled it."""
    path = tmp_path_factory.mktemp("template") / "our-template.xlsx"
    write_template(TemplateOrder(order.district, YEAR, path))
    return edit(path, restyle)


@pytest.fixture(scope="module")
def from_template(order, template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("from-template")
    wanted = replace(
        order, out=folder / "workbooks", store=folder / "halcyon.store", template=template
    )
    return wanted, issue(wanted)


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.xlsx"))}


def test_the_template_to_edit_is_that_of_most_schools_and_says_for_how_many_it_serves(
    order, tmp_path
):
    path = tmp_path / "template.xlsx"
    written = write_template(TemplateOrder(order.district, YEAR, path))
    assert written.answer.exit is Exit.OK
    assert (written.staffing_rows, written.schools, written.out) == (80, 7, path)
    assert written.sizes > 1
    before = path.read_bytes()
    write_template(TemplateOrder(order.district, YEAR, path))
    assert path.read_bytes() == before


def test_a_dry_run_writes_no_template(order, tmp_path):
    path = tmp_path / "template.xlsx"
    written = write_template(TemplateOrder(order.district, YEAR, path, dry_run=True))
    assert (written.staffing_rows, written.out, path.exists()) == (80, None, False)


def test_every_size_of_workbook_is_made_from_the_edited_template(from_template):
    wanted, issued = from_template
    assert issued.answer.findings == ()
    made = contents(wanted.out)
    assert len(made) == 12
    for data in made.values():
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert book["Start"]["B1"].fill.start_color.rgb == "FF7A0019"
        assert book["About"]["C31"].value == "Ask School budget services"


def test_the_run_keeps_the_templates_bytes_and_hash(from_template, template):
    wanted, issued = from_template
    with Store.open(wanted.store) as store:
        [run] = store.runs.all()
        [kept] = [each for each in run.inputs if each.name == "our-template.xlsx"]
        assert store.raw.read(kept.sha256) == template.read_bytes()
    assert kept.sha256 == issued.template.sha256


def test_issuing_again_from_the_same_template_gives_the_same_bytes(from_template):
    wanted, _ = from_template
    before = contents(wanted.out)
    again = issue(wanted)
    assert (len(again.new), len(again.unchanged), len(again.changed)) == (0, 12, 0)
    assert contents(wanted.out) == before


def test_iss_02_another_template_is_sent_only_as_a_new_revision(from_template):
    wanted, _ = from_template
    issued = issue(replace(wanted, template=None, dry_run=True))
    assert len(issued.changed) == 12
    first = next(f for f in issued.answer.findings if f.where.file.startswith("0109_"))
    told = str(first).replace(str(issued.changed[0].before.issued_on), "TODAY")
    assert told == (
        "0109_FY2026_adopted_r1.xlsx: revision 1 was issued on TODAY with $3,162,480.75; the "
        "dollars are still the same, and what it shows or looks like is not. Issue with --reissue "
        "to send a new revision. [ISS-02]"
    )


def test_iss_04_a_broken_template_writes_nothing(order, template, tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(template.read_bytes())
    edit(path, lambda book: book["Spending"].__setitem__("B7", "Books"))
    issued = issue(replace(order, out=tmp_path / "out", store=tmp_path / "s", template=path))
    assert issued.answer.exit is Exit.ATTENTION
    assert [str(each) for each in issued.answer.findings] == [
        (
            'broken.xlsx, Spending B7: The cell holds "Books", and is filled in for or by each school. '
            "Clear it, and keep its format. [ISS-04]"
        )
    ]
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"name,amount\n",
            (
                "notes.xlsx: The file is text, perhaps a table saved as CSV, not a workbook. Write one "
                "with `bsa-xl template`, and make your changes in that file. [FILE-03]"
            ),
        ),
        (
            None,
            (
                "notes.xlsx: the file is no workbook template of BSA-XL. Write one with `bsa-xl "
                "template`, and make your changes in that file. [ISS-04]"
            ),
        ),
    ],
)
def test_iss_04_a_file_of_another_kind_is_named(data, message, order, tmp_path):
    path = tmp_path / "notes.xlsx"
    if data is None:
        openpyxl.Workbook().save(path)
    else:
        path.write_bytes(data)
    issued = issue(replace(order, out=tmp_path / "out", store=tmp_path / "s", template=path))
    assert [str(each) for each in issued.answer.findings] == [message]
    assert not (tmp_path / "out").exists()


def test_workbooks_issued_from_it_are_collected_without_a_false_alarm(
    from_template, order, tmp_path
):
    wanted, _ = from_template
    plain = replace(order, out=tmp_path / "plain", store=tmp_path / "plain.store")
    issue(plain)
    found = {}
    for each in (wanted, plain):
        collected = collect(CollectOrder(order.district, YEAR, (each.out,), store=each.store))
        found[each.out.name] = sorted(
            str(finding) for finding in collected.answer.findings if finding
        )
    assert found["workbooks"] == found["plain"]
    assert not any("[FILE-" in each for each in found["workbooks"])


@pytest.fixture
def altered(from_template, tmp_path):
    """Workbooks of two sizes, in each of which the office's own words and a count were changed."""
    wanted, issued = from_template
    rows = {draft.book.school.school_id: draft.staffing_rows for draft in issued.ready.drafts}
    other = next(school for school in rows if rows[school] != rows["0109"])
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for school in ("0109", other):
        file = Edited((wanted.out / f"{school}_FY2026_adopted_r1.xlsx").read_bytes())
        file.text("About", "C31", "Ask nobody")
        file.number("Allocation", "D10", 999)
        (inbox / f"{school}.xlsx").write_bytes(file.packed())
    return wanted, inbox, other


def cells_named(findings):
    return sorted(
        (each.where.file, each.where.sheet, each.where.cell)
        for each in findings
        if each.id == "FILE-37"
    )


def test_file_37_altered_cells_of_workbooks_from_it_are_named_in_every_size(altered, order):
    wanted, inbox, other = altered
    everywhere = [
        (f"{school}.xlsx", sheet, cell)
        for school in ("0109", other)
        for sheet, cell in (("About", "C31"), ("Allocation", "D10"))
    ]
    asked = CollectOrder(order.district, YEAR, (inbox,), store=wanted.store, dry_run=True)
    collected = collect(asked)
    assert cells_named(collected.answer.findings) == sorted(everywhere)
    words = next(each for each in collected.answer.findings if each.where.cell == "C31")
    assert str(words) == (
        '0109.xlsx, About C31: The locked cell held "Ask School budget services" and now holds "Ask '
        'nobody". Put back what stood there, or copy your entries into a workbook as it was issued. '
        "[FILE-37]"
    )
    checked = check_files((inbox,), store=wanted.store)
    assert cells_named(checked.answer.findings) == sorted(everywhere)


def test_file_37_without_the_kept_template_only_the_change_is_told(altered, tmp_path):
    """A store whose kept files were lost still tells that something differs."""
    wanted, inbox, _ = altered
    store = shutil.copytree(wanted.store, tmp_path / "lost.store")
    for kept in (store / "raw").iterdir():
        kept.chmod(0o600)
        kept.unlink()
    checked = check_files((inbox / "0109.xlsx",), store=store)
    assert [str(each) for each in checked.answer.findings if each.id == "FILE-37"] == [
        (
            "0109.xlsx: Something that is locked in this workbook differs from what was issued. Put "
            "back what stood there, or copy your entries into a workbook as it was issued. [FILE-37]"
        )
    ]
