"""The digest worked out when a workbook is stamped is the one that its file has."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.school_book import FACTS, IDENTITY, LETTER, NOW, make_book

from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.press import prepare, restore
from bsa_xl.workbook.sealing import CanonicalTexts, CellMap, Sealer, read_content
from bsa_xl.workbook.stamping import TemplateError
from bsa_xl.workbook.template import build_template


@pytest.fixture(scope="module")
def book():
    return make_book()


def digest_in(data, book):
    """The digest of a file, from the file alone."""
    first = book.layout.staffing.first
    required = [first + n for n, now in enumerate(NOW) if now.required]
    package = read_package(data, "0417.xlsx")
    return read_content(package, CellMap(book.layout), CanonicalTexts(), required).digest


def test_a_stamped_workbook_has_the_digest_that_it_was_stamped_with(book):
    assert digest_in(book.issued.data, book) == book.issued.digest


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=30)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=WORDS, why=WORDS, rate=st.decimals(0, 10**9, places=6), cents=st.integers(0, 10**11))
def test_it_does_whatever_the_letter_says(book, name, why, rate, cents):
    line = replace(LETTER.dollars[0], why=why, rate=rate, last_cents=cents, count=Decimal(1))
    letter = replace(
        LETTER,
        dollars=(line, *LETTER.dollars[1:]),
        facts={**FACTS, "school_name": name, "office": why, "phone": " "},
    )
    stamped = book.stamp(letter=letter)
    assert digest_in(stamped.data, book) == stamped.digest


@pytest.mark.parametrize("revision", [2, 3])
def test_another_revision_has_another_digest(book, revision):
    other = book.stamp(identity=replace(IDENTITY, revision=revision))
    assert other.digest != book.issued.digest
    assert digest_in(other.data, book) == other.digest


def test_the_schools_entries_are_no_part_of_it(book):
    returned = book.returned(book.random_plan(4))
    assert digest_in(returned, book) == book.issued.digest


def test_a_press_from_the_cache_seals_as_the_one_that_was_kept(book):
    kept = book.press.to_bytes()
    restored = restore(book.layout, "test", kept)
    assert replace(book, press=restored).issued.digest == book.issued.digest
    assert restore(book.layout, "test", kept[:-5]) is None
    assert restore(book.layout, "test", b"") is None
    assert restore(book.layout, "test", b"\0" * 40) is None


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'["zz",[]]', b"[1,2]", b'["ab",5]'])
def test_a_sealer_is_read_from_its_own_bytes_only(book, data):
    with pytest.raises(ValueError):
        Sealer.from_bytes(book.layout, [], data)


def edited_template(book, **cells):
    """The template with words changed by the central office."""
    workbook = openpyxl.load_workbook(BytesIO(build_template(book.layout)))
    for ref, value in cells.items():
        workbook["About"][ref] = value
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def test_an_edited_template_is_sealed_as_it_is(book):
    template = edited_template(book, C30="Call @@office@@ on Mondays", C31="Hello")
    press = prepare(book.layout, "edited", template)
    edited = replace(book, press=press)
    assert edited.issued.digest != book.issued.digest
    assert digest_in(edited.issued.data, book) == edited.issued.digest


def test_a_mark_in_a_formula_of_an_edited_template_is_refused(book):
    template = edited_template(book, C30='="Call "&"@@office@@"')
    with pytest.raises(TemplateError) as refusal:
        prepare(book.layout, "edited", template)
    assert str(refusal.value) == (
        "About C30: A mark stands in a formula or a list, which is the same for all schools. Put "
        "the mark into a cell of its own, and let the formula refer to that."
    )


def test_every_name_of_the_template_but_the_tokens_is_sealed(book):
    package = read_package(build_template(book.layout), "template")
    assert {*package.defined_names} == {*CellMap(book.layout).names, "BSA_token"}


def test_every_cell_of_the_template_is_somebodys(book):
    """Inputs, slots and the rest leave out no cell that holds something."""
    cells = CellMap(book.layout)
    package = read_package(book.issued.data, "0417.xlsx")
    content = read_content(package, cells, CanonicalTexts(), ())
    for name in cells.sheets:
        known = {ref for sheet, ref in content.words if sheet == name}
        known |= content.fixed.sheets[name].not_words
        filled = {
            ref
            for ref, cell in package.sheets[name].cells.items()
            if cell.text or cell.source is not None
        }
        assert filled <= known, name
