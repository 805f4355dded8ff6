"""Headers that stand over the wrong columns: put right where the data says so, and told."""

import pytest
from support.upc_file import ALDER, BIRCH, CEDAR, CUPC, GROUPS

from bsa_xl.fiscal_year import FiscalYear

FY2023 = FiscalYear(2023)


def said(imported) -> list[str]:
    return [str(finding) for finding in imported.findings]


def counts(imported, school_id: str = "54719936054142") -> dict[str, int]:
    table = imported.counts[FY2023, "census"]
    return {group: int(table.count(school_id, group)) for group in table.columns}


class TestShiftedHeaders:
    @pytest.mark.parametrize("lost", range(12, 21))
    def test_whichever_name_of_a_count_is_lost_the_counts_stand_right(self, publish, lost):
        names = CUPC.split(",")
        header = ",".join(names[:lost] + names[lost + 1 :]) + ","
        imported = publish(header, ALDER, BIRCH, CEDAR)
        assert counts(imported) == counts(publish(CUPC, ALDER, BIRCH, CEDAR))
        assert [finding.id for finding in imported.findings] == ["DATA-52"]
        assert f"column {lost + 1} was read as" in said(imported)[0]

    def test_a_header_that_stands_one_column_too_far_left_as_a_whole(self, publish):
        imported = publish(CUPC + ",", *(f",{row}" for row in (ALDER, BIRCH, CEDAR)))
        assert set(counts(imported)) == GROUPS
        assert [finding.id for finding in imported.findings] == ["DATA-52"]

    def test_a_header_that_stands_one_column_too_far_right_as_a_whole(self, publish):
        imported = publish("," + CUPC, *(f"{row}," for row in (ALDER, BIRCH, CEDAR)))
        assert counts(imported)["upc"] == 441
        assert [finding.id for finding in imported.findings] == ["DATA-52"]

    def test_a_column_that_nobody_named_and_nothing_explains_is_told(self, publish):
        imported = publish(CUPC + ",", *(f"{row},x{at}" for at, row in enumerate((ALDER, BIRCH))))
        assert said(imported) == [
            (
                "published.csv, line 2: column 23 has the value 'x0' but no name. "
                "Name the column in the header to import it. [DATA-39]"
            )
        ]
        assert set(counts(imported)) == GROUPS
