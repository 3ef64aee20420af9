namespace K8sDashboard.Cluster.State;

/// <summary>One entry of <c>status.conditions</c>.</summary>
public sealed record Condition(string Type, ConditionStatus Status, string Reason, string Message, DateTimeOffset? Since);

/// <summary>A condition's three values; <c>Unknown</c> is what the control plane says when a node stops reporting.</summary>
public enum ConditionStatus { Unknown, True, False }
