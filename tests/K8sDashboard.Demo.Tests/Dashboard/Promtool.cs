using K8sDashboard.Demo.Monitoring;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>The installed promtool.</summary>
internal static class Promtool
{
    /// <summary>Its path; skips the test where there is none.</summary>
    public static string FindOrSkip()
    {
        var (program, missing) = PrometheusProgram.Find(Environment.GetEnvironmentVariable("PATH") ?? "", PrometheusProgram.UnpackedFolder);
        Assert.SkipWhen(program is null, $"no promtool to check with: {missing}");
        return program.Tool;
    }

    /// <summary>Runs a check; fails with what it found.</summary>
    public static Task RunAsync(string program, params string[] arguments) =>
        ChildProcess.RunAsync("promtool", program, arguments, TimeProvider.System, TestContext.Current.CancellationToken);
}
