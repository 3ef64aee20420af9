using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>The installed Prometheus and promtool.</summary>
/// <param name="Server">The path of <c>prometheus</c>.</param>
/// <param name="Tool">The path of <c>promtool</c>.</param>
/// <param name="Version">The version it reports.</param>
public sealed partial record PrometheusProgram(string Server, string Tool, Version Version)
{
    /// <summary>The minimum: older ones cannot backfill blocks that overlap with live samples; Debian 12 has this one.</summary>
    public static readonly Version Oldest = new(2, 42);

    // The timeout of <c>--version</c>: another program of that name may hang.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Where <c>make demo</c> unpacks the system's package.</summary>
    public static string UnpackedFolder { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".cache",
            "k8sdashboard",
            "demo",
            "prometheus",
            "usr",
            "bin"
        );

    /// <summary>Searches PATH, then the folder of the unpacked package.</summary>
    /// <param name="path">The variable PATH.</param>
    /// <param name="more">Further folders to search.</param>
    /// <returns>The program, or the reason for none.</returns>
    public static (PrometheusProgram? Program, string? Trouble) Find(string path, params IEnumerable<string> more)
    {
        string? tooOld = null;
        foreach (var folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(more))
        {
            var (server, tool) = (Path.Combine(folder, Named("prometheus")), Path.Combine(folder, Named("promtool")));
            if (!File.Exists(server) || !File.Exists(tool))
                continue;
            if (VersionOf(server) is not { } version)
                tooOld ??= $"{server} does not say its version";
            else if (version < Oldest)
                tooOld ??= $"{server} is {version}, and {Oldest} or newer is needed";
            else
                return (new(server, tool, version), null);
        }

        return (null, tooOld ?? "there is no prometheus with its promtool on PATH");
    }

    /// <summary><c>prometheus, version 2.42.0+ds (branch: …</c></summary>
    public static Version? ParseVersion(string words) =>
        Words().Match(words) is { Success: true } match
            ? new Version(
                int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
                int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)
            )
            : null;

    private static string Named(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    private static Version? VersionOf(string server)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(server, "--version") { RedirectStandardOutput = true, RedirectStandardError = true }
            )!;
            var words = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (words.Wait(Timeout))
                return ParseVersion(string.Concat(words.Result));
            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"prometheus, version (\d{1,4})\.(\d{1,4})")]
    private static partial Regex Words();
}
