"""A template that the central office edited: its words are what was issued."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from bsa_xl.store import sha256_of
from bsa_xl.workbook.edited import at_size
from bsa_xl.workbook.press import prepare
from bsa_xl.workbook.reading import Expected, OfficeTemplate
from bsa_xl.workbook.template import build_template


@pytest.fixture(scope="module")
def edited(book):
    """The workbook on a template with another word and a mark in a new place."""
    workbook = openpyxl.load_workbook(BytesIO(build_template(book.layout)))
    workbook["About"]["C30"] = "Ask @@office@@ of @@district@@"
    workbook["Start"]["B12"] = "Six small steps"
    saved = BytesIO()
    workbook.save(saved)
    template = saved.getvalue()
    return replace(book, press=prepare(book.layout, "edited", template)), template


def office(data):
    """A template of the office as it is handed to the reader."""
    return OfficeTemplate(sha256_of(data), lambda layout: at_size(data, layout))


def test_it_comes_back_as_it_was_issued(edited, read):
    returned = read(edited[0].issued.data)
    assert returned.is_as_issued
    assert returned.findings == ()


def test_a_changed_cell_is_named_where_the_template_is_at_hand(edited, read, edit):
    book, template = edited
    file = edit(book.issued.data)
    file.text("About", "C30", "Ask nobody")
    known = Expected(book.issued.digest, templates=(office(template),))
    assert [str(each) for each in read(file.packed(), expected=known).findings] == [
        (
            '0417.xlsx, About C30: The locked cell held "Ask Budget Services of Halcyon Bay" and now '
            'holds "Ask nobody". Put back what stood there, or copy your entries into a workbook as it '
            "was issued. [FILE-37]"
        )
    ]


def test_without_the_template_only_the_change_itself_is_told(edited, read, edit):
    book, _ = edited
    file = edit(book.issued.data)
    file.text("About", "C30", "Ask nobody")
    assert [str(each) for each in read(file.packed()).findings] == [
        (
            "0417.xlsx: Something that is locked in this workbook differs from what was issued. Put "
            "back what stood there, or copy your entries into a workbook as it was issued. [FILE-37]"
        )
    ]


def test_other_files_that_the_office_read_do_no_harm(edited, read, edit):
    """A district's own workbook is no template, and another year's template does not fit."""
    book, template = edited
    file = edit(book.issued.data)
    file.text("About", "C30", "Ask nobody")
    made = (office(b"no workbook"), office(build_template(book.layout)), office(template))
    known = Expected(book.issued.digest, templates=made)
    [told] = read(file.packed(), expected=known).findings
    assert (told.where.sheet, told.where.cell) == ("About", "C30")


def test_a_built_workbook_is_named_beside_an_edited_template(edited, book, read, edit):
    """Some schools were issued before the template was edited, the others after."""
    file = edit(book.issued.data)
    file.text("About", "C15", "1,000,000")
    known = Expected(book.issued.digest, templates=(office(edited[1]),))
    [told] = read(file.packed(), expected=known).findings
    assert told.where.cell == "C15"
