namespace K8sDashboard.Demo.Troubles;

/// <summary>Something that has been wrong all the time, and waits to be found.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="Words">What one sees, and where.</param>
/// <param name="Where">The address of the page that shows it, below the dashboard's.</param>
public sealed record Standing(string Title, string Words, string Where);
