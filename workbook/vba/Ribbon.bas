Attribute VB_Name = "Ribbon"
' What the Scorecard tab of the ribbon calls: one Sub a button.
Option Explicit

Public Sub RibbonRefreshRag(control As IRibbonControl)
    RefreshRag
End Sub

Public Sub RibbonCheckScorecard(control As IRibbonControl)
    CheckScorecard
End Sub

Public Sub RibbonNewMonth(control As IRibbonControl)
    NewMonth
End Sub

Public Sub RibbonImportTables(control As IRibbonControl)
    ImportTables
End Sub

Public Sub RibbonPublishPacks(control As IRibbonControl)
    PublishPacks
End Sub

Public Sub RibbonShowHelp(control As IRibbonControl)
    ShowHelp
End Sub
