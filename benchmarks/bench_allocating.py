"""How fast a district is allocated, beside a plain loop over schools in Decimal.

Both sides give every line of 40 components in cents; they are proved equal before a clock starts.
Rounds are interleaved, so that a slow minute of the machine slows both; medians of CPU time count.

    python benchmarks/bench_allocating.py                       # 833 schools, 20 rounds
    python benchmarks/bench_allocating.py --schools 100000 --rounds 3
    python benchmarks/bench_allocating.py --scenarios 1000      # policies for one district

Without arguments all of it runs: 833, 10,000 and 100,000 schools, and 1,000 scenarios of 833.
"""

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.decimal_judge import case_of, judged  # noqa: E402

from bsa_xl.allocation import Allocation, YearFacts, allocate  # noqa: E402
from bsa_xl.district import (  # noqa: E402
    COUNT_SCALE,
    CountColumn,
    CountTable,
    District,
    DistrictProfile,
    GivenAmount,
    School,
)
from bsa_xl.fiscal_year import FiscalYear  # noqa: E402
from bsa_xl.location import Location  # noqa: E402
from bsa_xl.policy import DatedEntry, DatedValue, Policy  # noqa: E402

YEAR = FiscalYear(2026)
AGAIN = 5  # a scenario study runs one after another; the first run finds cold caches
NEEDS = ["el", "swd", "econ_dis", "foster", "homeless", "migrant", "gifted", "newcomer"]
SPANS = ["k3", "g46", "g78", "g912"]


def made_district(schools: int, seed: int = 1) -> District:
    """Schools of three levels with counts, thirds of pupils (average attendance) among them."""
    chance = np.random.default_rng(seed)
    ids = tuple(f"{number:06d}" for number in chance.permutation(schools))
    levels = ("ES", "MS", "HS")
    listed = tuple(
        School(school_id, f"School {school_id}", levels[row % 3], Location("schools.csv", row + 2))
        for row, school_id in enumerate(ids)
    )
    enrollment = chance.integers(80, 3_000, schools) * COUNT_SCALE
    columns = {"enrollment": enrollment}
    for span in SPANS:
        columns[span] = enrollment // 4 // COUNT_SCALE * COUNT_SCALE
    for need in NEEDS:
        share = chance.integers(0, 1_000, schools)
        columns[need] = enrollment * share // 1_000 // COUNT_SCALE * COUNT_SCALE
    columns["ada"] = enrollment * 9_371 // 10_000
    given = np.zeros(schools, dtype=np.uint8)
    table = CountTable(
        YEAR,
        "projected",
        ids,
        {group: CountColumn(column.astype(np.int64), given) for group, column in columns.items()},
        tuple(range(2, schools + 2)),
        "counts.csv",
    )
    draw = random.Random(seed)
    amounts = tuple(
        GivenAmount(
            school_id, YEAR, line, "general", draw.randrange(-9_000_000, 40_000_000), "Board",
            Location("amounts.csv", row + 2),
        )
        for line in ("transition", "carryover")
        for row, school_id in enumerate(ids)
    )  # fmt: skip
    profile = DistrictProfile("Benchmark")
    return District(profile, listed, {(YEAR, "projected"): table}, amounts)


