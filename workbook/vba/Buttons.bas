Attribute VB_Name = "Buttons"
' What the buttons run: those on Start call these, those of the ribbon come here by way of Ribbon.
Option Explicit

Private Const Title As String = "Scorecard"
Private Const StartSheet As String = "Start"
Private Const HandedOver As String = "kpi_xl.import"
Private Const Tables As String = "Tables (*.xlsx;*.csv;*.tsv),*.xlsx;*.csv;*.tsv"
Private Const Piece As Long = 120
Private Const Stopped As Long = -1

Public Sub RefreshRag()
    If IsReady() Then RunInPython "refresh_rag"
End Sub

Public Sub CheckScorecard()
    If IsReady() Then RunInPython "check_scorecard"
End Sub

Public Sub NewMonth()
    If IsReady() Then RunInPython "new_month"
End Sub

Public Sub ImportTables()
    Dim Files As String
    If Not IsReady() Then Exit Sub
    Files = ChosenFiles()
    If Files = "" Then Exit Sub
    HandOver Files
    RunInPython "import_tables"
End Sub

Public Sub PublishPacks()
    If IsReady() Then RunInPython "publish_packs"
End Sub

Public Sub ShowHelp()
    Dim Sheet As Object
    For Each Sheet In ThisWorkbook.Worksheets
        If Sheet.Name = StartSheet Then Sheet.Activate
    Next Sheet
    MsgBox "Start says what to do, step by step. On the other sheets, point at a heading for what it " & _
        "wants. When a button does not work: " & Doctor(), vbInformation, Title
End Sub

' --- Python -----------------------------------------------------------------------------------------

Private Sub RunInPython(ByVal Macro As String)
    Dim Told As String
    On Error GoTo Failed
    If RunPython("import kpi_xl.macros; kpi_xl.macros." & Macro & "()") = Stopped Then
        MsgBox "Python stopped, for the reason that was just shown. " & Doctor(), vbExclamation, Title
    End If
    Exit Sub
Failed:
    Told = Err.Description
    MsgBox "Python did not start, and nothing was changed. " & Doctor() & vbNewLine & vbNewLine & _
        "Excel was told: " & Told, vbExclamation, Title
End Sub

Private Function IsReady() As Boolean
    Dim Problem As String
    Problem = WhyNotReady()
    If Problem <> "" Then MsgBox Problem, vbExclamation, Title
    IsReady = (Problem = "")
End Function

Private Function WhyNotReady() As String
    If ThisWorkbook.Path = "" Then
        WhyNotReady = "This workbook has not been saved yet. Save it in a folder of this computer, then " & _
            "press the button again."
    ElseIf LCase$(Left$(ThisWorkbook.FullName, 4)) = "http" Then
        WhyNotReady = "This workbook is open from OneDrive or SharePoint, where Python cannot find it. " & _
            "Save a copy in a folder of this computer that is not synchronised, and press the button there."
    ElseIf ThisWorkbook.ReadOnly Then
        WhyNotReady = "This workbook is read-only: somebody else may have it open. Save it under another " & _
            "name, or open it again when it is free."
    ElseIf IsInterpreterMissing() Then
        WhyNotReady = "The Python that this workbook is set up for is not on this computer: " & _
            GetConfig("INTERPRETER_WIN") & vbNewLine & Doctor()
    End If
End Function

' A Mac's Excel may not look at files outside its own folder, so only Windows is asked.
Private Function IsInterpreterMissing() As Boolean
    #If Mac Then
        IsInterpreterMissing = False
    #Else
        Dim Interpreter As String
        Interpreter = GetConfig("INTERPRETER_WIN")
        IsInterpreterMissing = InStr(Interpreter, "\") > 0 And Not FileExists(Interpreter)
    #End If
End Function

Private Function Doctor() As String
    Doctor = "Close the workbook and run this in a command window, which says what is wrong: " & _
        "kpi-xl doctor """ & ThisWorkbook.FullName & """. Or ask IT to."
End Function

' --- The files of an import -------------------------------------------------------------------------

' The paths of the files chosen, with | between them; "" where none is. A Mac takes one file, of any kind.
Private Function ChosenFiles() As String
    Dim Chosen As Variant
    #If Mac Then
        Chosen = Application.GetOpenFilename()
    #Else
        Chosen = Application.GetOpenFilename(Tables, , "Tables to import", , True)
    #End If
    If IsArray(Chosen) Then
        ChosenFiles = Join(Chosen, "|")
    ElseIf VarType(Chosen) = vbString Then
        ChosenFiles = Chosen
    End If
End Function

' Paths are no part of the Python that is run: they wait in hidden names, as text constants. Excel takes
' 255 characters in one, and a quotation mark counts twice, so a long text is cut into pieces:
' kpi_xl.import, kpi_xl.import.2, kpi_xl.import.3 ... Python deletes them; on a Mac it runs after this ends.
Private Sub HandOver(ByVal Text As String)
    Dim Place As Long
    TakeBack
    For Place = 1 To (Len(Text) - 1) \ Piece + 1
        ThisWorkbook.Names.Add PieceName(Place), _
            "=""" & Replace(Mid$(Text, (Place - 1) * Piece + 1, Piece), """", """""") & """", False
    Next Place
End Sub

Private Sub TakeBack()
    Dim Place As Long
    For Place = ThisWorkbook.Names.Count To 1 Step -1
        If Left$(ThisWorkbook.Names(Place).Name, Len(HandedOver)) = HandedOver Then
            ThisWorkbook.Names(Place).Delete
        End If
    Next Place
End Sub

Private Function PieceName(ByVal Place As Long) As String
    PieceName = HandedOver
    If Place > 1 Then PieceName = HandedOver & "." & Place
End Function
