"""How numbers are shown: the formats that cells take, by what they hold."""

from __future__ import annotations

from .declare import Kind

DOLLARS_AND_CENTS = '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)'
DOLLARS = '_($* #,##0_);_($* (#,##0);_($* "-"??_);_(@_)'
#: Dollars in a column, where the header says what they are, and in a cell that stands alone; by
#: the decimals of the policy's dollars.
COLUMN_DOLLARS = {
    2: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    0: '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)',
}
FIGURE_DOLLARS = {2: "$#,##0.00_);($#,##0.00)", 0: "$#,##0_);($#,##0)"}
#: Dollars that a school types, with the cents that it types.
TYPED_DOLLARS = COLUMN_DOLLARS[2]
#: Dollars per unit of count: cents always, up to six decimals where there are more.
RATE = '#,##0.00????_);-#,##0.00????_);"-"_)'
#: Numbers that are whole but for a few; those that are not take the second format.
WHOLE, BROKEN = "#,##0_)", "#,##0.0##_)"
#: A figure that is a percentage already.
PERCENT = '0.0"%"_)'
#: What shows nothing.
NOTHING = ";;;"
#: Of every kind that does not depend on the policy's dollars.
FORMATS = {
    Kind.FTE: '0.0???_);-0.0???_);"-"????_)',
    Kind.COUNT: '#,##0_);(#,##0);"-"_)',
    Kind.SHARE: "0",
    Kind.NUMBER: WHOLE,
    Kind.DATE: "m/d/yyyy",
    Kind.TEXT: "@",
}
