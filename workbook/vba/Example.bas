Attribute VB_Name = "Example"
' Clears the example that a new workbook comes with. Needs no Python.
Option Explicit

Private Const Title As String = "Scorecard"

Public Sub ClearExample()
    Dim Question As String
    Question = "Remove the example? The rows go whose Indicator Number begins with EX on Indicators, Data " & _
        "and Targets, whose REF begins with EX on Actions, and whose Author is Example on Commentary. " & _
        "Every other row stays."
    If MsgBox(Question, vbYesNo + vbQuestion + vbDefaultButton2, Title) = vbYes Then RemoveExample
End Sub

Private Sub RemoveExample()
    On Error GoTo Failed
    RemoveRows "Indicators", "Indicator Number", "EX *"
    RemoveRows "Data", "Indicator Number", "EX *"
    RemoveRows "Targets", "Indicator Number", "EX *"
    RemoveRows "Actions", "REF", "EX *"
    RemoveRows "Commentary", "Author", "Example"
    Exit Sub
Failed:
    MsgBox "Not all of the example was removed: " & Err.Description & " If a sheet is protected, take the " & _
        "protection off (Review, Unprotect Sheet), and press the button again.", vbExclamation, Title
End Sub

Private Sub RemoveRows(ByVal SheetName As String, ByVal Header As String, ByVal Pattern As String)
    Dim Sheet As Object, Row As Long, Column As Long, Top As Long
    Set Sheet = SheetNamed(SheetName)
    If Sheet Is Nothing Then Exit Sub
    FindHeader Sheet, Header, Top, Column
    If Top = 0 Then Exit Sub
    For Row = Sheet.UsedRange.Row + Sheet.UsedRange.Rows.Count - 1 To Top + 1 Step -1
        If CellText(Sheet, Row, Column) Like Pattern Then Sheet.Rows(Row).Delete
    Next Row
End Sub

Private Function SheetNamed(ByVal SheetName As String) As Object
    Dim Sheet As Object
    For Each Sheet In ThisWorkbook.Worksheets
        If LCase$(Trim$(Sheet.Name)) = LCase$(SheetName) Then Set SheetNamed = Sheet
    Next Sheet
End Function

' Where the first cell stands that holds the header, whatever its capitals; Top stays 0 where none does.
Private Sub FindHeader(ByVal Sheet As Object, ByVal Header As String, ByRef Top As Long, ByRef Column As Long)
    Dim Row As Long, Place As Long
    For Row = 1 To 20
        For Place = 1 To Sheet.UsedRange.Column + Sheet.UsedRange.Columns.Count - 1
            If LCase$(CellText(Sheet, Row, Place)) = LCase$(Header) Then
                Top = Row
                Column = Place
                Exit Sub
            End If
        Next Place
    Next Row
End Sub

Private Function CellText(ByVal Sheet As Object, ByVal Row As Long, ByVal Column As Long) As String
    Dim Held As Variant
    Held = Sheet.Cells(Row, Column).Value
    If Not IsError(Held) Then CellText = Trim$(CStr(Held))
End Function
