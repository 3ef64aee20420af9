using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.Actions;

/// <summary>An action as it is offered, before its inputs are chosen.</summary>
/// <param name="Verb">The label of its button, in kubectl's terms: <c>Scale</c>.</param>
/// <param name="Types">The types of object that have it.</param>
/// <param name="Rights">The rights that it needs on an object: one for each of its requests, the write first.</param>
public sealed record ActionDefinition(
    string Verb,
    ImmutableArray<ResourceType> Types,
    Func<ActionTarget, ImmutableArray<AccessRight>> Rights
);