def made_policy() -> Policy:
    """12 weights, 2 that slide, 2 size curves, 5 amounts per pupil, 4 by grade span, 4 lump sums.

    And a class cost, 2 small-school supplements, 2 shares of lines, 2 given amounts, 4 pools.
    """
    source = "Benchmark"
    both = {"source": source, "label": "A component"}
    components = []

    def add(kind: str, unit: str, values: object = None, **more: object) -> None:
        block = {"id": f"{kind}-{len(components):02d}", "kind": kind, "unit": unit, **both, **more}
        components.append(block | ({"values": {"FY2026": values}} if values else {}))

    for index in range(12):
        counts = [*NEEDS, "ada", "support", "beyond", "register"][index % 12]
        add("weight", "share of base", f"0.{index + 11}7", counts=counts)
    add_followers(add)
    for index in range(5):
        add("per_pupil", "USD per pupil", f"{40 + index}.{index}25", counts=NEEDS[index])
    for index in range(4):
        spans = [
            {"id": span, "label": span, "counts": span, "values": {"FY2026": f"{50 + index}.375"}}
            for span in SPANS
        ]
        add("grade_spans", "USD per pupil", spans=spans)
    for level in ("ES", "MS", "HS", ""):
        gate = {"where": {"level": [level]}} if level else {}
        add("lump_sum", "USD per school", "215000.50", schools=gate)
    for line in ("transition", "carryover"):
        add("given", "USD", line=line)
    for index in range(4):
        claims = [
            {"counts": "econ_dis"},
            {"counts": "el", "weight": {"FY2026": f"0.{index + 3}5"}},
        ]
        add("pool", "USD per district", f"{index + 1}9888777.33", claims=claims)
    return Policy.model_validate(
        {
            "policy": "benchmark",
            "title": "Benchmark",
            "base": {
                "label": "Base",
                "unit": "USD per pupil",
                "source": source,
                "values": {"FY2026": "5174.4996"},
            },
            "counting": {
                "support": {"sum": ["econ_dis", "el"], "times": "0.5"},
                "beyond": {"above": "econ_dis", "share": {"FY2026": "0.55"}},
                "register": {
                    "weighted": [
                        {"counts": span, "weight": {"FY2026": f"1.{index}7"}}
                        for index, span in enumerate(SPANS)
                    ]
                },
            },
            "components": components,
        }
    )


def add_followers(add: Callable[..., None]) -> None:
    """What follows pupils by more than a weight or a rate."""
    year = "FY2026"
    share = {"counts": "econ_dis", "of": "enrollment"}
    points = [
        {"share": {year: "0.20"}, "weight": {year: "0.47"}},
        {"share": {year: "0.60"}, "weight": {year: "0.57"}},
    ]
    pieces = [
        {"at_least": "0", "below": "500", "weight": {year: "0.278"}, "slope": {year: "0.0003"}},
        {"at_least": "500", "below": "600", "weight": {year: "0.158"}, "slope": {year: "0.0012"}},
        {"at_least": "600", "weight": {year: "0.158"}},
    ]
    for counts in ("econ_dis", "el"):
        add("sliding_weight", "share of base", counts=counts, share=share, points=points)
        add("size_curve", "share of base", counts=counts, size="enrollment", pieces=pieces)
    add("class_cost", "USD per class", "152143.88", counts="el", fill={year: "19"})
    caps = {"at_most_share": {year: "0.15"}, "of": ["weight-00"], "at_most": {year: "228480"}}
    for threshold in ("500", "1000"):
        add("small_school", "USD per pupil", "850.25", counts="ada", threshold={year: threshold},
            **caps)  # fmt: skip
    for value, above in (("0.20", "0"), ("0.65", "0.55")):
        add("percent_of", "share of lines", value, of=["weight-00", "weight-08"], share=share,
            above={year: above})  # fmt: skip


def cents_by_line(allocation: Allocation) -> dict[str, int]:
    """Every line that exists, by its id."""
    cents = {}
    for column in allocation.columns:
        for row, school_id in enumerate(allocation.school_ids):
            if column.status[row]:
                cents[f"{school_id}:{column.terms.key}"] = int(column.cents[row])
    return cents


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(schools: int, rounds: int) -> None:
    """Prove both sides equal, time them in turns, print the medians and their ratio."""
    district, policy = made_district(schools), made_policy()
    case = case_of(district, policy, YEAR)
    allocation = allocate(district, policy, YEAR)
    expected = {line: int(amount * Decimal(100)) for line, amount in judged(case).items()}
    if cents_by_line(allocation) != expected:
        raise SystemExit("The two sides differ; nothing was timed.")
    print(f"{len(policy.components)} components, {len(allocation.columns)} lines a school, "
          f"{schools:,} schools: {len(expected):,} lines equal to the cent, "
          f"{len(allocation.findings)} findings")  # fmt: skip
    del expected, allocation
    gc.collect()
    gc.freeze()
    first, warm, loop = [], [], []
    for _ in range(rounds):
        loop.append(cpu(lambda: judged(case)))
        first.append(cpu(lambda: allocate(district, policy, YEAR)))
        warm.append(cpu(lambda: [allocate(district, policy, YEAR) for _ in range(AGAIN)]) / AGAIN)
    gc.unfreeze()
    slow = statistics.median(loop)
    print(f"  Decimal loop                  {slow * 1000:12,.2f} ms CPU")
    for name, times in (("allocate, right after it", first), ("allocate, again and again", warm)):
        fast = statistics.median(times)
        print(f"  {name:28}  {fast * 1000:12,.2f} ms CPU  {slow / fast:8,.1f} x")
    print(f"  medians of {rounds} interleaved rounds")


