using System.Globalization;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Telemetry;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Web.Hosting.Memory;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;
using K8sDashboard.Web.Ui.Time;
using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Status;

/// <summary>Watch loops and request load as text, and the columns that show them.</summary>
internal static class LoopWords
{
    public static string Of(SyncState sync) =>
        sync switch
        {
            SyncState.Syncing(var received, { } expected) => string.Create(
                CultureInfo.InvariantCulture,
                $"syncing {received:N0} of ~{expected:N0}"
            ),
            SyncState.Syncing => "syncing",
            SyncState.Live => "live",
            SyncState.Interrupted { NeverListed: true } => "never listed",
            SyncState.Interrupted => "interrupted",
            SyncState.Forbidden => "no permission",
            SyncState.Shed => "shed",
            _ => "not served",
        };

    public static Verdict Judge(SyncState sync) =>
        sync switch
        {
            SyncState.Live => Verdict.Healthy,
            SyncState.Syncing => new(HealthLevel.Progressing, "syncing", ""),
            SyncState.Interrupted(_, var reason) => new(HealthLevel.Unhealthy, "interrupted", reason),
            SyncState.Forbidden(var reason) => new(HealthLevel.Degraded, "forbidden", reason),
            SyncState.Shed(var reason) => new(HealthLevel.Degraded, "shed", reason),
            _ => new(HealthLevel.Idle, "not-served", ""),
        };

    public static string Of(MemoryState memory) =>
        memory.Shedding switch
        {
            Shedding.Nothing => $"{memory.Reading} in use",
            Shedding.OptionalKinds => $"{memory.Reading} in use: memory is short, {Optional} are not kept",
            _ => $"{memory.Reading} in use: memory is short, {Optional} are not kept and no new pages are opened",
        };

    private static string Optional =>
        string.Join(
            ", ",
            ResourceCatalog.All.Where(definition => definition.Watch is WatchPolicy.Optional).Select(definition => definition.Type.Plural)
        );

    public static string Of(RequestKind kind) =>
        kind switch
        {
            RequestKind.Watch => "watches opened",
            RequestKind.Read => "lists and reads",
            RequestKind.Write => "writes and dry runs",
            _ => "queries passed on to Prometheus",
        };

    /// <summary><c>225 requests</c>, of all verbs.</summary>
    public static string Sent(IEnumerable<RequestCount> counts) =>
        counts.Sum(count => count.Sent) switch
        {
            1 => "1 request",
            var sent => string.Create(CultureInfo.InvariantCulture, $"{sent:N0} requests"),
        };

    /// <summary><c> · again in 12s</c>, the remaining back-off; empty where there is none.</summary>
    public static string Again(TimeSpan? rest) =>
        rest is { } wait
            ? string.Create(CultureInfo.InvariantCulture, $" · again in {Math.Max(0, Math.Ceiling(wait.TotalSeconds)):0}s")
            : "";

    public static LiveColumn<LoopStatus> Number(string title, Func<LoopStatus, long> number) =>
        new(title, row => number(row).ToString("N0", CultureInfo.InvariantCulture))
        {
            Sort = row => number(row),
            Numeric = true,
            Room = ColumnRoom.Wide,
        };

    public static LiveColumn<LoopStatus> Moment(string title, Func<LoopStatus, DateTimeOffset?> moment) =>
        new(title, _ => "")
        {
            Cell = row => moment(row) is { } at ? AgeText.Draw(at) : builder => builder.AddContent(0, "none yet"),
            Sort = row => moment(row),
            Numeric = true,
            Phone = PhonePlace.Below,
        };
}
