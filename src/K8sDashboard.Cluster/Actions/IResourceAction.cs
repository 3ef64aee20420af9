using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Cluster.Actions;

/// <summary>
/// A write with its precondition (optimistic concurrency): target, uid, and the state that the user saw. It is rejected where that no
/// longer holds. The resourceVersion is not part of the precondition, since status updates change it. Implementations are records: equal
/// ones are the same action. They work on the raw JSON, so that a write preserves fields that are unknown to this program.
/// </summary>
public interface IResourceAction
{
    /// <summary>What it is, whatever its inputs: verb, types, rights.</summary>
    ActionDefinition Definition { get; }

    /// <summary>The object, as the user saw it.</summary>
    ActionTarget Target { get; }

    /// <summary>The equivalent kubectl command.</summary>
    string Kubectl { get; }

    /// <summary>The user has to type the name to confirm: the last pod of a running workload would be deleted, for example.</summary>
    bool NeedsTypedConfirmation => false;

    /// <summary>The path that is read before the write, and read back after it.</summary>
    internal string Path => Target.Path();

    /// <summary>Warnings to show before the confirmation.</summary>
    internal Task<ImmutableArray<string>> WarningsAsync(ApiClient api, CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray<string>.Empty);

    /// <summary>A list of other objects that the write is planned from.</summary>
    internal Task<ApiAnswer> ReadRelatedAsync(ApiClient api, JsonObject live, CancellationToken cancellation) =>
        Task.FromResult<ApiAnswer>(new ApiAnswer.Success([]));

    /// <summary>Why it cannot be sent for this object, of the same uid; null where it can.</summary>
    internal ActionResult? Refusal(LiveTarget live);

    /// <summary>The write, where there is no <see cref="Refusal"/>. A pure function.</summary>
    /// <param name="live">The object as it is; not changed.</param>
    /// <param name="now">The time of the action, the same for all its attempts.</param>
    internal WriteRequest Request(LiveTarget live, DateTimeOffset now);

    /// <summary>Whether it took effect, by a read-back.</summary>
    /// <param name="after">The object as it is now; null where it does not exist.</param>
    /// <param name="before">The object before the write.</param>
    /// <param name="now">The time of the action, as in <see cref="Request"/>.</param>
    internal bool IsApplied(JsonObject? after, LiveTarget before, DateTimeOffset now);

    /// <summary>The success message in kubectl's wording.</summary>
    internal string Description(LiveTarget before);
}
