namespace K8sDashboard.Web.Ui;

/// <summary>A page above the one that is shown.</summary>
public sealed record Crumb(string Text, string Href);
