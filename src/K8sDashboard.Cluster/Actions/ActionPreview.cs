using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The result of a server-side dry run, which includes defaulting, quotas, admission webhooks and authorization.</summary>
/// <param name="Warnings">Warnings to show before the confirmation.</param>
public abstract record ActionPreview(ImmutableArray<string> Warnings)
{
    /// <summary>The API server would accept it, with these changes.</summary>
    public sealed record Ready(ImmutableArray<DiffLine> Changes, ImmutableArray<string> Warnings) : ActionPreview(Warnings);

    /// <summary>It would be rejected.</summary>
    public sealed record Rejected(ActionOutcome Outcome, ImmutableArray<string> Warnings) : ActionPreview(Warnings);

    /// <summary>The dry run failed (some webhooks do not support it); the action itself may succeed.</summary>
    public sealed record Unavailable(string Message, ImmutableArray<string> Warnings) : ActionPreview(Warnings);
}
