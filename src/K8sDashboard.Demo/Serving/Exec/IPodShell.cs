using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>Runs commands in containers.</summary>
public interface IPodShell
{
    /// <summary>Runs a command to completion.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">A running container.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="streams">Its input and output.</param>
    /// <param name="stop">The client has disconnected.</param>
    Task<ShellEnd> RunAsync(Pod pod, Container container, IReadOnlyList<string> command, ShellStreams streams, CancellationToken stop);
}

/// <summary>The result of a command.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Fault">Why it could not be started; null if it was.</param>
public sealed record ShellEnd(int ExitCode, string? Fault = null);
