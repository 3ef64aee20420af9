using System.Diagnostics;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// Credentials from a credential plugin (exec), by client-go's rules. A non-interactive plugin has a timeout of a minute; an interactive
/// one runs until the user cancels it. See
/// https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins.
/// </summary>
/// <param name="plugin">The validated kubeconfig entry.</param>
/// <param name="cluster">The cluster for <c>provideClusterInfo</c>; null where that is not set.</param>
/// <param name="path">The value of <c>$PATH</c>, for the lookup of a bare name.</param>
/// <param name="terminal">The terminal of this process.</param>
/// <param name="state">The sign-in state that pages show.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The logger.</param>
internal sealed partial class ExecPlugin(
    PluginEntry plugin,
    JsonObject? cluster,
    string? path,
    PluginTerminal terminal,
    PluginSignIn state,
    TimeProvider time,
    ILogger log
) : ICredentialSource
{
    /// <summary>The timeout of a non-interactive plugin.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private string Name => Path.GetFileName(plugin.Command);

    public async Task<IssuedCredential> IssueAsync()
    {
        if (state.IsCancelled)
            throw Cancelled();
        var interactive = IsInteractive();
        using var ended = new CancellationTokenSource(interactive ? Timeout.InfiniteTimeSpan : Longest, time);
        var run = state.Begin(Name, interactive, time.GetUtcNow(), ended.Cancel);
        try
        {
            if (interactive)
                LogWaiting(Name);
            var answer = await PluginProcess.RunAsync(Start(interactive), interactive, chunk => Forward(run, chunk), time, ended.Token);
            return ExecCredential.Parse(answer, plugin.ApiVersion);
        }
        catch (OperationCanceledException)
        {
            throw state.IsCancelled ? Cancelled() : Failure($"did not end within {Longest.TotalSeconds:0} s and was ended", run);
        }
        catch (CredentialException fault)
        {
            throw Failure(fault.Message, run);
        }
        finally
        {
            state.Complete();
        }
    }

    private bool IsInteractive() =>
        plugin.InteractiveMode switch
        {
            "Never" => false,
            "Always" when !terminal.IsThere => throw new CredentialException(
                $"the credential plugin {Name} needs a terminal (interactiveMode Always), and the dashboard was started without one"
            ),
            _ => terminal.IsThere,
        };

    private ProcessStartInfo Start(bool interactive)
    {
        var start = new ProcessStartInfo(PluginCommand.Find(plugin.Command, path) ?? throw NotFound(), plugin.Args);
        foreach (var (name, value) in plugin.Env)
            start.Environment[name] = value;
        start.Environment[ExecCredential.Variable] = ExecCredential.Request(plugin.ApiVersion, interactive, cluster);
        return start;
    }

    private CredentialException NotFound()
    {
        var where = Path.IsPathRooted(plugin.Command) ? plugin.Command : "on PATH";
        return new(
            $"is not there or may not be run ({where})"
                + (plugin.InstallHint.Length > 0 ? $". {VisibleText.Of(plugin.InstallHint.Trim())}" : "")
        );
    }

    private void Forward(PluginRun run, string chunk)
    {
        run.Append(chunk);
        if (run.Interactive)
            terminal.Write(chunk);
    }

    private CredentialException Cancelled() => new($"the sign-in with the credential plugin {Name} was cancelled");

    private CredentialException Failure(string message, PluginRun run) =>
        new($"the credential plugin {Name} {message}{(run.Output.Length > 0 ? $". It printed: {run.Output}" : "")}");

    [LoggerMessage(LogLevel.Information, "Waiting for the credential plugin {Plugin}, which may ask you to sign in")]
    private partial void LogWaiting(string plugin);
}
