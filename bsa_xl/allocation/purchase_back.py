"""Central services that schools keep, or take as money: what one gets, the central budget gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from bsa_xl.district import Service
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import to_dollars
from bsa_xl.policy import PurchaseBack

from .arithmetic import Mask, rounded_cents
from .columns import LineColumn, RowStatus, StatusColumn, Terms, is_paid
from .grounds import Grounds
from .kept import ControlTotal
from .wording import POLICY

NO_EFFECT = FindingKind(
    "ALO-70",
    "Choice of a service reaches nobody",
    Severity.FATAL,
    "A school that chose money would be told it has the choice, and get nothing.",
)
NOT_ON_MENU = FindingKind(
    "ALO-71",
    "Menu names what cannot be offered",
    Severity.FATAL,
    "A service that is not in services.csv has no value, and one in another program is not ours.",
)

_PER_SCHOOL = "what the service is worth to a school"


def purchase_back_lines(component: PurchaseBack, grounds: Grounds) -> Iterator[LineColumn]:
    """Two lines for each service: taken, which the school plans, and kept, held centrally."""
    status, menu = grounds.statuses(component), _menu(component, grounds)
    taken = _taken(component, grounds, menu, status)
    whole = allocated = 0
    for service in menu:
        value = _value(component, service, grounds, status)
        takes = taken[service.code]
        whole += value.total_cents
        for column in (_taken_line(value, service, takes), _kept_line(value, service, ~takes)):
            allocated += column.total_cents
            yield column
    grounds.controls.append(ControlTotal(component.id, component.label, whole, allocated))


def _menu(component: PurchaseBack, grounds: Grounds) -> list[Service]:
    """The services on the menu, in the order of services.csv."""
    known = {service.code for service in grounds.district.services}
    missing = [code for code in component.services if code not in known]
    for code in missing:
        grounds.findings.append(
            NOT_ON_MENU.at(
                POLICY,
                f"'{component.label}' offers '{code}', which services.csv does not list.",
                "Add the service, or take it off services: in the policy.",
            )
        )
    programs = {program.id for program in grounds.policy.programs}
    menu = []
    for service in grounds.district.services:
        if component.services and service.code not in component.services:
            continue
        if service.program and service.program not in programs:
            grounds.findings.append(
                NOT_ON_MENU.at(
                    service.where,
                    f"'{service.title}' ({service.code}) is under the program "
                    f"'{service.program}', which the policy does not have.",
                    "Correct the program, or leave it empty for the component's own.",
                )
            )
            continue
        menu.append(service)
    return menu


def _taken(
    component: PurchaseBack, grounds: Grounds, menu: list[Service], status: StatusColumn
) -> dict[str, Mask]:
    """Who takes each service as money; a choice that reaches nobody is told."""
    taken = {service.code: np.zeros(len(grounds.ids), dtype=np.bool_) for service in menu}
    offered = is_paid(status)
    for choice in grounds.district.choices:
        if choice.fiscal_year != grounds.year or not choice.takes:
            continue
        row = grounds.rows.get(choice.school_id)
        if row is not None and offered[row] and choice.service in taken:
            taken[choice.service][row] = True
            continue
        why = "is not on the menu" if row is not None and offered[row] else "is not offered to it"
        grounds.findings.append(
            NO_EFFECT.at(
                choice.where,
                f"School {choice.school_id} takes '{choice.service}' as money, which {why} by "
                f"'{component.label}'.",
                "Correct the choice, or the component's schools: and services:.",
                school_id=choice.school_id,
            )
        )
    return taken


def _value(
    component: PurchaseBack, service: Service, grounds: Grounds, status: StatusColumn
) -> LineColumn:
    """What a service is worth at every school that is offered it, kept or taken."""
    own = component.model_copy(update={"program": service.program or component.program})
    terms = grounds.terms(own)
    label = f"{component.label}: {service.title}"
    terms = replace(terms, key=f"{component.id}:{service.code}", label=label)
    rate = grounds.effective(to_dollars(service.cents), label)
    if service.per == "pupil":
        counted = grounds.counts.counted(component.counts, component.measure)
        return grounds.priced(terms, status, counted, rate)
    if rate is None:
        return grounds.to_come(terms, status)
    worth = rounded_cents(rate, grounds.policy.rounding.lines)
    cents = grounds.paid_only(np.full(len(grounds.ids), worth, dtype=np.int64), status)
    return LineColumn(terms, status, cents, rate_cents=cents, counted=_PER_SCHOOL)


def _taken_line(value: LineColumn, service: Service, takes: Mask) -> LineColumn:
    terms = replace(
        value.terms,
        label=f"{value.terms.label}, taken as money",
        note=f"The central office no longer gives it: {service.keeps}." if service.keeps else "",
        held_by="school",
    )
    return _where(value, terms, takes)


def _kept_line(value: LineColumn, service: Service, keeps: Mask) -> LineColumn:
    terms = replace(
        value.terms,
        key=f"{value.terms.key}:kept",
        label=f"{value.terms.label}, kept as a service",
        note=f"{service.keeps}." if service.keeps else "",
        held_by="central",
    )
    return _where(value, terms, keeps)


def _where(value: LineColumn, terms: Terms, rows: Mask) -> LineColumn:
    """The same line for some schools alone."""
    status = np.where(rows, value.status, np.uint8(RowStatus.ABSENT)).astype(np.uint8)
    cents = value.cents * rows
    whole = None if value.rate_cents is None else cents
    return replace(value, terms=terms, status=status, cents=cents, rate_cents=whole)
