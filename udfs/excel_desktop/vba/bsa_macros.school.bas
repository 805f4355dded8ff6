Attribute VB_Name = "bsa_macros"
Option Explicit

' Written by workbook_templates/build.py; changes made here are lost.

' Lists everything that is open, each with its cell and what to do, and goes to the first of them.
Public Sub BsaCheckMyBudget()
    BsaPress "check-my-budget"
End Sub

' Says what the selected cell is, what it follows from, and what was found there.
Public Sub BsaExplainThisCell()
    BsaPress "explain-this-cell"
End Sub

' Lists every entry that differs from how the workbook was issued, old and new.
Public Sub BsaWhatChanged()
    BsaPress "what-changed"
End Sub

' Prices every position anew, and shows it beside the cost of its row.
Public Sub BsaPriceStaffing()
    BsaPress "price-staffing"
End Sub

' Says whether the workbook can be sent in, what is missing, and what the receipt will say.
Public Sub BsaPrepareSubmission()
    BsaPress "prepare-submission"
End Sub
