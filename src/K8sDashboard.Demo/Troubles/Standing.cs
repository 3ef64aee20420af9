namespace K8sDashboard.Demo.Troubles;

/// <summary>A permanent fault, to be found in the dashboard.</summary>
/// <param name="Title">A short title.</param>
/// <param name="Words">What is visible, and where.</param>
/// <param name="Where">The path of the dashboard's page that shows it.</param>
public sealed record Standing(string Title, string Words, string Where);
