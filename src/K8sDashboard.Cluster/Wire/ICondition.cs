namespace K8sDashboard.Cluster.Wire;

/// <summary>One entry of <c>status.conditions</c>: the types of the API have the same fields, by different numbers.</summary>
internal interface ICondition
{
    string Type { get; }
    string Status { get; }
    string Reason { get; }
    string Message { get; }
    Time? LastTransitionTime { get; }
}

internal sealed partial class ObjectCondition : ICondition;

internal sealed partial class DeploymentCondition : ICondition;

internal sealed partial class ReplicaSetCondition : ICondition;
