Attribute VB_Name = "bsa_help"
Option Explicit

' Written by workbook_templates/build.py; changes made here are lost.

Public Sub BsaFunctionHelp()
    On Error Resume Next
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_rate", _
        Category:="BSA-XL", _
        Description:="Dollars per unit of count of components at schools: a row a school, a column a component.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "Ids or names, one below another; an empty cell is answered by an empty row.", _
        "Ids of components, adjustments or their lines, side by side; empty where a school has no such line.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_count", _
        Category:="BSA-XL", _
        Description:="Who is counted for components at schools, as a number: a row a school, a column a component.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "Ids or names, one below another; an empty cell is answered by an empty row.", _
        "Ids of components, adjustments or their lines, side by side; empty where a school has no such line.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_fte", _
        Category:="BSA-XL", _
        Description:="FTE that components give schools: a row a school, a column a component.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "Ids or names, one below another; an empty cell is answered by an empty row.", _
        "Ids of components or their lines, side by side; empty where a school is given no FTE by it.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_amount", _
        Category:="BSA-XL", _
        Description:="Dollars that components give schools: a row a school, a column a component.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "Ids or names, one below another; an empty cell is answered by an empty row.", _
        "Ids of components, adjustments, their lines or programs, or total, side by side; 0 where a school has no such line.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_sentence", _
        Category:="BSA-XL", _
        Description:="How components came about at schools, in words: a row a school, a column a component.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "Ids or names, one below another; an empty cell is answered by an empty row.", _
        "Ids of components, adjustments, their lines or programs, or total, side by side.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_allocation", _
        Category:="BSA-XL", _
        Description:="A school's whole allocation letter, line by line below a header; no total line.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "The school's id or name.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_what_if", _
        Category:="BSA-XL", _
        Description:="Schools' dollars with other counts: as they are, with the changes, the difference.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "Ids or names, one below another; an empty cell is answered by an empty row.", _
        "Columns of counts.csv, side by side, such as el; of another measure, census:el.", _
        "A row a school and a column a group; an empty cell leaves the count as it is, but one empty cell alone is 0 in LibreOffice. All changes hold at once, and pools are shared anew.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_what_if_lines", _
        Category:="BSA-XL", _
        Description:="A school's lines with other counts, below a header; dollars and FTE, not an allocation.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "The school's id or name.", _
        "Columns of counts.csv, side by side, such as el; of another measure, census:el.", _
        "One for each group; an empty cell leaves the count as it is, but one empty cell alone is 0 in LibreOffice.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_peers", _
        Category:="BSA-XL", _
        Description:="Schools of the same level nearest in enrollment and share in need, below a header.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "The school's id or name; it is not in the table itself.", _
        "Schools at most, 1 to 100; 5 if left out. An empty cell is 5 in Excel and an error in LibreOffice.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_position_cost", _
        Category:="BSA-XL", _
        Description:="What positions cost in the year with benefits, dollars, as a school's Staffing prices them.", _
        ArgumentDescriptions:=Array( _
        "The district's folder or workbook, with its whole path.", _
        "The fiscal year, such as FY2026.", _
        "Codes or titles of positions.csv, one below another; for actual cost, position numbers of staff.csv. An empty cell is answered by an empty one.", _
        "FTE of each, 0 to 2: one for every title, or one for all. One empty cell alone is an error in Excel and 0 in LibreOffice.", _
        "Persons, 0 to 999: one for every title, or one for all; 1 if left out. One empty cell alone is an error in Excel and 0 in LibreOffice.", _
        "average (positions.csv) or actual (the pay that staff.csv has for the position); average if left out.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_balance", _
        Category:="BSA-XL", _
        Description:="Dollars given, planned and left by program of a school's workbook: a row a program.", _
        ArgumentDescriptions:=Array( _
        "The workbook's hidden sheet, Snapshot!A1:B60.", _
        "All of its sheet from A1 on, such as Staffing!A1:DZ600.", _
        "All of its sheet from A1 on, such as Spending!A1:AZ300.", _
        "Ids or names of programs, one below another, each answered by three numbers; if left out, a table of all programs with a header.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_findings", _
        Category:="BSA-XL", _
        Description:="What is to be mended or done in a school's workbook, below a header: a row a finding.", _
        ArgumentDescriptions:=Array( _
        "The workbook's hidden sheet, Snapshot!A1:B60.", _
        "All of its sheet from A1 on, such as Staffing!A1:DZ600.", _
        "All of its sheet from A1 on, such as Spending!A1:AZ300.", _
        "All of its sheet from A1 on, such as Checks!A1:Z120.", _
        "All of its sheet from A1 on, such as 'Sign-off'!A1:Z60.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_since_issue", _
        Category:="BSA-XL", _
        Description:="Every entry that differs from how a school's workbook was issued, below a header.", _
        ArgumentDescriptions:=Array( _
        "The workbook's hidden sheet, Snapshot!A1:B60.", _
        "All of its sheet from A1 on, such as Staffing!A1:DZ600.", _
        "All of its sheet from A1 on, such as Spending!A1:AZ300.", _
        "All of its sheet from A1 on, such as Checks!A1:Z120.", _
        "All of its sheet from A1 on, such as 'Sign-off'!A1:Z60.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_share_out", _
        Category:="BSA-XL", _
        Description:="Share dollars in proportion to claims, in whole cents, losing none (largest remainder).", _
        ArgumentDescriptions:=Array( _
        "Dollars to share, a whole number of cents, below ten trillion; an empty cell is an error in Excel and 0 in LibreOffice.", _
        "What each is shared by, such as pupils; zero or more. Empty cells get nothing.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_rounded", _
        Category:="BSA-XL", _
        Description:="Round numbers, halves away from zero, as Excel's ROUND does on what the cells show.", _
        ArgumentDescriptions:=Array( _
        "The numbers, a cell or a range; empty cells stay empty, but one alone is 0 in LibreOffice.", _
        "Digits after the decimal point, -9 to 9; 2 if left out. An empty cell is 2 in Excel and 0 in LibreOffice.")
    BsaTell "Press Shift+F3 and choose the category BSA-XL to see what each function is for. " & _
        "Functions: bsa_rate, bsa_count, bsa_fte, bsa_amount, bsa_sentence, bsa_allocatio" & _
        "n, bsa_what_if, bsa_what_if_lines, bsa_peers, bsa_position_cost, bsa_balance, bs" & _
        "a_findings, bsa_since_issue, bsa_share_out, bsa_rounded."
End Sub
