"""A layout is read strictly, every fault at once, each with its line and a way out."""

import pytest

from bsa_xl.finding import Severity
from bsa_xl.reports import layout_names, read_layout, shipped_layout

GOOD = """layout = "my-ledger"
[[column]]
name = "OBJECT"
from = "object"
[[column]]
name = "AMOUNT"
from = "amount"
"""


def told(text, file="my.toml"):
    layout, findings = read_layout(text.encode(), file)
    assert (layout is None) == bool(findings)
    return [str(finding) for finding in findings]


@pytest.mark.parametrize("name", ["munis-like", "sacs-like", "sap-like"])
def test_the_layouts_of_the_product_are_in_order(name):
    layout, findings = read_layout(shipped_layout(name), f"{name}.toml")
    assert findings == ()
    assert layout.name == name
    assert layout.title


def test_the_names_of_the_layouts_are_known():
    assert layout_names() == ("munis-like", "sacs-like", "sap-like")
    assert shipped_layout("oracle-like") is None
    assert shipped_layout("../layout_file") is None


def test_what_is_not_said_is_as_usual():
    layout, findings = read_layout(GOOD.encode(), "my.toml")
    assert findings == ()
    assert (layout.shape, layout.encoding, layout.line_end, layout.rows) == (
        "comma",
        "utf-8",
        "crlf",
        "posting",
    )
    assert (layout.amount.unit, layout.amount.sign, layout.amount.flip) == (
        "dollars",
        "minus_before",
        False,
    )
    assert (layout.headings, layout.date_form, layout.file) == (True, "YYYY-MM-DD", ".txt")


