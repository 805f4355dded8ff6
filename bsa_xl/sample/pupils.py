"""Pupils of every school in two years and three measures: spans, needs, and how they move.

The curves give a school's share of a group from its place among the district's schools; they follow
the published distribution over Los Angeles' district-run schools in 2025-26 (California School
Explorer). All arithmetic is in whole numbers: shares in parts of ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.money import share_out

from .draws import Draws, along
from .schools import SampleSchool

SPANS = ("tk_k", "g1_3", "g4_6", "g7_8", "g9_12")
GROUPS = ("el", "swd", "frpm", "foster", "homeless", "newcomer", "unduplicated")

_WHOLE = 10_000
_COUNTED = {
    ("FY2025", "projected"): "2024-01-26",
    ("FY2025", "norm_day"): "2024-09-13",
    ("FY2026", "projected"): "2025-01-24",
    ("FY2026", "norm_day"): "2025-09-12",
    ("FY2025", "ada"): "2025-04-15",
    ("FY2026", "ada"): "2025-01-24",
}
_SPAN_CLAIMS = {
    "Elementary": (265, 430, 305, 0, 0),
    "Middle": (0, 0, 328, 672, 0),
    "High": (0, 0, 0, 0, 1000),
    "Span": (125, 205, 215, 165, 290),
}
_FRPM = (
    (0, 980), (80, 3_200), (150, 5_000), (300, 7_250), (500, 8_700), (700, 9_350), (900, 9_750),
    (1000, 9_950),
)  # fmt: skip
_EL = {
    "Elementary": (
        (0, 60), (100, 450), (250, 1_300), (500, 2_450), (750, 3_350), (900, 3_950), (1000, 5_650),
    ),
    "Other": (
        (0, 0), (100, 300), (250, 700), (500, 1_350), (750, 1_950), (900, 2_500), (1000, 4_400),
    ),
}  # fmt: skip
_SWD = (
    (0, 560), (100, 1_060), (250, 1_270), (500, 1_520), (750, 1_830), (900, 2_200), (1000, 3_450),
)  # fmt: skip
_FOSTER = ((0, 0), (250, 10), (500, 40), (750, 85), (900, 140), (1000, 420))
_HOMELESS = (
    (0, 0), (100, 20), (250, 85), (500, 210), (750, 345), (900, 530), (1000, 1_300),
)  # fmt: skip
_NEWCOMERS_OF_EL = ((0, 250), (500, 900), (900, 1_700), (1000, 3_200))
#: Pupils who attend on an average day, of ten thousand, from the school with the least need to that
#: with the most; and how much less it is in each level.
_ATTENDING = ((0, 9_640), (300, 9_480), (600, 9_250), (900, 8_990), (1000, 8_820))
_LESS_IN = {"Elementary": 0, "Middle": 60, "High": 190, "Span": 90}
_LESS_IN_CONTINUATION = 1_400
#: A continuation school has these parts of a typical school's share, in hundredths.
_CONTINUATION = {"swd": 125, "foster": 300, "homeless": 250}


def count_rows(seed: int, school: SampleSchool) -> Iterator[dict[str, str]]:
    """A school's rows of counts.csv: two fiscal years, projected and on norm day.

    FY2026's projection is the size that the school's kind names; the other counts lie around it, as
    a district that loses two pupils in a hundred a year would see them. FY2026's norm day lies
    after the season that the sample is in: it is there so that the autumn can be played as well.
    Average daily attendance (``ada``) counts every group by the school's own rate: last year's
    as it was, FY2026's as it is expected.
    """
    shares = _shares(seed, school)
    draws = Draws(seed, "enrollment", school.number, school.is_center)
    now = school.kind.pupils
    norm_last = now * draws.middling(985, 1055) // 1000
    if draws.chance(3):
        norm_last = now * draws.between(1090, 1180) // 1000
    sizes = (
        ("FY2025", "projected", norm_last * draws.middling(980, 1025) // 1000),
        ("FY2025", "norm_day", norm_last),
        ("FY2026", "projected", now),
        ("FY2026", "norm_day", now * draws.middling(962, 1030) // 1000),
        ("FY2025", "ada", _attending(seed, school, "FY2025", norm_last)),
        ("FY2026", "ada", _attending(seed, school, "FY2026", now)),
    )
    for year, measure, pupils in sizes:
        moved = Draws(seed, "groups", school.school_id, year, measure)
        counts = _counts(moved, school, shares, pupils)
        yield {
            "school_id": school.school_id,
            "fiscal_year": year,
            "measure": measure,
            "count_date": _COUNTED[year, measure],
            **{group: str(count) for group, count in counts.items()},
        }


def _attending(seed: int, school: SampleSchool, year: str, pupils: int) -> int:
    """Pupils who attend on an average day of a year."""
    draws = Draws(seed, "attendance", school.number, school.is_center)
    less = _LESS_IN[school.kind.level]
    if school.school_type == "Continuation":
        less = _LESS_IN_CONTINUATION
    rate = along(_ATTENDING, (3 * school.need + draws.below(1001)) // 4) - less
    moved = Draws(seed, "attendance", school.school_id, year).between(-40, 40)
    return (pupils * (rate + moved) + _WHOLE // 2) // _WHOLE


def _shares(seed: int, school: SampleSchool) -> dict[str, int]:
    """The share of each group among the school's pupils, in parts of ten thousand."""
    draws = Draws(seed, "needs", school.number, school.is_center)
    level = "Elementary" if school.kind.level == "Elementary" else "Other"

    def near(weight: int) -> int:
        """A place that follows the school's need by so many hundredths."""
        return (weight * school.need + (100 - weight) * draws.below(1001)) // 100

    shares = {
        "frpm": along(_FRPM, near(88)),
        "el": along(_EL[level], near(55)),
        "swd": along(_SWD, near(10)),
        "foster": along(_FOSTER, near(10)),
        "homeless": along(_HOMELESS, near(35)),
    }
    if school.school_type == "Continuation":
        shares |= {group: shares[group] * by // 100 for group, by in _CONTINUATION.items()}
    shares["newcomer"] = shares["el"] * along(_NEWCOMERS_OF_EL, draws.below(1001)) // _WHOLE
    return shares


def _counts(
    draws: Draws, school: SampleSchool, shares: dict[str, int], pupils: int
) -> dict[str, int]:
    """Enrollment, spans that add up to it, and groups that never exceed it."""
    claims = dict(zip(SPANS, _SPAN_CLAIMS[school.kind.level], strict=True))
    for span, claim in claims.items():
        claims[span] = claim * draws.middling(940, 1060)
    counts = {"enrollment": pupils, **share_out(pupils, claims)}
    for group, share in shares.items():
        moved = pupils * share * draws.middling(970, 1030) // 1000
        counts[group] = min(pupils, (moved + _WHOLE // 2) // _WHOLE)
    counts["newcomer"] = min(counts["newcomer"], counts["el"])
    beside = (counts["el"] + counts["foster"]) * (pupils - counts["frpm"]) // (2 * max(1, pupils))
    largest = max(counts[group] for group in ("el", "frpm", "foster"))
    counts["unduplicated"] = min(pupils, max(largest, counts["frpm"] + beside))
    return counts
