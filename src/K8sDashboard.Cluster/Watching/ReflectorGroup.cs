using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// All loops of one kind: one for the cluster or, where that is forbidden and namespaces are configured, one for each namespace.
/// </summary>
internal sealed partial class ReflectorGroup<TItem>(ResourceDefinition<TItem> definition, ReflectorContext context) : IReflectorGroup
    where TItem : ClusterObject
{
    private const string WholeCluster = "";

    private readonly TableWriter<TItem> table = new(context.Store, definition);
    private readonly ReflectorPolicy policy = context.Policy;
    private readonly TimeProvider time = context.Time;
    private readonly ILogger logger = context.Logger;

    public async Task RunAsync(
        IReadOnlyList<string> only,
        IReadOnlyList<string> fallback,
        OptionalKinds? optional,
        CancellationToken cancellation
    )
    {
        if (optional is null)
        {
            await RunAsync(only, fallback, cancellation);
            return;
        }

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

            if (!cancellation.IsCancellationRequested && optional.Now is { } shed)
                await RestAsync(shed, cancellation);
        }
    }

    private async Task RunAsync(IReadOnlyList<string> only, IReadOnlyList<string> fallback, CancellationToken cancellation)
    {
        table.CloseAll();
        if (!definition.Type.IsNamespaced)
            await FollowAsync(WholeCluster, () => false, cancellation);
        else if (only.Count > 0)
            await FollowAllAsync(only, cancellation);
        else
            while (!cancellation.IsCancellationRequested)
            {
                await FollowAsync(WholeCluster, () => fallback.Count > 0, cancellation);
                if (!cancellation.IsCancellationRequested)
                    await FollowUntilPermittedAsync(fallback, cancellation);
            }
    }

    /// <summary>
    /// Watches these namespaces until the cluster-wide list is permitted: a starting API server denies requests until it has synced RBAC.
    /// </summary>
    private async Task FollowUntilPermittedAsync(IReadOnlyList<string> namespaces, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var following = FollowAllAsync(namespaces, limited.Token);
        try
        {
            do
            {
                await Task.WhenAny(following, Task.Delay(policy.PermissionCheckInterval, time, cancellation));
                cancellation.ThrowIfCancellationRequested();
            } while (!following.IsCompleted && !await IsPermittedAsync(cancellation));
        }
        finally
        {
            await limited.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (following.IsFaulted)
            await following;
        table.CloseAll();
    }

    /// <summary>Both list and watch are needed: a list without a watch would be stale at once.</summary>
    private async Task<bool> IsPermittedAsync(CancellationToken cancellation)
    {
        foreach (var address in definition.Versions.Select(version => version.Address(WholeCluster)))
        {
            try
            {
                using var watch = await context.Requests.OpenWatchAsync(
                    address,
                    await context.Requests.VersionAsync(address, cancellation),
                    policy.PermissionCheckWatch,
                    cancellation
                );
                return true;
            }
            catch (ReadFailedException fault)
            {
                // 404: the next version may be served. A gateway may answer 404 to all of them, which permits nothing.
                if (fault.Failure is not ReadFailure.NotFound)
                    return false;
            }
        }

        return false;
    }

    private async Task RestAsync(ShedKinds shed, CancellationToken cancellation)
    {
        table.CloseAll();
        var cache = table.Open();
        cache.Apply(new CacheChange<TItem>.SetSync(new SyncState.Shed(shed.Message)));
        LogShed(definition.Type.Plural, shed.Message);
        using var metrics = context.Meter.Open(definition.Type.Plural, WholeCluster, () => cache.Sync);
        await shed.Back.Task.WaitAsync(cancellation);
        LogRestored(definition.Type.Plural);
        table.Close(cache);
    }

    /// <summary>
    /// Each loop ends when cancelled. An unexpected end of one cancels all of them, so that the supervisor restarts the group.
    /// </summary>
    private async Task FollowAllAsync(IReadOnlyList<string> namespaces, CancellationToken cancellation)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var following = namespaces.Select(name => FollowAsync(name, () => false, all.Token)).ToList();
        await Task.WhenAny(following);
        await all.CancelAsync();
        await Task.WhenAll(following);
    }

    private async Task FollowAsync(string scope, Func<bool> forbidden, CancellationToken cancellation)
    {
        var cache = table.Open(scope);
        var loop = new LoopName(definition.Type.Plural, scope);
        var sync = new CacheSyncTracker<TItem>(loop, cache, policy, time, logger);
        using var metrics = context.Meter.Open(definition.Type.Plural, scope, () => cache.Sync);
        while (true)
        {
            try
            {
                await new Reflector<TItem>(definition, scope, cache, sync, metrics, context, Random.Shared).RunAsync(
                    forbidden,
                    cancellation
                );
                if (!cancellation.IsCancellationRequested)
                    table.Close(cache);
                return;
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                // Unexpected, since expected failures are handled in the loop: the table shows it, the other kinds go on.
                LogBroken(bug, loop);
                sync.MarkStale("internal error, see the log");
                await Task.Delay(policy.CrashRestart, time, cancellation);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind}: shed (memory pressure): {Reason}")]
    private partial void LogShed(string kind, string reason);

    [LoggerMessage(LogLevel.Information, "{Kind}: restored after memory pressure")]
    private partial void LogRestored(string kind);

    [LoggerMessage(LogLevel.Error, "{Loop}: the watch loop failed unexpectedly and restarts")]
    private partial void LogBroken(Exception bug, LoopName loop);
}
