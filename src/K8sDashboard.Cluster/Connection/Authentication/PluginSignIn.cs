using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// The sign-in state of a credential plugin, for pages: its run and output, since it may wait for the user, with cancel and retry.
/// Thread-safe.
/// </summary>
public sealed class PluginSignIn
{
    private readonly Lock gate = new();
    private PluginRun? current;
    private Action retry = () => { };

    /// <summary>The current run; null while there is none.</summary>
    public PluginRun? Current
    {
        get
        {
            lock (gate)
                return current;
        }
    }

    /// <summary>Cancelled by the user: not run again until <see cref="Retry"/>.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Kills the current run with its process tree.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            if (current is null)
                return;
            IsCancelled = true;
            current.End();
        }
    }

    /// <summary>Runs the plugin again without back-off.</summary>
    public void Retry()
    {
        lock (gate)
            IsCancelled = false;
        retry();
    }

    internal void OnRetry(CredentialCache credentials) =>
        retry = () =>
        {
            credentials.Retry();
            // Started here, since waiting callers retry only after their own back-off; they report a failure.
            _ = credentials.GetAsync(CancellationToken.None).ContinueWith(task => task.Exception, TaskScheduler.Default);
        };

    /// <summary>Starts a run. <see cref="CredentialCache"/> guarantees that there is one at a time.</summary>
    internal PluginRun Begin(string plugin, bool interactive, DateTimeOffset now, Action end)
    {
        lock (gate)
            return current = new PluginRun(plugin, interactive, now, end);
    }

    /// <summary>The run has ended: there is nothing to cancel any more.</summary>
    internal void Complete()
    {
        lock (gate)
            current = null;
    }
}

/// <summary>One run of a credential plugin.</summary>
public sealed class PluginRun
{
    /// <summary>Bound of the output that is kept: the end of it.</summary>
    private const int MaxOutput = 2_000;

    private volatile string output = "";

    internal PluginRun(string plugin, bool interactive, DateTimeOffset since, Action end)
    {
        Plugin = plugin;
        Interactive = interactive;
        Since = since;
        End = end;
    }

    /// <summary>The command's file name, without its folder.</summary>
    public string Plugin { get; }

    /// <summary>It may prompt the user at the terminal.</summary>
    public bool Interactive { get; }

    public DateTimeOffset Since { get; }

    /// <summary>The end of its standard error, with control characters escaped.</summary>
    public string Output => VisibleText.Of(output).Trim();

    /// <summary>Kills it.</summary>
    internal Action End { get; }

    internal void Append(string chunk)
    {
        var all = output + chunk.ReplaceLineEndings("\n");
        output = all.Length > MaxOutput ? all[^MaxOutput..] : all;
    }
}
