using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>The revisions that a Deployment can be rolled back to.</summary>
/// <param name="Uid">The Deployment's.</param>
/// <param name="Generation">The Deployment's generation at the time of the read: the precondition of a rollback.</param>
/// <param name="Revisions">The newest first.</param>
public sealed record RevisionHistory(string Uid, long Generation, ImmutableArray<Revision> Revisions)
{
    internal static RevisionHistory Of(JsonObject deployment, IEnumerable<JsonObject> sets)
    {
        var template = ReplicaSets.TemplateOf(deployment);
        return new(
            deployment.Uid(),
            deployment.Whole("metadata", "generation") ?? 0,
            [
                .. sets.Where(set => set.ControllerUid() == deployment.Uid() && ReplicaSets.RevisionOf(set) > 0)
                    .Select(set => Map(set, template))
                    .OrderByDescending(revision => revision.Number),
            ]
        );
    }

    /// <summary>The default of <c>kubectl rollout undo</c>: the newest revision except the current one.</summary>
    public Revision? Previous => Revisions.FirstOrDefault(revision => !revision.IsCurrent);

    private static Revision Map(JsonObject set, JsonNode currentTemplate)
    {
        var template = ReplicaSets.TemplateOf(set);
        return new()
        {
            Number = ReplicaSets.RevisionOf(set),
            ChangeCause = set.Annotation(WellKnownAnnotations.ChangeCause),
            Images = [.. template.Items("spec", "containers").Select(container => container.Text("image"))],
            Created = set.Time("metadata", "creationTimestamp"),
            IsCurrent = JsonNode.DeepEquals(template, currentTemplate),
        };
    }
}

/// <summary>One revision: the pod template of a ReplicaSet.</summary>
public sealed record Revision
{
    public required long Number { get; init; }

    public required string ChangeCause { get; init; }

    public required ImmutableArray<string> Images { get; init; }

    public required DateTimeOffset? Created { get; init; }

    /// <summary>It is the Deployment's current template.</summary>
    public required bool IsCurrent { get; init; }
}
