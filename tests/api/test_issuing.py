"""Issue: one workbook a school, the same bytes again, and everything that stops it."""

import hashlib
import shutil
from dataclasses import replace

import pytest

from bsa_xl.api.issuing import IssueOrder, issue
from bsa_xl.api.outcome import Exit
from bsa_xl.money import format_dollars
from bsa_xl.store import Store


def digests(folder):
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*.xlsx"))
    }


def test_every_school_with_a_workbook_gets_one_and_the_letters_add_up_to_the_total(season, order):
    folder, issued = season
    assert len(issued.new) == 12
    assert len(digests(folder / "workbooks")) == 12
    assert sum(planned.wanted.letter_cents for planned in issued.new) == order.total_cents
    with Store.open(folder / "halcyon.store") as store:
        entries = store.register.newest("FY2026", "adopted")
    written = digests(folder / "workbooks")
    assert {entry.file_name: entry.sha256 for entry in entries} == written


def test_issuing_again_writes_the_same_bytes_even_where_a_file_was_lost(own_season, order):
    folder, _ = own_season
    before = digests(folder / "workbooks")
    lost = next((folder / "workbooks").glob("0116_*"))
    lost.unlink()
    again = issue(replace(order, district=folder / "halcyon", out=folder / "workbooks"))
    assert (len(again.new), len(again.unchanged), len(again.changed)) == (0, 12, 0)
    assert digests(folder / "workbooks") == before


def test_iss_05_a_workbook_that_a_school_filled_in_is_never_written_over(own_season, order):
    folder, _ = own_season
    out = folder / "workbooks"
    filled, kept = sorted(out.iterdir())[:2]
    filled.write_bytes(filled.read_bytes() + b"a school's entries")
    before, untouched = digests(out), kept.stat().st_mtime_ns
    wanted = replace(order, district=folder / "halcyon", out=out)
    for rehearsal in (True, False):
        refused = issue(replace(wanted, dry_run=rehearsal))
        [finding] = refused.answer.findings
        assert str(finding) == (
            f"{filled.name}: a file of this name lies in {out}, and it is not as it was issued. If a "
            "school filled it in, collect it first; then move it away, or issue to another folder "
            "with --out. [ISS-05]"
        )
        assert (finding.school_id, refused.answer.exit) == (filled.name[:4], Exit.ATTENTION)
        assert digests(out) == before
    filled.unlink()
    again = issue(wanted)
    assert (again.answer.exit, len(digests(out))) == (Exit.OK, 12)
    assert kept.stat().st_mtime_ns == untouched, "what lies there as it was issued is left alone"


def test_iss_05_a_file_that_another_register_issued_is_not_written_over(own_season, order):
    folder, _ = own_season
    out = folder / "workbooks"
    before = digests(out)
    wanted = replace(order, district=folder / "halcyon", out=out, store=folder / "new.store")
    refused = issue(wanted)
    assert {finding.id for finding in refused.answer.findings} == {"ISS-05"}
    assert len(refused.answer.findings) == 12
    assert digests(out) == before


def test_iss_06_two_schools_never_share_a_file_name(order, tmp_path):
    district = shutil.copytree(order.district, tmp_path / "halcyon")
    for path in district.glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace("0109", "A/1").replace("0116", "a-1"), encoding="utf-8")
    refused = issue(replace(order, district=district, out=tmp_path / "out"))
    told = [str(finding) for finding in refused.answer.findings if finding.id == "ISS-06"]
    [said] = told
    assert said == (
        "a-1_FY2026_adopted_r1.xlsx: the schools A/1 and a-1 would both have this file. Give one of "
        "them an id that differs in more than capitals and punctuation. [ISS-06]"
    )
    assert not (tmp_path / "out").exists()


