"""The schools and centres of the sample: id, name, region, specialist, and how great their need."""

from __future__ import annotations

from dataclasses import dataclass

from .draws import Draws, along
from .kinds import Kind, kinds_of
from .names import place_names


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the district.

    Attributes:
        share: of every hundred schools, how many lie in it.
        need: per mille of need of its best-off and its worst-off schools.
    """

    name: str
    share: int
    need: tuple[int, int]
    board_districts: tuple[str, ...]


_REGIONS = (
    Region("Central", 20, (330, 1000), ("1", "2")),
    Region("Mesa", 19, (250, 1000), ("2", "3")),
    Region("Harbor", 17, (200, 950), ("3", "4")),
    Region("Valley", 18, (80, 880), ("4", "5")),
    Region("Foothill", 14, (0, 700), ("5", "6")),
    Region("Lakeshore", 12, (0, 560), ("6", "7")),
)  # fmt: skip

_FIRST_ID, _ID_STEP = 109, 7
_CENTER_STEP = 3
_SCHOOLS_A_SPECIALIST = 14
#: Below this need, per mille, a school has too few pupils of poor families for Title I.
_TITLE_I_FROM = 110
_KIND_WORDS = {
    "Elementary": "Elementary School",
    "Middle": "Middle School",
    "High": "High School",
    "Span": "Span School",
}
_GRADES = {"Elementary": "TK-5", "Middle": "6-8", "High": "9-12", "Span": "TK-12"}


@dataclass(frozen=True, slots=True)
class SampleSchool:
    """A school or centre as the sample knows it.

    Attributes:
        number: 0 for the first school of the file; a centre has its host's.
        need: per mille of schools that are better off; poverty and language follow from it.
        school_type: ``Regular``, ``Continuation`` or ``Center``; the policy's gates use it.
        host_id: the school whose workbook carries this centre; empty for a school.
    """

    number: int
    school_id: str
    name: str
    kind: Kind
    need: int
    region: Region
    board_district: str
    specialist: str
    school_type: str
    opened: str = ""
    host_id: str = ""

    @property
    def is_center(self) -> bool:
        """Whether it is budgeted with a host."""
        return bool(self.host_id)

    @property
    def is_title_i(self) -> bool:
        """Whether Title I serves it."""
        return self.need >= _TITLE_I_FROM and not self.is_center

    def row(self) -> dict[str, str]:
        """Its row of schools.csv."""
        return {
            "school_id": self.school_id,
            "name": self.name,
            "level": self.kind.level,
            "grades": _GRADES[self.kind.level],
            "model": "pilot" if self.kind.is_pilot else "formula",
            "opened": self.opened,
            "closes_on": "",
            "site_code": f"1{self.school_id}",
            "region": self.region.name,
            "board_district": self.board_district,
            "specialist": self.specialist,
            "mailbox": f"budget-{self.school_id}@schools.example",
            "budgeted_with": self.host_id,
            "title_i": "yes" if self.is_title_i else "no",
            "school_type": self.school_type,
        }


def sample_schools(seed: int, schools: int) -> list[SampleSchool]:
    """So many schools with a workbook of their own, each followed by the centre it hosts."""
    names = place_names(seed, schools)
    met: dict[str, int] = {}
    found: list[SampleSchool] = []
    for number, kind in enumerate(kinds_of(seed, schools)):
        draws = Draws(seed, "school", number)
        region = _region(draws, kind)
        met[region.name] = met.get(region.name, 0) + 1
        school = _school(number, names[number], kind, region, draws, met[region.name])
        found.append(school)
        if kind.hosts_center:
            found.append(_center(school, draws))
    return found


def _region(draws: Draws, kind: Kind) -> Region:
    """A region by its share; a school whose need is told lies where such need is found."""
    place = draws.below(100)
    for region in _REGIONS:
        place -= region.share
        if place < 0:
            break
    if kind.need is None or region.need[0] <= kind.need <= region.need[1]:
        return region
    return next(r for r in _REGIONS if r.need[0] <= kind.need <= r.need[1])


def _school(
    number: int, name: str, kind: Kind, region: Region, draws: Draws, met: int
) -> SampleSchool:
    words = "Continuation High School" if kind.is_continuation else _KIND_WORDS[kind.level]
    need = draws.between(*region.need) if kind.need is None else kind.need
    desk = 1 + _REGIONS.index(region) * 20 + (met - 1) // _SCHOOLS_A_SPECIALIST
    return SampleSchool(
        number=number,
        school_id=f"{_FIRST_ID + number * _ID_STEP:04d}",
        name=f"{name} {words}",
        kind=kind,
        need=need,
        region=region,
        board_district=draws.pick(region.board_districts),
        specialist=f"SFS-{desk:03d}",
        school_type="Continuation" if kind.is_continuation else "Regular",
        opened=f"{along(((0, 2007), (99, 2019)), draws.below(100))}-08-15" if kind.is_pilot else "",
    )


def _center(host: SampleSchool, draws: Draws) -> SampleSchool:
    """A magnet centre on the host's campus: pupils and lines of its own, the host's workbook."""
    pupils = draws.between(host.kind.pupils // 8, host.kind.pupils // 4)
    theme = draws.pick(("Arts", "Science", "Languages", "Engineering"))
    return SampleSchool(
        number=host.number,
        school_id=f"{int(host.school_id) + _CENTER_STEP:04d}",
        name=f"{host.name.split()[0]} {theme} Magnet Center",
        kind=Kind(host.kind.level, pupils),
        need=max(0, host.need - 150),
        region=host.region,
        board_district=host.board_district,
        specialist=host.specialist,
        school_type="Center",
        host_id=host.school_id,
    )
