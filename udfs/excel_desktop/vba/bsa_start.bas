Attribute VB_Name = "bsa_start"
Option Explicit

' Starts Python for a button, and says in plain words why it could not. All buttons come through here.

Private Const TITLE As String = "BSA-XL"
Private Const BUTTONS As String = "bsa_xl.udfs.excel_desktop.buttons"

Public Sub BsaPress(ByVal button As String)
    Dim told As String, trouble As String
    trouble = BsaTrouble()
    If trouble <> "" Then
        BsaTell trouble
        Exit Sub
    End If
    On Error GoTo failed
    Application.StatusBar = "BSA-XL is working ..."
    XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    told = XLPy.Str(XLPy.Call(XLPy.Module(BUTTONS), "press", XLPy.Tuple(button, XLWINGS_VERSION, BSA_FORM)))
    Application.StatusBar = False
    If told <> "" Then BsaTell told
    Exit Sub
failed:
    told = BsaPlainError(Err.Description)
    Application.StatusBar = False
    BsaTell told
End Sub

' Why no button can work now, and what to do; nothing where all is well.
Public Function BsaTrouble() As String
    Dim python As String
    #If Mac Then
        BsaTrouble = "The buttons of BSA-XL need Excel on Windows. Everything else in this workbook works here."
    #Else
        python = GetConfig("INTERPRETER_WIN", "")
        If python = "" Then
            BsaTrouble = "BSA-XL is not set up on this computer. " & _
                "Run in a command prompt: bsa-xl excel install"
        ElseIf Not FileExists(python) Then
            BsaTrouble = "The Python of BSA-XL is no longer there: " & python & ". " & _
                "Run in a command prompt of the new one: bsa-xl excel install"
        ElseIf Not BsaHasLibrary(python) Then
            BsaTrouble = "These buttons were made for xlwings " & XLWINGS_VERSION & ", and the Python of BSA-XL " & _
                "has another version or none. Run in a command prompt: """ & python & """ -m pip install xlwings==" & XLWINGS_VERSION
        ElseIf ActiveWorkbook Is Nothing Then
            BsaTrouble = "No workbook is open. Open one, and press the button again."
        End If
    #End If
End Function

' Whether xlwings of exactly our version lies beside Python, or above it as in a virtual environment.
Private Function BsaHasLibrary(ByVal python As String) As Boolean
    Dim library As String
    #If Win64 Then
        library = "\xlwings64-" & XLWINGS_VERSION & ".dll"
    #Else
        library = "\xlwings32-" & XLWINGS_VERSION & ".dll"
    #End If
    BsaHasLibrary = FileExists(ParentFolder(python) & library)
    If Not BsaHasLibrary Then BsaHasLibrary = FileExists(ParentFolder(ParentFolder(python)) & library)
End Function

Public Sub BsaTell(ByVal text As String)
    MsgBox BsaFitted(text), vbInformation, TITLE
End Sub

' To the next thing that is open on the Checks sheet, and to the first again after the last; needs
' no Python. Where the last press led is kept here, so that no workbook is changed.
Public Sub BsaNextFinding()
    Static last As Long, seen As String
    Dim missing As String
    On Error GoTo failed
    missing = BsaMissingSheets(ActiveWorkbook, "Checks")
    If missing <> "" Then
        BsaTell missing
        Exit Sub
    End If
    If seen <> ActiveWorkbook.FullName Then last = 0
    seen = ActiveWorkbook.FullName
    last = BsaOpenRow(ActiveWorkbook, last)
    If last = 0 Then last = BsaOpenRow(ActiveWorkbook, 0)
    If last = 0 Then
        BsaTell "Nothing is open on the Checks sheet."
    Else
        Application.Goto Reference:=Application.Range(BsaOpenFinding(ActiveWorkbook, last - 1))
    End If
    Exit Sub
failed:
    BsaTell "The cell of the next finding could not be shown. Open the Checks sheet and use its links."
End Sub
