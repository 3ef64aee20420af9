namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// The state of a credential plugin, for whoever looks at a page: that it runs and what it says, since it may wait for a person, and the
/// ways to give it up and to begin again. Safe for several threads.
/// </summary>
public sealed class PluginSignIn
{
    private readonly Lock gate = new();
    private PluginRun? current;
    private Action retry = () => { };

    /// <summary>The run under way; null while there is none.</summary>
    public PluginRun? Current
    {
        get
        {
            lock (gate)
                return current;
        }
    }

    /// <summary>A person gave it up: it is not run again until <see cref="Retry"/>.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Ends the run under way, with all processes that it started.</summary>
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

    /// <summary>Runs the plugin again, at once.</summary>
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
            // Begun here, since those that wait for it ask again after their own back-off only; a failure is theirs to tell.
            _ = credentials.GetAsync(CancellationToken.None).ContinueWith(task => task.Exception, TaskScheduler.Default);
        };

    /// <summary>Begins a run. There is one at a time: <see cref="CredentialCache"/> sees to that.</summary>
    internal PluginRun Begin(string plugin, bool interactive, DateTimeOffset now, Action end)
    {
        lock (gate)
            return current = new PluginRun(plugin, interactive, now, end);
    }

    /// <summary>The run has ended: from here on there is nothing to cancel.</summary>
    internal void Complete()
    {
        lock (gate)
            current = null;
    }
}

/// <summary>One run of a credential plugin.</summary>
public sealed class PluginRun
{
    /// <summary>What a person has to read fits in; of a plugin that prints without end, the end counts.</summary>
    private const int MaxOutput = 2_000;

    private volatile string output = "";

    internal PluginRun(string plugin, bool interactive, DateTimeOffset since, Action end) =>
        (Plugin, Interactive, Since, End) = (plugin, interactive, since, end);

    /// <summary>The command's name, without its folder.</summary>
    public string Plugin { get; }

    /// <summary>It may ask the person at the terminal.</summary>
    public bool Interactive { get; }

    public DateTimeOffset Since { get; }

    /// <summary>The last of what it printed on standard error, control characters as escapes.</summary>
    public string Output => VisibleText.Of(output).Trim();

    /// <summary>Ends it.</summary>
    internal Action End { get; }

    internal void Append(string chunk)
    {
        var all = output + chunk.ReplaceLineEndings("\n");
        output = all.Length > MaxOutput ? all[^MaxOutput..] : all;
    }
}
