"""The kinds of school, how many of each, and how large they are: Los Angeles' proportions.

Los Angeles Unified ran 732 schools in 2025-26: 467 elementary, 79 middle, 154 high and 32 span
schools with 351,851 pupils (California School Explorer, from the Department of Education's files).
The sample has 833 schools, the number of 2012-13, with about 650,000 pupils, the number of that
time; so its schools are larger than today's, in the same proportions to one another.
"""

from __future__ import annotations

from dataclasses import dataclass

from bsa_xl.money import share_out

from .draws import Draws, along

#: How many district-run schools of each level there are among Los Angeles' 732.
LEVEL_PROPORTIONS = {"Elementary": 467, "Middle": 79, "High": 154, "Span": 32}

#: High schools smaller than this are continuation schools.
CONTINUATION_BELOW = 150

#: Pupils by per mille of a level's schools, from the smallest to the largest.
_SIZES = {
    "Elementary": (
        (0, 148), (50, 222), (100, 283), (250, 445), (500, 606), (750, 775), (900, 950),
        (950, 1060), (1000, 1490),
    ),
    "Middle": (
        (0, 214), (50, 410), (100, 545), (250, 725), (500, 1185), (750, 1650), (900, 1850),
        (950, 2060), (1000, 2310),
    ),
    "High": (
        (0, 27), (50, 48), (100, 74), (250, 121), (400, 430), (500, 640), (750, 1480), (900, 2490),
        (950, 2890), (1000, 3330),
    ),
    "Span": (
        (0, 106), (50, 112), (100, 198), (250, 735), (500, 1160), (750, 1715), (900, 1960),
        (1000, 2480),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What is decided of a school before anything is drawn.

    Attributes:
        level: ``Elementary``, ``Middle``, ``High`` or ``Span``.
        pupils: projected enrollment of the year that is budgeted.
        need: per mille of the district's schools that are better off, where the story fixes it.
        is_pilot: whether it is charged the actual cost of its people.
        hosts_center: whether a centre on its campus is budgeted with it.
        is_over: whether its positions cost more than its money, by design.
    """

    level: str
    pupils: int
    need: int | None = None
    is_pilot: bool = False
    hosts_center: bool = False
    is_over: bool = False

    @property
    def is_continuation(self) -> bool:
        """Whether it is a small high school for pupils behind in credits."""
        return self.level == "High" and self.pupils < CONTINUATION_BELOW


#: The first schools of every sample: one of each kind that a reader or a test wants to meet.
FIRST_KINDS = (
    Kind("Elementary", 612, need=520),
    Kind("Middle", 1_248, need=700),
    Kind("High", 3_384, need=620),
    Kind("High", 46),
    Kind("Elementary", 388, need=820, is_pilot=True),
    Kind("Span", 1_176, need=430),
    Kind("Elementary", 164, need=900),
    Kind("High", 412, need=850, is_pilot=True),
    Kind("Middle", 906, need=640, is_over=True),
    Kind("Elementary", 724, need=560, hosts_center=True),
    Kind("Elementary", 1_322, need=30),
    Kind("High", 1_640, need=330),
)

#: How many more there are among the rest of 833.
_MORE_PILOTS, _MORE_HOSTS, _MORE_OVER = 10, 5, 5
_FULL_REST = 833 - len(FIRST_KINDS)
_PILOT_AT_MOST = 620


def kinds_of(seed: int, schools: int) -> list[Kind]:
    """The kinds of a sample of so many schools, in the order of the file.

    Args:
        seed: the sample's seed.
        schools: 12 or more; the first twelve are always `FIRST_KINDS`.
    """
    first = list(FIRST_KINDS)
    rest = [kind for level, count in _rest(schools).items() for kind in _drawn(seed, level, count)]
    return first + _with_stories(seed, Draws(seed, "order").shuffled(rest))


def _rest(schools: int) -> dict[str, int]:
    """How many schools of each level stand beside the first ones."""
    wanted = share_out(schools, LEVEL_PROPORTIONS)
    met = [kind.level for kind in FIRST_KINDS]
    claims = {level: max(0, count - met.count(level)) for level, count in wanted.items()}
    rest = schools - len(FIRST_KINDS)
    return share_out(rest, claims) if rest > 0 else {}


def _drawn(seed: int, level: str, count: int) -> list[Kind]:
    """Schools of one level, spread evenly over its sizes, each a little off its place."""
    draws = Draws(seed, "sizes", level)
    kinds = []
    for place in range(count):
        typical = along(_SIZES[level], (1000 * place + 500) // count)
        kinds.append(Kind(level, typical * draws.middling(960, 1040) // 1000))
    return kinds


def _with_stories(seed: int, kinds: list[Kind]) -> list[Kind]:
    """The same schools, a few of them pilots, hosts of a centre, or over their money."""
    draws = Draws(seed, "stories")
    plain = [place for place, kind in enumerate(kinds) if not kind.is_continuation]
    places = draws.shuffled(plain)
    small = [place for place in places if kinds[place].pupils <= _PILOT_AT_MOST]

    def some(of_full: int) -> int:
        return of_full * len(kinds) // _FULL_REST

    told = list(kinds)
    for place in small[: some(_MORE_PILOTS)]:
        told[place] = Kind(told[place].level, told[place].pupils, is_pilot=True)
    others = [place for place in places if not told[place].is_pilot]
    hosts, over = some(_MORE_HOSTS), some(_MORE_OVER)
    for place in others[:hosts]:
        told[place] = Kind(told[place].level, told[place].pupils, hosts_center=True)
    for place in others[hosts : hosts + over]:
        told[place] = Kind(told[place].level, told[place].pupils, is_over=True)
    return told