def test_iss_01_an_adopted_policy_is_not_issued_without_its_total(order, tmp_path):
    issued = issue(replace(order, out=tmp_path / "out", store=tmp_path / "s", total_cents=None))
    [finding] = issued.answer.findings
    assert str(finding) == (
        f"the policy is adopted, and its total of {format_dollars(order.total_cents)} was not "
        "typed. Compare it with the board's resolution and issue again with --total. [ISS-01]"
    )
    assert issued.answer.exit is Exit.ATTENTION
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("dry_run", [False, True])
def test_iss_01_a_total_one_cent_off_stops_everything(order, tmp_path, dry_run):
    typed = order.total_cents - 1
    wanted = replace(order, out=tmp_path / "out", store=tmp_path / "s", dry_run=dry_run)
    issued = issue(replace(wanted, total_cents=typed))
    [finding] = issued.answer.findings
    assert str(finding) == (
        f"the total typed is {format_dollars(typed)} and the allocation comes to "
        f"{format_dollars(order.total_cents)}, a difference of $0.01. Find out which of the two is "
        "right before anything is issued. [ISS-01]"
    )
    assert not (tmp_path / "out").exists()


def test_iss_02_changed_figures_need_a_reissue_and_then_make_a_second_revision(own_season, order):
    folder, _ = own_season
    amounts = folder / "halcyon" / "amounts.csv"
    text = amounts.read_text(encoding="utf-8-sig")
    line = next(row for row in text.splitlines() if row.startswith("0109,FY2026"))
    cells = line.split(",")
    cells[4] = str(int(float(cells[4].replace('"', ""))) + 1000)
    amounts.write_text(text.replace(line, ",".join(cells)), encoding="utf-8")
    changed = replace(order, district=folder / "halcyon", out=folder / "workbooks", dry_run=True)
    total = issue(changed).total_cents
    changed = replace(changed, dry_run=False, total_cents=total)
    refused = issue(changed)
    told = [finding for finding in refused.answer.findings if finding.id == "ISS-02"]
    assert told
    assert refused.answer.exit is Exit.ATTENTION
    assert told[0].problem.startswith("revision 1 was issued on ")
    assert told[0].remedy == "Issue with --reissue to send a new revision."
    assert {finding.school_id for finding in told} == {
        change.after.wanted.school_id for change in refused.changed
    }
    assert not list((folder / "workbooks").glob("*_r2.xlsx"))
    issued = issue(replace(changed, reissue=True))
    assert issued.answer.exit is Exit.OK
    assert {path.name.split("_")[0] for path in (folder / "workbooks").glob("*_r2.xlsx")} == {
        finding.school_id for finding in told
    }


def test_iss_03_a_school_with_more_positions_than_rows_is_named(order, tmp_path):
    district = shutil.copytree(order.district, tmp_path / "halcyon")
    staff = district / "staff.csv"
    text = staff.read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if ",0109,01010," in line)
    more = "\n".join(row.replace(row.split(",")[0], f"X{n:04}") for n in range(500))
    staff.write_text(text.rstrip("\n") + "\n" + more + "\n", encoding="utf-8")
    issued = issue(replace(order, district=district, out=tmp_path / "out"))
    told = [finding for finding in issued.answer.findings if finding.id == "ISS-03"]
    assert len(told) == 1
    assert "a workbook has room for 384" in told[0].problem
    assert not (tmp_path / "out").exists()


def test_aff_01_nothing_is_issued_to_schools_that_cannot_pay_until_somebody_accepts_it(
    order, tmp_path
):
    district = shutil.copytree(order.district, tmp_path / "halcyon")
    policy = district / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    dear = text.replace("values: {FY2025: 1, FY2026: 1}\n    programs: [general]",
                        "values: {FY2025: 1, FY2026: 40}\n    programs: [general]", 1)  # fmt: skip
    assert dear != text
    policy.write_text(dear, encoding="utf-8")
    base = IssueOrder(district, order.year, tmp_path / "out", total_cents=order.total_cents)
    refused = issue(base)
    assert refused.shortfalls
    assert {finding.id for finding in refused.answer.findings if finding.is_fatal} == {"AFF-01"}
    assert not (tmp_path / "out").exists()
    accepted = issue(replace(base, accept_deficits="board resolution 25-014"))
    assert accepted.answer.exit is Exit.OK
    short = {shortfall.school_id: shortfall.short_cents for shortfall in refused.shortfalls}
    for draft in accepted.ready.drafts:
        setting = draft.budget.setting
        expected = short.get(setting.school_id, 0)
        assert sum(program.accepted_cents for program in setting.programs) == expected
