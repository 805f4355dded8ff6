Attribute VB_Name = "bsa_help"
Option Explicit

' Written by workbook_templates/build.py; changes made here are lost.

Public Sub BsaFunctionHelp()
    On Error Resume Next
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_rounded", _
        Category:="BSA-XL", _
        Description:="Round numbers, halves away from zero, as Excel's ROUND does on what the cells show.", _
        ArgumentDescriptions:=Array( _
        "The numbers, a cell or a range; empty cells stay empty.", _
        "Digits after the decimal point, -9 to 9; 2 if left out.")
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!bsa_share_out", _
        Category:="BSA-XL", _
        Description:="Share dollars in proportion to claims, in whole cents, losing none (largest remainder).", _
        ArgumentDescriptions:=Array( _
        "Dollars to share, a whole number of cents.", _
        "What each is shared by, such as pupils; zero or more. Empty cells get nothing.")
    BsaTell "Press Shift+F3 and choose the category BSA-XL to see what each function is for. " & _
        "Functions: bsa_rounded, bsa_share_out."
End Sub
