namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Paths of the repository under test.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The dashboard named by TEST_DASHBOARD, such as a published one; otherwise that of this build, in the configuration of the tests.
    /// </summary>
    public static string Dashboard =>
        Environment.GetEnvironmentVariable("TEST_DASHBOARD") is { Length: > 0 } named
            ? Path.GetFullPath(named, Root)
            : Built("K8sDashboard.Web");

    /// <summary>The demo of this build.</summary>
    public static string Demo => Built("K8sDashboard.Demo");

    /// <summary>Screenshots of each run; not committed, except those of the README.</summary>
    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    public static string Tutorial(string file) => Path.Combine(Root, "tests", "cluster", "tutorial", file);

    private static string Built(string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root, "src", project, "bin", output.Parent!.Name, output.Name, $"{project}.dll");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "K8sDashboard.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside their repository.");
    }
}
