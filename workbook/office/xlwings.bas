Attribute VB_Name = "xlwings"
' What the template's own modules call of xlwings, for LibreOffice: the macro runs in a Python of its own,
' which connects to this office. Basic goes on at once, as the macro needs the office to answer.
Option Explicit

Private Const Before As String = "import kpi_xl.macros; kpi_xl.macros."
Private Const After As String = "()"

Public Sub RunPython(ByVal Code As String)
    Dim Macro As String
    Macro = Mid(Code, Len(Before) + 1, Len(Code) - Len(Before) - Len(After))
    Shell Environ("KPI_XL_PYTHON"), 0, "-m workbook.office --pipe " & Environ("KPI_XL_PIPE") & _
        " --document " & ThisComponent.URL & " --macro " & Macro, False
End Sub

Public Function GetConfig(ByVal Setting As String, Optional ByVal Default As String = "") As String
    GetConfig = Default
End Function

Public Function FileExists(ByVal Path As String) As Boolean
    FileExists = False
End Function

Public Sub DescribeFunctions(ByVal Book As String)
End Sub
