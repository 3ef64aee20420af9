namespace K8sDashboard.Web.Ui.Charts;

/// <summary>A reference line such as a request or a limit, drawn dashed.</summary>
public sealed record ChartLimit(string Name, double Value);
