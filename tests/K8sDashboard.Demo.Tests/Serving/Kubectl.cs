using System.Diagnostics;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>An installed kubectl: that of the test cluster, or the one on PATH.</summary>
internal sealed class Kubectl : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly string file;
    private readonly string home = Directory.CreateTempSubdirectory("kubectl-").FullName;

    /// <param name="cluster">The cluster.</param>
    /// <param name="found">The path of the kubectl; null for the first one.</param>
    public Kubectl(Simulated cluster, string? found = null)
    {
        found ??= All is [var first, ..] ? first : null;
        Assert.SkipWhen(found is null, "there is no kubectl");
        file = found!;
        File.WriteAllText(Path.Combine(home, "kubeconfig"), cluster.Server.Kubeconfig);
    }

    /// <summary>Its stdout and stderr, without trailing blanks.</summary>
    public async Task<string> RunAsync(string arguments, string editor = "false")
    {
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Split(' '))
            start.ArgumentList.Add(argument);
        (start.Environment["KUBECONFIG"], start.Environment["HOME"]) = (Path.Combine(home, "kubeconfig"), home);
        start.Environment["EDITOR"] = editor;
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await Task.WhenAll(output, errors).WaitAsync(Timeout);
            return string.Join('\n', (await output + await errors).Split('\n').Select(line => line.TrimEnd())).TrimEnd();
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    public void Dispose() => Directory.Delete(home, recursive: true);

    /// <summary>All installed kubectl versions.</summary>
    public static IReadOnlyList<string> All { get; } = Find();

    private static List<string> Find()
    {
        var cache =
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return
        [
            .. new[] { Path.Combine(cache, "k8sdashboard/packages/usr/bin") }
                .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
                .Select(folder => Path.Combine(folder, "kubectl"))
                .Where(File.Exists),
        ];
    }
}
