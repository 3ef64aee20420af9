namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Where things are in the checkout that is tested.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The dashboard that TEST_DASHBOARD names, such as a published one; else as this build made it, in the same configuration as the tests.</summary>
    public static string Dashboard =>
        Environment.GetEnvironmentVariable("TEST_DASHBOARD") is { Length: > 0 } named
            ? Path.GetFullPath(named, Root)
            : Built("K8sDashboard.Web");

    /// <summary>The simulated cluster's program as this build made it.</summary>
    public static string Demo => Built("K8sDashboard.Demo");

    /// <summary>Pictures of each run; not kept in the repository but for those that the README shows.</summary>
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
