using System.Diagnostics;
using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>
/// A kubectl of 1.32 or newer, which supports every field of a kubeconfig: from the test cluster's cache, else from PATH.
/// </summary>
internal static class NewKubectl
{
    private const int OldestMinor = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task<string?>> Found = new(FindAsync);

    /// <summary>Its path. Skips the test with a reason where there is none.</summary>
    public static async Task<string> PathAsync()
    {
        var path = await Found.Value;
        Assert.SkipWhen(path is null, "there is no kubectl of 1.32 or newer: 'tests/cluster/cluster up' gets one");
        return path!;
    }

    /// <summary>Runs it to its exit.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Its whole environment.</param>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string path,
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string Value)> variables
    )
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await Task.WhenAll(output, errors, process.WaitForExitAsync()).WaitAsync(Patience);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static async Task<string?> FindAsync()
    {
        var cache =
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "kubectl"));
        foreach (var place in places.Prepend(Path.Combine(cache, "k8sdashboard/kubectl/usr/bin/kubectl")).Where(File.Exists))
        {
            var (code, output, _) = await RunAsync(
                place,
                ["version", "--client", "-o", "json"],
                [("PATH", Environment.GetEnvironmentVariable("PATH") ?? ""), ("HOME", Path.GetTempPath())]
            );
            var minor = code == 0 ? JsonNode.Parse(output)?["clientVersion"]?["minor"]?.GetValue<string>().TrimEnd('+') : null;
            if (int.TryParse(minor, out var number) && number >= OldestMinor)
                return place;
        }

        return null;
    }
}
