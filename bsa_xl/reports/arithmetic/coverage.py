"""What of a policy's words the arithmetic understands: a new one is refused, never passed over.

Every class of the grammar that a component, a count or an adjustment is made of stands here with
the fields that the formulas read, or that change no number.
"""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.policy import Adjustment, Component, Counting

_BLOCK = (
    "id", "label", "source", "program", "schools", "flexibility", "term", "held_by", "note",
    "kind", "unit", "measure", "status",
)  # fmt: skip
_FIELDS: dict[str, str] = {
    "SchoolGate": "where except_where schools",
    "NodeRounding": "rates rates_method weights shares lines",
    "FteRounding": "step way after",
    "CountEntry": "counts measure years_ago",
    "WeighedCount": "counts weight",
    "SumOf": "sum minus times",
    "WeightedSum": "weighted",
    "AnyOf": "any_of supplied_as",
    "OneOf": "one_of within",
    "PupilsAbove": "above of share",
    "Attended": "attended present of rate_of",
    "GreatestOf": "greatest_of absent",
    "AverageOf": "average_of absent",
    "AsOf": "as_of measure years_ago",
    "Weight": "counts values rounding",
    "PerPupil": "counts values rounding",
    "GradeSpans": "within spans rounding",
    "Span": "counts values",
    "LumpSum": "values rounding",
    "Given": "line",
    "Pool": "set_asides claims at_least values",
    "Claim": "counts weight index schools",
    "SetAside": "dollars share",
    "PositionsGiven": "position values",
    "WeightOfWeight": "counts of span values rounding",
    "SlidingWeight": "counts share points rounding",
    "SlidingPoint": "share weight",
    "ShareOfPupils": "counts of",
    "SizeCurve": "counts size pieces rounding",
    "SizePiece": "at_least below weight slope",
    "ClassCost": "counts fill values rounding",
    "SmallSchool": "counts threshold values at_most_share of at_most rounding",
    "PercentOf": "of share above values rounding",
    "Foundation": "positions",
    "StaffPosition": "position values",
    "Ratio": "position groups plus fte at_least at_most",
    "RatioGroup": "counts per gives beyond",
    "Bands": "counts position bands",
    "Band": "at_least at_most values",
    "TopUp": "of staff",
    "RankAndServe": (
        "values pupils poverty private private_share for_families set_asides threshold spans "
        "average_of only_spans high_schools small_district single_school_spans least_poverty "
        "per_child bands skipped grandfathered"
    ),
    "ForFamilies": "share to_schools",
    "HighSchools": "schools from_share",
    "PovertyBand": "from_share values",
    "Skipped": "school year dollars reason",
    "Grandfathered": "school year reason",
    "PeerAverage": "of counts peers same generally_at_most values",
    "StartUp": "years",
    "StartUpYear": "year values",
    "PurchaseBack": "services counts",
    "FloorOnPriorYear": "of against values",
    "LimitsOnPriorYear": "of against at_least at_most",
    "FundingPercentage": "of foundation against change prior_measure at_least values",
    "CountDay": "of actual_measure only values",
    "GapPhaseIn": "of against values",
    "SoftLanding": "of against values",
    "ScaleToPool": "of only values",
    "Carryover": "of unspent against at_most values",
    "Attendance": "of attended enrolled direction among values",
    "CountIn": "counts measure",
    "Salary": "of compares cost hired_before only direction positions paid_by values",
    "MatchNorm": "of norm only values",
    "Manual": "of entries",
    "ManualEntry": "school since until dollars reason author",
}


def not_understood(block: Component | Adjustment | Counting) -> str:
    """The first word of a block that no formula reads; empty where there is none."""
    return next(_unknown(block), "")


def _unknown(block: object) -> Iterator[str]:
    if isinstance(block, tuple):
        for each in block:
            yield from _unknown(each)
        return
    fields = getattr(type(block), "model_fields", None)
    if fields is None:
        return
    known = {*_BLOCK, *_FIELDS.get(type(block).__name__, "").split()}
    for name, field in fields.items():
        value = getattr(block, name)
        if name not in known and value != field.get_default(call_default_factory=True):
            yield name
        yield from _unknown(value)


def understood() -> dict[str, frozenset[str]]:
    """Every class of the grammar that formulas are written for, with its words."""
    return {name: frozenset([*_BLOCK, *words.split()]) for name, words in _FIELDS.items()}
