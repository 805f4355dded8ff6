"""The same seed gives the same bytes, in this process, in another, and on disk."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bsa_xl.sample import SAMPLE_SCHOOLS, SAMPLE_SEED, build_sample, write_sample

ROOT = Path(__file__).resolve().parents[2]
PRINT_DIGEST = """
import hashlib
from bsa_xl.sample import build_sample
texts = build_sample(schools=60)
print(hashlib.sha256("".join(name + text for name, text in texts.items()).encode()).hexdigest())
"""
FILES = [
    "accounts/fund.csv",
    "accounts/fund_resource.csv",
    "accounts/function.csv",
    "accounts/goal.csv",
    "accounts/goal_function.csv",
    "accounts/object.csv",
    "accounts/resource.csv",
    "amounts.csv",
    "benefits.csv",
    "counts.csv",
    "district.yaml",
    "items.csv",
    "policy.yaml",
    "positions.csv",
    "schools.csv",
    "services.csv",
    "staff.csv",
]


def test_two_builds_are_equal(texts):
    assert build_sample(SAMPLE_SEED, SAMPLE_SCHOOLS) == texts


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(hash_seed):
    texts = build_sample(schools=60)
    ours = hashlib.sha256("".join(name + text for name, text in texts.items()).encode())
    done = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ours.hexdigest()


def test_another_seed_gives_another_district_with_the_same_formula():
    ours, other = build_sample(schools=12), build_sample(seed=7, schools=12)
    differing = [name for name in ours if ours[name] != other[name]]
    assert differing == ["amounts.csv", "counts.csv", "schools.csv", "staff.csv"]


def test_the_folder_holds_every_file_of_a_district(texts):
    assert sorted(texts) == sorted(FILES)


def test_texts_are_plain_lines(texts):
    for name, text in texts.items():
        assert text.endswith("\n"), name
        assert "\r" not in text, name
        assert text.isascii() or name == "policy.yaml", name  # its section signs


def test_what_is_written_is_what_was_built(tmp_path):
    texts = build_sample(schools=12)
    written = write_sample(tmp_path / "district", schools=12)
    found = {
        path.relative_to(tmp_path / "district").as_posix(): path.read_bytes() for path in written
    }
    assert found == {name: text.encode() for name, text in texts.items()}


@pytest.mark.parametrize(
    ("schools", "message"),
    [
        (11, "the sample has 12 to 1,200 schools, not 11"),
        (1201, "the sample has 12 to 1,200 schools, not 1,201"),
    ],
)
def test_a_number_of_schools_that_cannot_be_made_is_refused(schools, message):
    with pytest.raises(ValueError) as refused:
        build_sample(schools=schools)
    assert str(refused.value) == message
