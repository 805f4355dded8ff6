"""Draws are the published generator's, stay in their bounds, and do not depend on one another."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.sample.draws import Draws, along

# First numbers of SplitMix64 from 1234567, as Rosetta Code prints them ("Pseudo-random
# numbers/Splitmix64"); the generator is Steele, Lea and Flood's.
FROM_1234567 = [
    6457827717110365317,
    3203168211198807973,
    9817491932198370423,
    4593380528125082431,
    16408922859458223821,
]


def test_the_generator_is_the_published_one():
    draws = Draws(0)
    draws._state = 1234567
    assert [draws._next() for _ in FROM_1234567] == FROM_1234567


def test_the_same_seed_and_purpose_give_the_same_stream():
    first, second = Draws(7, "counts", 12), Draws(7, "counts", 12)
    assert [first.below(1000) for _ in range(50)] == [second.below(1000) for _ in range(50)]


@pytest.mark.parametrize("other", [(8, "counts", 12), (7, "staff", 12), (7, "counts", 13)])
def test_another_seed_or_purpose_gives_another_stream(other):
    first, second = Draws(7, "counts", 12), Draws(*other)
    assert [first.below(1000) for _ in range(50)] != [second.below(1000) for _ in range(50)]


@given(seed=st.integers(0, 2**64), low=st.integers(-1000, 1000), width=st.integers(0, 5000))
def test_every_draw_lies_between_its_bounds(seed, low, width):
    draws = Draws(seed)
    for draw in (draws.between, draws.middling):
        assert all(low <= draw(low, low + width) <= low + width for _ in range(20))


@given(seed=st.integers(0, 2**64), things=st.lists(st.integers(), max_size=40))
def test_shuffling_loses_nothing_and_leaves_the_original_alone(seed, things):
    before = list(things)
    assert Counter(Draws(seed).shuffled(things)) == Counter(before)
    assert things == before


def test_six_faces_come_up_alike():
    # 60,000 throws: 10,000 of each face expected, standard deviation sqrt(60000 x 1/6 x 5/6) = 91;
    # five of them are 456.
    draws = Draws(2026, "die")
    faces = Counter(draws.between(1, 6) for _ in range(60_000))
    assert sorted(faces) == [1, 2, 3, 4, 5, 6]
    assert all(abs(count - 10_000) < 456 for count in faces.values())


@pytest.mark.parametrize(
    ("place", "height"), [(-5, 100), (0, 100), (5, 150), (10, 200), (20, 140), (30, 80), (99, 80)]
)
def test_a_curve_is_straight_between_its_points_and_level_outside(place, height):
    assert along(((0, 100), (10, 200), (30, 80)), place) == height
