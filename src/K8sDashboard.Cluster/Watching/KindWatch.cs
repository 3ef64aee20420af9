using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// All loops of one kind: one for the cluster or, where that is refused and namespaces are known, one for each of them.
/// </summary>
internal sealed partial class KindWatch<TItem>(
    ResourceKind<TItem> kind, ClusterStore store, ResourceRequests requests, WatchMeter meter, TimeProvider time, ILogger logger)
    where TItem : ClusterObject
{
    private const string WholeCluster = "";

    private readonly TableWriter<TItem> table = new(store, kind.Place);

    /// <summary>Runs until cancelled.</summary>
    /// <param name="only">Namespaces that the user asked for; empty means the whole cluster.</param>
    /// <param name="fallback">Namespaces to try where the whole cluster is refused.</param>
    public async Task RunAsync(IReadOnlyList<string> only, IReadOnlyList<string> fallback, CancellationToken cancellation)
    {
        if (!kind.Namespaced) await FollowAsync(WholeCluster, () => false, cancellation);
        else if (only.Count > 0) await FollowAllAsync(only, cancellation);
        else
        {
            await FollowAsync(WholeCluster, () => fallback.Count > 0, cancellation);
            if (!cancellation.IsCancellationRequested) await FollowAllAsync(fallback, cancellation);
        }
    }

    /// <summary>The same of a kind that can be done without: while it is shed, its table is empty and says so.</summary>
    public async Task RunAsync(IReadOnlyList<string> only, IReadOnlyList<string> fallback, OptionalKinds optional, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            using var followed = CancellationTokenSource.CreateLinkedTokenSource(cancellation, optional.Following);
            try
            {
                await RunAsync(only, fallback, followed.Token);
            }
            catch (OperationCanceledException) when (followed.IsCancellationRequested)
            {
                // Shed while it waited.
            }

            if (!cancellation.IsCancellationRequested && optional.Now is { } shed) await RestAsync(shed, cancellation);
        }
    }

    private async Task RestAsync(ShedKinds shed, CancellationToken cancellation)
    {
        table.CloseAll();
        var part = table.Open();
        part.SetSync(new SyncState.Shed(shed.Reason));
        LogShed(kind.Name, shed.Reason);
        using var tally = meter.Open(kind.Name, WholeCluster, () => part.Sync);
        await shed.Back.Task.WaitAsync(cancellation);
        LogRestored(kind.Name);
        table.Close(part);
    }

    private Task FollowAllAsync(IReadOnlyList<string> namespaces, CancellationToken cancellation) =>
        Task.WhenAll(namespaces.Select(name => FollowAsync(name, () => false, cancellation)));

    private async Task FollowAsync(string scope, Func<bool> refused, CancellationToken cancellation)
    {
        var part = table.Open();
        using var tally = meter.Open(kind.Name, scope, () => part.Sync);
        while (true)
        {
            try
            {
                await new ListWatch<TItem>(kind, scope, part, requests, tally, time, Random.Shared, logger).RunAsync(refused, cancellation);
                if (!cancellation.IsCancellationRequested) table.Close(part);
                return;
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                // Not an expected failure: those are handled in the loop. The table says so, the other kinds go on.
                LogBroken(bug, kind.Name, scope);
                part.SetSync(new SyncState.Interrupted(time.GetUtcNow(), "internal error, see the log"));
                await Task.Delay(TimeSpan.FromSeconds(30), time, cancellation);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind}: let go of: {Reason}")]
    private partial void LogShed(string kind, string reason);

    [LoggerMessage(LogLevel.Information, "{Kind}: followed again")]
    private partial void LogRestored(string kind);

    [LoggerMessage(LogLevel.Error, "{Kind} {Scope}: the watch loop broke and starts anew")]
    private partial void LogBroken(Exception bug, string kind, string scope);
}
