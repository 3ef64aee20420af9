using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Commands;

/// <summary>What a command would do, by the API server's dry run (which includes defaults, quotas, webhooks and rights).</summary>
/// <param name="Warnings">What the person should know before they confirm.</param>
public abstract record CommandPreview(ImmutableArray<string> Warnings)
{
    /// <summary>The API server would accept it, and this would change.</summary>
    public sealed record Ready(ImmutableArray<DiffLine> Changes, ImmutableArray<string> Warnings) : CommandPreview(Warnings);

    /// <summary>It would not be done.</summary>
    public sealed record Rejected(CommandOutcome Outcome, ImmutableArray<string> Warnings) : CommandPreview(Warnings);

    /// <summary>The dry run could not be had (some webhooks do not support it), which says nothing of the command.</summary>
    public sealed record Unavailable(string Message, ImmutableArray<string> Warnings) : CommandPreview(Warnings);
}
