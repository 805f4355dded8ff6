Attribute VB_Name = "bsa_here"
Option Explicit

' What BSA-XL can do without Python: say what it is, and lead to what is open on the Checks sheet.
' This module calls nothing of xlwings, so it works on every computer and in LibreOffice too.

' The form of the calls between this project and Python; both sides must know the same one.
Public Const BSA_FORM As Long = 1
Private Const CHECKS As String = "Checks"
Private Const LAST_HEADING As Long = 20
Private Const MOST_ROWS As Long = 2000

Public Function BsaForm() As Long
    BsaForm = BSA_FORM
End Function

' The sheets of a list such as "Checks,Staffing" that a workbook lacks, as a sentence; else nothing.
Public Function BsaMissingSheets(ByVal book As Object, ByVal wanted As String) As String
    Dim names As Variant, i As Long, missing As String
    names = Split(wanted, ",")
    For i = LBound(names) To UBound(names)
        If Not BsaHasSheet(book, CStr(names(i))) Then
            If missing <> "" Then missing = missing & ", "
            missing = missing & names(i)
        End If
    Next i
    If missing <> "" Then
        BsaMissingSheets = "This workbook has no sheet " & missing & ". " & _
            "Open the workbook that the central office sent you, and press the button again."
    End If
End Function

Public Function BsaHasSheet(ByVal book As Object, ByVal wanted As String) As Boolean
    Dim sheet As Object
    For Each sheet In book.Worksheets
        If sheet.Name = wanted Then BsaHasSheet = True
    Next sheet
End Function

' Where the first thing that is open on the Checks sheet stands: "Staffing!H12". Nothing open: "".
' Rows are looked at from the one below "after" on; 0 begins at the top.
Public Function BsaOpenFinding(ByVal book As Object, ByVal after As Long) As String
    Dim row As Long
    row = BsaOpenRow(book, after)
    If row > 0 Then BsaOpenFinding = BsaFirstCell(book, row)
End Function

' The row of the Checks sheet below "after" whose word says that something is open; 0: none.
Public Function BsaOpenRow(ByVal book As Object, ByVal after As Long) As Long
    Dim sheet As Object, row As Long, head As Long, words As Long, word As String
    Set sheet = book.Worksheets(CHECKS)
    head = BsaHeadRow(sheet)
    If head = 0 Then Exit Function
    words = BsaColumn(sheet, head, "Result")
    row = head
    If after > head Then row = after
    Do While row < MOST_ROWS
        row = row + 1
        If CStr(sheet.Cells(row, 1).Value) = "" Then Exit Do
        word = CStr(sheet.Cells(row, words).Value)
        If word = "FIX" Or word = "TO DO" Or word = "EXPLAIN" Then
            BsaOpenRow = row
            Exit Function
        End If
    Loop
End Function

Private Function BsaFirstCell(ByVal book As Object, ByVal row As Long) As String
    Dim sheet As Object
    Set sheet = book.Worksheets(CHECKS)
    BsaFirstCell = CStr(sheet.Cells(row, BsaColumn(sheet, BsaHeadRow(sheet), "first")).Value)
    If BsaFirstCell = "" Then BsaFirstCell = CHECKS & "!E" & row
End Function

Private Function BsaHeadRow(ByVal sheet As Object) As Long
    Dim row As Long
    For row = 1 To LAST_HEADING
        If CStr(sheet.Cells(row, 1).Value) = "Row" And CStr(sheet.Cells(row, 2).Value) = "Check" Then
            BsaHeadRow = row
            Exit Function
        End If
    Next row
End Function

Private Function BsaColumn(ByVal sheet As Object, ByVal head As Long, ByVal title As String) As Long
    Dim column As Long
    For column = 1 To 40
        If CStr(sheet.Cells(head, column).Value) = title Then
            BsaColumn = column
            Exit Function
        End If
    Next column
    Err.Raise 1002, , "The Checks sheet has no column " & title & "."
End Function

' A text that fits a message box.
Public Function BsaFitted(ByVal text As String) As String
    BsaFitted = text
    If Len(text) > 1000 Then BsaFitted = Left(text, 996) & " ..."
End Function

' What a person does about an error that kept Python from answering.
Public Function BsaPlainError(ByVal said As String) As String
    If InStr(said, "No module named 'bsa_xl") > 0 Then
        BsaPlainError = "The Python of BSA-XL does not have BSA-XL in it. " & _
            "Install it there again, then run in a command prompt: bsa-xl excel install"
    ElseIf InStr(said, "No module named 'xlwings") > 0 Or InStr(said, "Could not load xlwings") > 0 Then
        BsaPlainError = "The Python of BSA-XL does not have the right xlwings in it. " & _
            "Run in a command prompt: bsa-xl excel doctor"
    Else
        BsaPlainError = "BSA-XL could not reach its Python. " & _
            "Run in a command prompt: bsa-xl excel doctor" & vbLf & vbLf & "Excel said: " & said
    End If
End Function
