"""A snapshot that anybody may have written: read when it is ours in form, refused otherwise."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.school_book import TEXTS
from support.xlsx_edit import Edited, q

from bsa_xl.budget import postings
from bsa_xl.checks import KNOWN_RULES, run
from bsa_xl.workbook.package import PackageRefused, read_package
from bsa_xl.workbook.reading import ReadingDesk, read_returned


def parts(book):
    package = read_package(book.issued.data, "0417.xlsx")
    cells = package.sheets["Snapshot"].cells
    joined = {
        letter: "".join(cells[f"{letter}{row}"].text for row in range(2, 14)
                        if f"{letter}{row}" in cells)
        for letter in "AB"
    }  # fmt: skip
    return json.loads(joined["A"]), json.loads(joined["B"])


def rewritten(book, shared=None, own=None):
    """The issued workbook with another snapshot."""
    file = Edited(book.issued.data)
    for letter, value in (("A", shared), ("B", own)):
        if value is None:
            continue
        text = value if isinstance(value, str) else json.dumps(value)
        for row in range(2, 14):
            file.clear("Snapshot", f"{letter}{row}")
        for row, start in enumerate(range(0, len(text), 30_000), start=2):
            file.text("Snapshot", f"{letter}{row}", text[start : start + 30_000])
    return file.packed()


def read_or_refuse(data):
    """What the desk says, as one word; anything but these two is a fault of ours."""
    package = read_package(data, "0417.xlsx")
    try:
        returned = read_returned(package, ReadingDesk(TEXTS, KNOWN_RULES))
    except PackageRefused as refusal:
        return "refused", refusal.finding
    run(returned.budget)
    postings(returned.budget)
    return "read", returned


def put(value, path, new):
    """A copy of a JSON value with one place in it replaced."""
    if not path:
        return new
    head, *rest = path
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[head] = put(value[head], rest, new)
    return copied


OWN = [
    (["letter_cents"], "1"), (["letter_cents"], 1.5), (["letter_cents"], 10**16),
    (["line_cents"], None), (["line_cents"], ["1"]), (["programs"], []),
    (["programs", 0, "allocated_cents"], None), (["programs", 0, "label"], 5),
    (["programs", 0], {"id": "x"}), (["now", 0, "shares"], [["general"]]),
    (["now", 0, "key"], "S009"), (["now", 0, "actual_salary_cents"], "9"),
    (["now"], {}), (["required", 0, "codes"], "0101"), (["rules", 0, "mode"], "Z"),
    (["rules", 0, "limits"], {"share": "lots"}), (["as_issued"], []), (["fiscal_year"], "2026"),
    (["fiscal_year"], None), (["extra"], None), (["extra", "letter"], {}),
    (["extra", "letter", "dollars"], [["x"]]), (["extra", "letter", "enrollment"], 500),
    (["extra", "opened"], {"S001": ["Keep"]}),
    (["extra", "letter", "dollars"], [["x", "", "", None, None, 0, "", "", None, "", "", "", 0]] * 9),
    (["rules", 0, "limits"], {"nonsense": "1"}),
    (["now", 3, "actual_salary_cents"], -1), (["extra", "policy"], None),
]  # fmt: skip
SHARED = [
    (["shape", "staffing_rows"], 10**9), (["shape", "staffing_rows"], 0),
    (["shape", "dollar_rows"], "5"), (["shape", "truncates"], 1), (["shape"], None),
    (["rates", "tiers"], []), (["rates", "tiers"], [5, 0]), (["rates", "titles"], None),
    (["rates", "titles", 0, "per_fte_cents"], [1]), (["rates", "items", 0, "costs"], [["a", "NaN"]]),
    (["places"], 7), (["trades"], [{"id": "x"}]), (["account_segments"], [["fund", "2"]]),
    (["account_segments"], [["fund", 10**12]]),
    (["rates", "titles", 0, "salary_cents"], -5),
    (["rates", "items", 0, "loaded_parts"], -5),
    (["council_window"], [1]), (["default_goal"], None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "new"), OWN)
def test_a_schools_part_that_is_not_ours_in_form_is_refused(book, path, new):
    shared, own = parts(book)
    word, finding = read_or_refuse(rewritten(book, shared, put(own, path, new)))
    if path == ["extra", "policy"]:
        assert word == "read"
    else:
        assert (word, finding.id) == ("refused", "FILE-34")


@pytest.mark.parametrize(("path", "new"), SHARED)
def test_a_shared_part_that_is_not_ours_in_form_is_refused(book, path, new):
    shared, own = parts(book)
    word, finding = read_or_refuse(rewritten(book, put(shared, path, new), own))
    assert (word, finding.id) == ("refused", "FILE-34")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "5", '"x"', "[" * 100_000, '{"a":' * 20_000, "{}", '{"extra":{}}',
     "9" * 5000, '{"extra":{"letter":"\\ud800"}}'],
)  # fmt: skip
def test_any_other_text_is_refused(book, text):
    _shared, own = parts(book)
    for data in (rewritten(book, own=text), rewritten(book, shared=text, own=own)):
        word, finding = read_or_refuse(data)
        assert (word, finding.id) == ("refused", "FILE-34")


def test_half_a_character_in_a_label_is_refused(book):
    _, own = parts(book)
    data = rewritten(book, own=put(own, ["programs", 0, "label"], "fund \ud83d"))
    assert read_or_refuse(data)[0] == "refused"
    whole = rewritten(book, own=put(own, ["programs", 0, "label"], "fund \U0001f600"))
    assert read_or_refuse(whole)[0] == "read"


def test_the_snapshot_written_again_word_by_word_is_the_same(book):
    shared, own = parts(book)
    word, returned = read_or_refuse(
        rewritten(
            book, json.dumps(shared, separators=(",", ":")), json.dumps(own, separators=(",", ":"))
        )
    )
    assert word == "read"
    assert returned.is_as_issued


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def paths(value, path=()):
    yield list(path)
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, each in inner:
        yield from paths(each, (*path, key))


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data(), new=JSON)
def test_anything_in_any_place_is_read_or_refused_and_never_a_crash(book, data, new):
    shared, own = parts(book)
    which = data.draw(st.sampled_from(["shared", "own"]))
    part = shared if which == "shared" else own
    path = data.draw(st.sampled_from([p for p in paths(part) if p]))
    changed = put(part, path, new)
    try:
        text = json.dumps(changed)
    except (ValueError, RecursionError):
        return
    file = rewritten(book, text, own) if which == "shared" else rewritten(book, shared, text)
    word, _ = read_or_refuse(file)
    assert word in ("read", "refused")


def test_the_cells_of_the_snapshot_are_hidden_from_people(book):
    file = Edited(book.issued.data)
    [entry] = [
        s for s in file.tree("xl/workbook.xml").iter(q("sheet")) if s.get("name") == "Snapshot"
    ]
    assert entry.get("state") == "veryHidden"
