Attribute VB_Name = "bsa_ribbon"
Option Explicit

' What the buttons of the ribbon call. A button's tag is the name of what it does.

Public Sub BsaRibbonPress(control As IRibbonControl)
    BsaPress control.Tag
End Sub

Public Sub BsaRibbonNextFinding(control As IRibbonControl)
    BsaNextFinding
End Sub

Public Sub BsaRibbonFunctionHelp(control As IRibbonControl)
    BsaFunctionHelp
End Sub

' A workbook's own tab stays away where the add-in shows the same one.
Public Sub BsaRibbonShown(control As IRibbonControl, ByRef visible)
    Dim addin As Workbook
    On Error Resume Next
    Set addin = Workbooks("bsa_xl.xlam")
    On Error GoTo 0
    visible = (addin Is Nothing) Or ThisWorkbook.IsAddin
End Sub
