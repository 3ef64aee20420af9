using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>Runs commands in containers.</summary>
public interface IPodShell
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="pod">Whose container it is.</param>
    /// <param name="container">A container that runs.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="streams">What it reads and writes.</param>
    /// <param name="stop">The caller has gone.</param>
    Task<ShellEnd> RunAsync(Pod pod, Container container, IReadOnlyList<string> command, ShellStreams streams, CancellationToken stop);
}

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its own word.</param>
/// <param name="Fault">Why it could not be run at all; null where it was.</param>
public sealed record ShellEnd(int ExitCode, string? Fault = null);
