using System.Globalization;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Ui.Status;

/// <summary>A notice beside a table's rows: tone, text, progress of an initial list, advice.</summary>
public sealed record SyncNotice(NoticeTone Tone, string Text, string Advice = "", double? Progress = null)
{
    /// <summary>Null without anything to report: the table is live, or was interrupted only briefly.</summary>
    /// <param name="sync">The table's sync state.</param>
    /// <param name="noun">The objects in lower case and the plural.</param>
    /// <param name="type">Their type; null where they have none.</param>
    /// <param name="clock">The current time, and its format.</param>
    /// <param name="within">The namespaces shown; empty: all.</param>
    public static SyncNotice? Of(SyncState sync, string noun, ResourceType? type, Clock clock, IReadOnlyCollection<string> within) =>
        sync switch
        {
            SyncState.Syncing(var received, { } expected) when expected > 0 => new(
                NoticeTone.Neutral,
                $"Syncing: {Count(received)} of ~{Count(Math.Max(expected, received))} {noun}",
                "",
                Math.Min(1, (double)received / expected)
            ),
            SyncState.Syncing(var received, _) => new(
                NoticeTone.Neutral,
                received == 0 ? $"Syncing {noun} …" : $"Syncing: {Count(received)} {noun} so far"
            ),
            SyncState.Interrupted { NeverListed: true, Message: var reason } => new(
                NoticeTone.Danger,
                $"The API server cannot be reached: {reason}",
                $"The {noun} appear as soon as it answers; it is asked again and again."
            ),
            SyncState.Interrupted(var since, var reason) => OfFreshness(
                Freshness.Of(sync, clock.Now),
                noun,
                type,
                clock.TimeOf(since),
                reason
            ),
            SyncState.Forbidden(var reason) => new(
                NoticeTone.Warning,
                $"The API server refuses to list {noun}: {reason}",
                Remedy(type, "") + (type is { IsNamespaced: true } ? ". Or name the namespaces that you may read with --namespaces." : "")
            ),
            SyncState.Live { Unreadable: > 0 and var unreadable } => new(
                NoticeTone.Warning,
                $"{Count(unreadable)} {noun} cannot be read and are not shown.",
                "The API server has them, in a form that this dashboard does not understand; its log says what is wrong."
            ),
            SyncState.Live { Reach: var reach } when within.Count > 0 && within.All(reach.Has) => null,
            SyncState.Live { Reach: { Forbidden: { IsEmpty: false } refused } } => new(
                NoticeTone.Warning,
                $"The API server refuses to list {noun} of {Named(refused)}: they are not shown.",
                Remedy(type, refused[0])
            ),
            SyncState.Live { Reach: { IsWhole: false } reach } => new(
                NoticeTone.Aside,
                $"Only the {noun} of {Named(reach.Namespaces)} are read.",
                "Others are named with --namespaces."
            ),
            SyncState.Shed(var reason) => new(
                NoticeTone.Warning,
                $"The dashboard does not keep {noun} now: {reason}",
                $"The {noun} come back when there is room for them."
            ),
            SyncState.NotServed => new(NoticeTone.Neutral, $"This API server does not serve {noun}."),
            _ => null,
        };

    private static SyncNotice? OfFreshness(Freshness freshness, string noun, ResourceType? type, string asOf, string reason) =>
        freshness.Level switch
        {
            FreshnessLevel.Reconnecting => new(NoticeTone.Neutral, $"Reconnecting: {noun} as of {asOf}", reason),
            FreshnessLevel.Stale => new(NoticeTone.Warning, $"Stale: {noun} as of {asOf}", reason),
            FreshnessLevel.Frozen => new(
                NoticeTone.Danger,
                $"Frozen: {noun} as of {asOf}."
                    + (type is not null && SnapshotFreshness.Forbids(type) ? " Actions are disabled until the API server answers." : ""),
                reason
            ),
            _ => null,
        };

    private static string Named(IReadOnlyCollection<string> namespaces) =>
        $"{(namespaces.Count == 1 ? "namespace" : "namespaces")} {string.Join(", ", namespaces)}";

    private static string Remedy(ResourceType? type, string @namespace) =>
        type is null ? "" : AccessRemedy.For(AccessRemedy.Reading("list", type, new(@namespace, "")), "watch");

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>
/// The style of a notice: aside for information, neutral for progress; warning and danger have an icon besides their colour.
/// </summary>
public enum NoticeTone
{
    Aside,
    Neutral,
    Warning,
    Danger,
}
