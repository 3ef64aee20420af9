namespace K8sDashboard.Web.Ui.Charts;

/// <summary>A value that lines are held against: a request, a limit. Drawn dashed.</summary>
public sealed record ChartLimit(string Name, double Value);
