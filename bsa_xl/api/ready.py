"""A district ready to issue: its workbooks laid out and drafted, identities to come."""

from __future__ import annotations

from bsa_xl.allocation import Allocation, allocate
from bsa_xl.store import Wanted
from bsa_xl.workbook import FORM_VERSION, Identity

from .capacities import Layouts
from .groups import SchoolBook
from .letters import LetterWriter
from .opened import Opened
from .workbooks import Drafts


class Ready:
    """A district whose workbooks can be stamped: allocated, and drafted as it is asked for them.

    Attributes:
        drafts: one for every school that has a workbook, in the district's order.
        layouts: from which their presses are made.
        school_ids: of the drafts.
    """

    def __init__(
        self,
        opened: Opened,
        allocation: Allocation,
        books: tuple[SchoolBook, ...],
        template_sha256: str = "",
    ) -> None:
        """See how much room the schools' workbooks take.

        Args:
            opened: the district, read without a fatal finding.
            allocation: of the year and event.
            books: the schools with their money.
            template_sha256: of the template that the central office edited; empty for none.

        Raises:
            TooManyPositionsError: a school has more positions than any layout has rows.
        """
        if opened.district is None or opened.policy_file is None:
            raise ValueError("a district that could not be read has no workbooks")
        self.opened = opened
        self.allocation = allocation
        self.policy = opened.policy_file.policy
        self.policy_sha256 = opened.policy_file.sha256
        year = allocation.fiscal_year
        previous = allocate(opened.district, self.policy, year.previous, event=allocation.event)
        last = None if previous.has_fatal else previous
        self.layouts = Layouts(self.policy, books)
        self.school_ids = tuple(book.school.school_id for book in books)
        self.drafts = Drafts(
            books,
            LetterWriter(opened.district, self.policy, year, last),
            self.layouts,
            policy_sha256=self.policy_sha256,
            template_sha256=template_sha256,
        )

    def wanted(self, number: int) -> Wanted:
        """What the register is asked about one of the drafts."""
        draft = self.drafts[number]
        return Wanted(
            school_id=draft.book.school.school_id,
            fiscal_year=str(self.allocation.fiscal_year),
            event=self.allocation.event,
            inputs_digest=draft.digest,
            letter_cents=draft.book.setting.letter_cents,
            is_draft=self.policy.status == "draft",
        )

    def identity(self, school_id: str, revision: int, nonce: str, issued_on: str) -> Identity:
        """The identity of one school's workbook."""
        return Identity(
            school_id=school_id,
            fiscal_year=str(self.allocation.fiscal_year),
            event=self.allocation.event,
            revision=revision,
            template=FORM_VERSION,
            policy=self.policy.policy,
            policy_fingerprint=self.policy_sha256[:16],
            nonce=nonce,
            issued_on=issued_on,
            is_draft=self.policy.status == "draft",
        )
