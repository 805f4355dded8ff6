"""Schools with autonomy: a lump sum by their peers, a start-up, services taken as money.

============= ==================== ==============================================================
kind          unit                 what a school gets
============= ==================== ==============================================================
peer_average  share of average     count x what its peers are given a pupil, by the lines above
start_up      USD per school       dollars by its year of operation
purchase_back USD per service      the value of the central services that it does not keep
============= ==================== ==============================================================
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .component_block import ComponentBlock
from .document import (
    Block,
    ComponentName,
    CountName,
    Dollars,
    Factors,
    SchoolColumn,
    SchoolGate,
    ServiceCode,
    SourceField,
)
from .scalars import Number


class PeerAverage(ComponentBlock):
    """A lump sum: its pupils x what comparable schools are given a pupil.

    The average is the dollars of the lines above over the pupils of the peers: schools that the
    gate ``peers`` lets in, that do not get this component themselves, and that agree with the
    school in the columns ``same``. The line shows the group and its average.

    Attributes:
        of: ids of the components above that are averaged; empty for every line that schools plan
            themselves.
        counts: the pupils.
        peers: whom a school is compared with; empty for every school without this component.
        same: columns of schools.csv in which a school and its peers agree, such as the level.
        generally_at_most: pupils beyond which a school is named; nobody is paid less for it.
        values: the share of the average that is paid, 1 for all of it.
    """

    kind: Literal["peer_average"]
    unit: Literal["share of average"]
    of: tuple[ComponentName, ...] = ()
    counts: CountName = "enrollment"
    peers: SchoolGate = Field(default_factory=SchoolGate)
    same: tuple[SchoolColumn, ...] = ("level",)
    generally_at_most: Factors | None = None
    values: Factors


class StartUpYear(Block):
    """Dollars of one year of operation.

    Attributes:
        year: 1 in the fiscal year in which a school opened.
        source: its own authority; None where the component's covers it.
    """

    year: Number
    values: Dollars
    source: SourceField | None = None


class StartUp(ComponentBlock):
    """Dollars for a new school, by its year of operation; the date is ``opened`` of schools.csv.

    Attributes:
        years: the years of operation that have a supplement, the first one first.
    """

    kind: Literal["start_up"]
    unit: Literal["USD per school"]
    years: tuple[StartUpYear, ...] = Field(min_length=1)


class PurchaseBack(ComponentBlock):
    """Central services that a school keeps, or takes as money; choices.csv says which.

    A service that is kept stays a line that the central office holds; one that is taken becomes a
    line that the school plans, so that the central budget falls by what the school gets. What is
    not chosen is kept.

    Attributes:
        services: codes of services.csv on the menu; empty for all of them.
        counts: the pupils of services that are valued per pupil.
    """

    kind: Literal["purchase_back"]
    unit: Literal["USD per service"]
    services: tuple[ServiceCode, ...] = ()
    counts: CountName = "enrollment"


Piloting = PeerAverage | StartUp | PurchaseBack
