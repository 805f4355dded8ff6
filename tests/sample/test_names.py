"""Nothing in the sample is a real district's, a real school's or a person's."""

import csv
import re

from ruamel.yaml import YAML


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


def published(path, column):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {plain(row[column]) for row in csv.DictReader(file)}


def profile(texts):
    return YAML(typ="safe", pure=True).load(texts["district.yaml"])


def test_the_district_is_none_of_californias(texts, shared):
    districts = published(shared / "data/california/ca_schools_2025_26.csv", "district")
    assert len(districts) > 900
    assert not [name for name in districts if "halcyon" in name]
    assert profile(texts)["name"] == "Halcyon Bay Unified School District"


def test_no_school_has_the_name_of_a_published_one(tables, shared):
    real = published(shared / "data/california/ca_schools_2025_26.csv", "school_name")
    real |= published(shared / "data/lausd/lausd_schools_2025_26.csv", "school_name")
    real |= published(shared / "data/lausd/lausd_frpm_2006_2013_by_school.csv", "school")
    kinds = re.compile(
        r"( Continuation)? (Elementary|Middle|High|Span) School$| \w+ Magnet Center$"
    )
    for row in tables["schools"]:
        place = kinds.sub("", row["name"])
        assert place != row["name"], row["name"]
        assert plain(row["name"]) not in real, row["name"]
        assert not [name for name in real if name.startswith(plain(place))], row["name"]


def test_no_two_schools_have_the_same_name(tables):
    names = [row["name"] for row in tables["schools"]]
    assert len(set(names)) == len(names)


def test_people_are_roles_not_names(tables):
    assert all(re.fullmatch(r"SFS-\d{3}", row["specialist"]) for row in tables["schools"])
    assert all(
        row["mailbox"] == f"budget-{row['school_id']}@schools.example" for row in tables["schools"]
    )
    assert list(tables["staff"][0]) == [
        "position_id", "school_id", "code", "fte", "program_1", "share_1", "program_2", "share_2",
        "program_3", "share_3", "status", "ends_on", "actual_salary", "actual_benefits",
            "hired",
    ]  # fmt: skip


def test_mail_goes_nowhere(texts, tables):
    addresses = [row["mailbox"] for row in tables["schools"]] + [profile(texts)["mailbox"]]
    assert all(address.endswith(".example") for address in addresses)


def test_a_specialist_has_one_region_and_no_more_than_fifteen_workbooks(tables):
    regions, schools = {}, {}
    for row in tables["schools"]:
        regions.setdefault(row["specialist"], set()).add(row["region"])
        if not row["budgeted_with"]:
            schools[row["specialist"]] = schools.get(row["specialist"], 0) + 1
    assert all(len(names) == 1 for names in regions.values())
    assert max(schools.values()) <= 15


def test_ids_and_codes_keep_their_zeros(tables):
    ids = [row["school_id"] for row in tables["schools"]]
    assert all(re.fullmatch(r"\d{4}", school_id) for school_id in ids)
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    assert sum(school_id.startswith("0") for school_id in ids) > 100
    assert all(re.fullmatch(r"1\d{4}", row["site_code"]) for row in tables["schools"])
    assert all(re.fullmatch(r"0\d{4}", row["code"]) for row in tables["positions"])
    assert any(row["position_id"].startswith("0") for row in tables["staff"])
    assert all(re.fullmatch(r"\d{8}", row["position_id"]) for row in tables["staff"])
