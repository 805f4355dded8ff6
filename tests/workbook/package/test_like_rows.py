"""Rows that many files have: taken over whole, however each file shares its texts and formulas."""

from random import Random

import pytest

from bsa_xl.workbook.package import Known, PackageRefused, read_package

LETTERS = "BCDE"
FORMULAS = {
    "B": "A{0}*2",
    "C": 'IF($A{0}&lt;3,"a&amp;b A9",A$1)',
    "D": "SUM(A1:A{0})",
    "E": "$A$1",
}
WORDS = ("Library aide", "a &amp; b", "x &lt; y", "A1 &gt; 2", "_x0041_ only", "caf\u00e9")


def rows_shared_by(random, values):
    """Ten rows; who shares which formula from where on, and the order of texts, is left to chance."""
    places = random.sample(range(len(WORDS)), len(WORDS))
    strings = "".join(f"<si><t>{WORDS[place]}</t></si>" for place in places)
    lengths = {letter: random.choice((1, 2, 3, 10)) for letter in LETTERS}
    rows, name, current = [], 0, {}
    for row in range(1, 11):
        cells = [f'<c r="A{row}"><v>{values[row - 1]}</v></c>']
        for letter in LETTERS:
            formula = FORMULAS[letter].format(row)
            if lengths[letter] == 1:
                held = f"<f>{formula}</f>"
            elif (row - 1) % lengths[letter] == 0:
                current[letter], name = name, name + 1
                held = (
                    f'<f t="shared" ref="{letter}{row}:{letter}{row + lengths[letter] - 1}" '
                    f'si="{current[letter]}">{formula}</f>'
                )
            else:
                held = f'<f t="shared" si="{current[letter]}"/>'
            cells.append(f'<c r="{letter}{row}">{held}<v>1</v></c>')
        cells.append(f'<c r="F{row}" t="s"><v>{places.index(row % len(WORDS))}</v></c>')
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    return "".join(rows), strings


def shown(data, known=None):
    cells = read_package(data, "a", known=known).sheets["Staffing"].cells
    return [(ref, cell.kind, cell.text, cell.formula, cell.style) for ref, cell in cells.items()]


@pytest.mark.parametrize("seed", range(6))
def test_formulas_shared_otherwise_in_every_file_come_to_the_same(parts, seed):
    random, known = Random(seed), Known()
    for number in range(12):
        values = [random.randint(0, 9) if row == number else row for row in range(10)]
        rows, strings = rows_shared_by(random, values)
        made = parts(rows, strings=strings)
        found = shown(made.packed(), known)
        assert found == shown(made.by_events().packed()), rows
        by_ref = {ref: (text, formula) for ref, _, text, formula, _ in found}
        assert by_ref["B7"] == ("1", "A7*2")
        assert by_ref["C4"] == ("1", 'IF($A4<3,"a&b A9",A$1)')
        assert by_ref["F2"][0] == "x < y"
        assert by_ref["F4"][0] == "A only"  # _x0041_ is how a file may write an A


def test_a_row_that_many_files_write_alike_is_one_and_the_same(parts):
    """From the third file on; the row above it is another one in each."""
    known, met = Known(), []
    for number in range(5):
        rows = (
            f'<row r="1"><c r="A1"><v>{number}</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>'
        )
        sheet = read_package(parts(rows).packed(), "a", known=known).sheets["Staffing"]
        met.append(sheet.rows)
    assert met[3][2] is met[4][2]
    assert met[4][2].is_kept
    assert met[3][1] is not met[4][1]
    assert met[3][1].like is met[4][1].like is not None


def test_a_text_of_many_files_is_taken_from_its_own(parts):
    """The same number stands for another text in each file."""
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    known = Known()
    for _ in range(4):
        for text in (
            "Aide",
            "Clerk",
            "a &lt;c r=&quot;B1&quot;&gt; b",
            "</v>".replace("<", "&lt;"),
        ):
            made = parts(row, strings=f"<si><t>{text}</t></si>")
            assert shown(made.packed(), known) == shown(made.by_events().packed())


def test_a_formula_that_another_file_gave_is_not_lent(parts):
    """The second row is known with the formula of a first row that this file does not have."""
    first = '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row>'
    second = '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
    known = Known()
    for _ in range(4):
        assert shown(parts(first + second).packed(), known)[1][3] == "B2"
    with pytest.raises(PackageRefused):
        read_package(parts(second).packed(), "a", known=known)


@pytest.mark.parametrize(
    ("old", "new"),
    [("</row>", ""), ("<v>0</v>", "<is><t>Aide</t></is>"), ("<v>0</v>", "<v>9</v>"),
     ('si="0"/>', 'si="1"/>'), ('t="s"', 't="inlineStr"'), ('<c r="A1" t="s">', '<c r="A1">'),
     ('<f t="shared" si="0"/>', '<f t="shared" si="0"></f>'), ("</row>", "</row></row>")],
)  # fmt: skip
def test_what_is_not_quite_a_known_row_is_read_as_if_nothing_were_known(parts, old, new):
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f t="shared" ref="B1:B9" si="0">A1</f>'
        '<v>{}</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2">'
        '<f t="shared" si="0"/><v>{}</v></c></row>'
    )
    known, strings = Known(), "<si><t>Aide</t></si><si><t>Clerk</t></si>"
    for number in (1, 2, 3, 4, 1, 1, 1):
        filled = parts(rows.format(number, number), strings=strings)
        assert outcome(filled.packed(), known) != "refused"
    for number in (1, 7):
        spoiled = rows.format(number, number)
        for text in (spoiled.replace(old, new), new.join(spoiled.rsplit(old, 1))):
            made = parts(text, strings=strings)
            assert outcome(made.packed(), known) == outcome(made.by_events().packed(), None), text


FOOTER = (
    "<headerFooter><oddHeader>{}</oddHeader><oddFooter>&amp;L{}&amp;P</oddFooter></headerFooter>"
)


@pytest.mark.parametrize(
    "spoil",
    ["&", "<", "]]>", "\x02", "<b/>", "&nbsp;", "<!--", "-->", "<?x", "?>", "\ufffe", "<![CDATA["],
)
def test_what_is_printed_below_a_sheet_hides_nothing(parts, spoil):
    """School by school it says another thing, and still it must be well-formed."""
    row, known = '<row r="1"><c r="A1"><v>1</v></c></row>', Known()
    for school in ("Ash", "Birch", "Elm &amp; Oak"):
        made = parts(row, tail=FOOTER.format(school, school)).packed()
        assert len(shown(made, known)) == 1
    tails = [FOOTER.format("x", spoil), FOOTER.format(spoil, "x"), FOOTER.format("-->", spoil),
             f"<!--{FOOTER.format('x', spoil)}-->", f"<?x {FOOTER.format('x', spoil)}?>"]  # fmt: skip
    for tail in tails:
        made = parts(row, tail=tail)
        assert outcome(made.packed(), known) == outcome(made.by_events().packed(), None), tail


def outcome(data, known):
    try:
        return shown(data, known)
    except PackageRefused:
        return "refused"