def test_exp_01_names_every_fault_with_its_line_at_once():
    text = """layout = "My Ledger"
shap = "tab"
encoding = "latin"
headings = "yes"
[amount]
sign = "letters"
[date]
form = "YYYY/MM/DD"
[[column]]
from = "objct"
width = -3
[[column]]
name = "AMOUNT"
from = "amount"
cut = true
"""
    assert told(text) == [
        "my.toml, line 1: 'My Ledger' is no layout that can be used. Write it like my-ledger. [EXP-01]",
        "my.toml, line 2: 'shap' is not known here. Write 'shape'. [EXP-01]",
        "my.toml, line 3: encoding 'latin' is not known. Use utf-8, utf-8-bom, windows, ascii. [EXP-01]",
        "my.toml, line 4: headings 'yes' is neither true nor false. Write headings = true or headings = false. [EXP-01]",
        "my.toml, line 6: sign 'letters' is not known. Use minus_before, minus_after, parentheses, letter. [EXP-01]",
        "my.toml, line 8: form 'YYYY/MM/DD' is not known. Use YYYYMMDD, YYYY-MM-DD, MM/DD/YYYY, MMDDYYYY, DD.MM.YYYY. [EXP-01]",
        "my.toml, line 9: There is no 'name'. Add name = \"AMOUNT\". [EXP-01]",
        "my.toml, line 10: 'objct' is not known here. Write 'object'. [EXP-01]",
        "my.toml, line 11: width '-3' is not a number of characters. Write a whole number from 1 to 2,000. [EXP-01]",
        "my.toml, line 15: An amount is never cut off. Leave cut out, and give it enough width. [EXP-01]",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace('"amount"', '"fte"'),
         'my.toml, line 2: No column has the amount. Give exactly one [[column]] from = "amount". [EXP-01]'),
        (GOOD.replace('"object"', '"amount"'),
         'my.toml, line 2: 2 columns have the amount. Give exactly one [[column]] from = "amount". [EXP-01]'),
        (GOOD.replace("OBJECT", "AMOUNT"),
         "my.toml, line 6: Two columns are called 'AMOUNT'. Give each column a name of its own. [EXP-01]"),
        (GOOD.replace('from = "object"', 'from = "object"\ntext = "x"'),
         ("my.toml, line 4: 'OBJECT' has both 'from' and 'text'. "
         'Write from = "..." for what changes, or text = "..." for what does not. [EXP-01]')),
        (GOOD.replace('from = "object"\n', ""),
         ("my.toml, line 2: 'OBJECT' has neither 'from' nor 'text'. "
         'Write from = "..." for what changes, or text = "..." for what does not. [EXP-01]')),
        (GOOD.replace('from = "object"', "from = 3"),
         ("my.toml, line 4: 'from' is not a name or a list of names. "
         'Write from = "object", or from = ["fund", "resource"]. [EXP-01]')),
        (GOOD.replace('"amount"', '["amount", "fund"]'),
         "my.toml, line 7: An amount stands alone. Give it a field of its own. [EXP-01]"),
        (GOOD + 'pad = "*"\n',
         'my.toml, line 8: An amount is filled up with zeros or blanks. Write pad = "0" or " ". [EXP-01]'),
        (GOOD + 'pad = "0"\n',
         ('my.toml, line 8: Zeros would change this amount. '
         'Write align = "right", and no parentheses; or pad = " ". [EXP-01]')),
        (GOOD + 'pad = ""\n',
         "my.toml, line 8: 'pad' is not one character. Write pad = \"0\" or pad = \" \". [EXP-01]"),
        (GOOD.replace("OBJECT", "OBJEÇT").replace("layout =", 'encoding = "ascii"\nlayout ='),
         ("my.toml, line 4: 'OBJEÇT' has letters that the encoding ascii has not. "
         'Write encoding = "utf-8", or use other letters. [EXP-01]')),
        (GOOD + '[amount]\nsign = "letter"\n',
         ("my.toml, line 9: Amounts have no sign, and no column says which. "
         'Give a [[column]] from = "debit_or_credit". [EXP-01]')),
        (GOOD.replace('"object"', '"debit_or_credit"') + '[amount]\nsign = "letter"\ncredit = "D"\n',
         ("my.toml, line 8: Debit and credit cannot be told apart. "
         "Write debit = \"D\" and credit = \"C\", or your ledger's own letters. [EXP-01]")),
        (GOOD.replace('"object"', '"debit_or_credit"') + '[amount]\nsign = "letter"\n[[trailer]]\n'
         'name = "T"\nfrom = "total"\n',
         ("my.toml, line 12: Amounts have no sign, and a total may be below zero. "
         'Give from = "debits" and from = "credits" instead. [EXP-01]')),
        (GOOD.replace("layout =", 'rows = "together"\nlayout =').replace('"object"', '"posting_id"'),
         ("my.toml, line 5: 'posting_id' is of one posting, and rows are added up together. "
         'Leave it out, or write rows = "posting". [EXP-01]')),
        (GOOD + '[[header]]\nname = "H"\nfrom = "accont"\n',
         "my.toml, line 10: 'accont' is not known here. Use fiscal_year, year, year_before, event, date, year_start, year_end, district, rows, total, debits, credits. [EXP-01]"),
        ("amount = 3\n" + GOOD,
         "my.toml, line 1: 'amount' is not a table. Write [amount] on a line of its own. [EXP-01]"),
        (GOOD.replace("[[column]]", "[column]", 1),
         ("my.toml, line 5: This line is not written as TOML. "
         "Compare it with the layouts that come with the product. [EXP-01]")),
        ('layout = "x"\ncolumn = 3\n',
         ("my.toml, line 2: 'column' is not a list of fields. "
         "Write [[column]] on a line of its own, before each. [EXP-01]")),
        ('layout = """two\nlines"""\n' + GOOD.split("\n", 1)[1],
         "my.toml, line 1: 'layout' is not a text on one line. Write layout = \"...\" in quotes. [EXP-01]"),
    ],
)  # fmt: skip
def test_exp_01_says_what_does_not_go_together(text, said):
    assert said in told(text)


def test_exp_01_refuses_what_is_no_text_at_all():
    assert told("") != []
    assert str(read_layout(b"\xff\xfe\x00", "my.toml")[1][0]) == (
        "my.toml: The file is not text in UTF-8. Save it as UTF-8. [EXP-01]"
    )
    [said] = [str(each) for each in read_layout(b"#" * 200_001, "big.toml")[1]]
    assert (
        said
        == "big.toml: The file is too large for a layout. Choose the layout's own file. [EXP-01]"
    )


def test_a_fixed_width_layout_needs_a_width_for_every_field():
    text = GOOD.replace("layout =", 'shape = "fixed"\nlayout =')
    assert told(text) == [
        "my.toml, line 3: 'OBJECT' has no width. Write width = 10, or what it takes. [EXP-01]",
        "my.toml, line 6: 'AMOUNT' has no width. Write width = 10, or what it takes. [EXP-01]",
    ]


def test_keys_that_are_hostile_are_shown_safely():
    [said] = told(GOOD + '"\\u202e\\u001b[31m" = 1\n')
    assert "'<U+202E><U+001B>[31m' is not known here." in said


def test_every_fault_of_a_layout_stops_it():
    _, findings = read_layout(b"shap = 1", "my.toml")
    assert {finding.severity for finding in findings} == {Severity.FATAL}