def asked(policy: Policy, number: int) -> Policy:
    """The policy with one of its weights moved: a scenario."""
    index = number % 18
    component = policy.components[index]
    value = DatedValue((DatedEntry(YEAR, Decimal(number) / 1000),))
    moved = component.model_copy(update={"values": value})
    components = (*policy.components[:index], moved, *policy.components[index + 1 :])
    return policy.model_copy(update={"components": components})


def asked_of_base(policy: Policy, number: int) -> Policy:
    """The policy with another base: every share of it is worked out again."""
    value = DatedValue((DatedEntry(YEAR, Decimal(5000) + Decimal(number) / 8),))
    return policy.model_copy(update={"base": policy.base.model_copy(update={"values": value})})


def asked_of_counts(policy: Policy, number: int) -> Policy:
    """The policy with a count made otherwise: everything is worked out again."""
    support = policy.counting["support"].model_copy(update={"times": Decimal(number) / 1000})
    return policy.model_copy(update={"counting": {**policy.counting, "support": support}})


SCENARIOS = {
    "a weight moved": asked,
    "the base moved": asked_of_base,
    "a made count moved": asked_of_counts,
}


def worked_out(district: District, policy: Policy, policies: list[Policy]) -> list[int]:
    """What a study does: the formula as it is, then each scenario beside it; totals in cents."""
    facts = YearFacts(district, YEAR)
    allocate(district, policy, YEAR, facts=facts)
    return [allocate(district, each, YEAR, facts=facts).total_cents for each in policies]


def prove(district: District, policy: Policy, policies: list[Policy]) -> int:
    """Hold five of the scenarios against the loop, each beside the formula as it is."""
    facts = YearFacts(district, YEAR)
    allocate(district, policy, YEAR, facts=facts)
    proved = policies[:: max(1, len(policies) // 5)]
    for each in proved:
        expected = {
            line: int(amount * Decimal(100))
            for line, amount in judged(case_of(district, each, YEAR)).items()
        }
        if cents_by_line(allocate(district, each, YEAR, facts=facts)) != expected:
            raise SystemExit("The two sides differ; nothing was timed.")
    return len(proved)


def measure_scenarios(many: int, rounds: int) -> None:
    """Many policies for one district, a few of them proved equal, beside the loop."""
    district, policy = made_district(833), made_policy()
    studies = {
        name: [change(policy, number) for number in range(1, many + 1)]
        for name, change in SCENARIOS.items()
    }
    proved = sum(prove(district, policy, policies) for policies in studies.values())
    print(f"{many:,} scenarios of 833 schools, of {len(studies)} sorts: "
          f"{proved} of them equal to the cent")  # fmt: skip
    gc.collect()
    gc.freeze()
    ours: dict[str, list[float]] = {name: [] for name in studies}
    loop = []
    for number in range(rounds):
        case = case_of(district, studies["a weight moved"][number % many], YEAR)
        loop.append(cpu(lambda one=case: judged(one)))
        for name, policies in studies.items():
            ours[name].append(cpu(lambda these=policies: worked_out(district, policy, these)))
    gc.unfreeze()
    slow = statistics.median(loop) * many
    print(f"  Decimal loop                  {slow:12,.2f} s CPU (one scenario x {many:,})")
    for name, times in ours.items():
        fast = statistics.median(times)
        print(f"  allocate, {name:20}{fast:12,.2f} s CPU  {slow / fast:8,.1f} x")
    print(f"  medians of {rounds} interleaved rounds")


def main() -> None:
    """Whatever is asked for; all of it, where nothing is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int)
    parser.add_argument("--scenarios", type=int)
    parser.add_argument("--rounds", type=int)
    chosen = parser.parse_args()
    everything = chosen.schools is None and chosen.scenarios is None
    sizes = [(833, 20), (10_000, 5), (100_000, 3)] if everything else [(chosen.schools, 20)]
    for schools, rounds in sizes:
        if schools:
            measure(schools, chosen.rounds or rounds)
    if everything or chosen.scenarios:
        measure_scenarios(chosen.scenarios or 1_000, chosen.rounds or 5)


if __name__ == "__main__":
    main()
