"""To Excel and back without an edit changes nothing, whoever saved the workbook in between."""

import io
import zipfile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bsa_xl.policy import (
    policy_from_workbook,
    policy_to_workbook,
    published_policies,
    published_policy,
    read_policy,
)
from bsa_xl.policy.exchange.contents import contents_of
from bsa_xl.policy.exchange.families import sections_of, settings_of
from bsa_xl.policy.exchange.from_workbook import read_book
from bsa_xl.policy.exchange.leaves import Form, Leaf
from bsa_xl.policy.exchange.opening import open_book
from bsa_xl.policy.exchange.rendering import document
from bsa_xl.policy.exchange.returned import put
from bsa_xl.policy.exchange.to_workbook import book_of
from bsa_xl.policy.model import Policy
from bsa_xl.policy.tree import read_tree

LIBRARY = published_policies()
ODD = """\
# a remark before everything

policy:   odd          # spaces that somebody aligned
title: 'It''s "quoted" in two ways'
base:
    label:  Base
    unit: USD per pupil
    source: Board Policy 3110
    values: { FY2025: 5_000.50, FY2026: {value: 5_100, assumption: yes} }   # two spellings
components:
- {id: el, kind: weight, label: "English learners", counts: el,
   unit: share of base, source: {title: "B, with comma"}, values: {FY2025: 0.200}}

# between two components
-   id: "0300"
    kind: lump_sum
    label: >-
        A folded label
    unit: USD per school
    source: {title: B, section: "", url: "https://example.org/a_x0041_b"}
    values:
      FY2025: 1_000
      FY2027: ~            # ends
    note: |
      Two lines,
      one note.
    # below the note
"""


def back(data: bytes) -> bytes:
    came = policy_from_workbook(data)
    assert came.findings == ()
    assert came.changes == ()
    return came.raw


def made_from(raw: bytes) -> bytes:
    made = policy_to_workbook(raw)
    assert made.data is not None, [str(finding) for finding in made.findings]
    return made.data


@pytest.mark.parametrize("name", LIBRARY)
def test_every_policy_of_the_library_comes_back_byte_for_byte(name):
    raw = published_policy(name)
    assert back(made_from(raw)) == raw


@pytest.mark.parametrize("name", LIBRARY)
def test_openpyxl_may_save_the_workbook_in_between(name):
    raw, out = published_policy(name), io.BytesIO()
    load_workbook(io.BytesIO(made_from(raw))).save(out)
    assert back(out.getvalue()) == raw


