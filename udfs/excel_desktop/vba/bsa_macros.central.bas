Attribute VB_Name = "bsa_macros"
Option Explicit

' Written by workbook_templates/build.py; changes made here are lost.

' Every fault of the policy and the district's data, with its line and the way out.
Public Sub BsaControlPolicyCheck()
    BsaPress "control-policy-check"
End Sub

' What the formula gives, component by component; nothing is written outside this workbook.
Public Sub BsaControlAllocate()
    BsaPress "control-allocate"
End Sub

' Everything that issuing does but the writing.
Public Sub BsaControlRehearseIssue()
    BsaPress "control-rehearse-issue"
End Sub

' Writes every school's workbook into the folder, and enters it in the register.
Public Sub BsaControlIssue()
    BsaPress "control-issue"
End Sub

' Reads and judges every file of the inbox, and records nothing.
Public Sub BsaControlRehearseCollect()
    BsaPress "control-rehearse-collect"
End Sub

' Reads every file of the inbox, and accepts what is sound.
Public Sub BsaControlCollect()
    BsaPress "control-collect"
End Sub

' Where every school stands, and what is to be done next.
Public Sub BsaControlStatus()
    BsaPress "control-status"
End Sub

' Writes every accepted budget into one workbook that foots.
Public Sub BsaControlConsolidate()
    BsaPress "control-consolidate"
End Sub
