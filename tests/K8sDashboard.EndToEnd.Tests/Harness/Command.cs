using System.Diagnostics;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Returns its standard output; throws with its standard error for an exit code other than 0.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output, error) = await TryAsync(program, arguments);
        return code == 0
            ? output
            : throw new Xunit.Sdk.XunitException($"{program} {string.Join(' ', arguments)}: exit code {code}\n{error}{output}");
    }

    public static async Task<(int Code, string Output, string Error)> TryAsync(string program, params string[] arguments)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new Xunit.Sdk.XunitException(
                $"{program} {string.Join(' ', arguments)} did not end within {Timeout.TotalMinutes} minutes"
            );
        }
    }
}