@pytest.mark.parametrize("name", LIBRARY)
def test_libreoffice_may_save_the_workbook_in_between(name, office, tmp_path):
    raw = published_policy(name)
    (tmp_path / "a.xlsx").write_bytes(made_from(raw))
    saved = office.resave(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert back(saved.read_bytes()) == raw


@pytest.mark.parametrize(
    "raw",
    [
        ODD.encode(),
        ODD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + ODD.encode(),
        ODD.rstrip("\n").encode(),
    ],
    ids=["as it is", "with the line ends of Windows", "with a mark of its encoding", "cut short"],
)
def test_odd_spellings_and_line_ends_come_back_byte_for_byte(raw):
    assert back(made_from(raw)) == raw


def test_libreoffice_keeps_odd_texts_as_well(office, tmp_path):
    # but one: it saves a literal _x0041_ without its escape, which every reader takes for an A
    odd = ODD.replace("a_x0041_b", "a_b").encode()
    (tmp_path / "a.xlsx").write_bytes(made_from(odd))
    saved = office.resave(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert back(saved.read_bytes()) == odd


@pytest.mark.parametrize("name", LIBRARY)
def test_a_workbook_that_lost_the_original_still_gives_the_same_policy(name):
    book = load_workbook(io.BytesIO(made_from(published_policy(name))))
    del book["Original"]
    for sheet in book:
        if sheet["A4"].value == "Key":
            sheet.delete_cols(1)
    out = io.BytesIO()
    book.save(out)
    came = policy_from_workbook(out.getvalue())
    [told] = came.findings
    assert str(told) == (
        "policy.xlsx, Original: The workbook does not hold the text of the policy that it was made "
        "from. The policy is written anew, without remarks; compare it with the one you have. "
        "[PEX-12]"
    )
    before, _ = read_policy(published_policy(name))
    after, findings = read_policy(came.raw)
    assert findings == ()
    assert after.policy == before.policy


names = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")),
    min_size=1, max_size=20,
).map(str.strip).filter(lambda text: text and "\ufeff" not in text and "\ufffe" not in text)  # fmt: skip
numbers = st.decimals(-10_000, 10_000, places=4, allow_nan=False).map(lambda n: f"{n:f}".rstrip("0").rstrip(".")).filter(lambda t: t != "-0")  # fmt: skip
years = st.integers(2020, 2030).map(lambda year: f"FY{year}")
sources = st.one_of(
    texts, st.fixed_dictionaries({"title": texts}, optional={"section": texts, "url": texts})
)
entries = st.one_of(
    numbers,
    st.none(),
    st.fixed_dictionaries({"value": numbers, "source": sources}),
    st.fixed_dictionaries({"value": numbers, "assumption": st.just("true")}),
)


def values_of(leaf: Leaf):  # noqa: PLR0911 - one for each form
    """What may stand in a field."""
    match leaf.form:
        case Form.NUMBER:
            return numbers
        case Form.TRUTH:
            return st.sampled_from(["true", "false", "yes"])
        case Form.DAY:
            return st.dates().map(lambda day: day.isoformat()).filter(lambda day: day > "1901")
        case Form.WORD:
            return st.sampled_from(leaf.words)
        case Form.TEXTS:
            return st.lists(texts, min_size=1, max_size=3)
        case Form.PAIRS:
            return st.dictionaries(names, texts, min_size=1, max_size=2)
        case Form.LISTS:
            lists = st.lists(texts, min_size=1, max_size=2)
            return st.dictionaries(names, lists, min_size=1, max_size=2)
        case Form.SOURCE:
            return sources
        case Form.DATED:
            return st.dictionaries(years, entries, min_size=1, max_size=3)
        case _:
            return texts


@st.composite
def blocks(draw, family, depth=0):
    """A block of any kind of a family, with what it needs and some of what it may have."""
    group = draw(st.sampled_from(family.groups))
    block = {}
    for leaf in group.leaves:
        if not leaf.is_needed and draw(st.integers(0, 3)):
            continue
        if leaf.key == "kind":
            value = group.word or leaf.words[0]
        elif leaf.form is Form.PARTS:
            from bsa_xl.policy.exchange.families import family_of  # noqa: PLC0415

            value = draw(st.lists(blocks(family_of(leaf.parts), depth + 1), min_size=1, max_size=2))
        else:
            value = draw(values_of(leaf))
        put(block, leaf.path, value)
    return block


@st.composite
def policies(draw):
    """Plain data of the policy's shape; its names need not stand for anything."""
    data = {}
    for leaf in settings_of(Policy):
        if leaf.is_needed or not draw(st.integers(0, 2)):
            value = values_of(leaf) if leaf.form is not Form.PARTS else None
            if value is not None:
                put(data, leaf.path, draw(value))
    for section in sections_of(Policy):
        rows = draw(st.lists(blocks(section.family), max_size=2))
        if rows and section.is_named:
            data[section.key] = dict(zip(["one", "two"], rows, strict=False))
        elif rows:
            data[section.key] = rows
    return data


@pytest.mark.parametrize("text", [":x", "::", ":'x", "x:", "-x", "?x", ", x", "x: y", "x #y"])
def test_a_text_of_any_signs_is_read_back_wherever_it_stands(text):
    written = {"a": text, "b": [text], "c": {"d": text}, "e": {"d": text, "f": [{"g": text}]}}
    tree, findings = read_tree(document(written), "")
    assert findings == ()
    assert tree.data == written


#: A policy is too large to be made smaller step by step.
@settings(max_examples=12, phases=(Phase.explicit, Phase.generate))
@given(policies())
def test_whatever_a_policy_says_its_workbook_says_and_gives_back(written):
    raw = document(written).encode()
    tree, findings = read_tree(raw.decode(), "")
    assert findings == ()
    assert tree.data == written
    data = book_of(tree.data, contents_of(tree.data), raw, "p.yaml")
    grids, refused = open_book(data)
    assert refused is None
    book = read_book(grids, raw)
    assert [str(finding) for finding in book.findings] == []
    assert book.data == written


@pytest.mark.parametrize(
    "text", ["0:", ":", "-", "- a", "?", "? a", "#", "a: b", "&a", "*a", "!a", "|", ">"]
)
def test_a_text_that_means_something_to_yaml_is_quoted_wherever_it_stands(text):
    data = {"title": text, "list": [text, "b"], "block": {"rows": [{"a": text, "b": {"c": text}}]}}
    tree, findings = read_tree(document(data), "")
    assert (findings, tree.data) == ((), data)


@pytest.mark.parametrize("name", ["riverbend", "fairview"])
def test_the_same_policy_gives_the_same_bytes_whatever_the_day(name, monkeypatch):
    raw = published_policy(name)
    first = policy_to_workbook(raw).data
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert policy_to_workbook(raw).data == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert b">2000-01-01T00:00:00Z</dcterms:modified>" in package.read("docProps/core.xml")
