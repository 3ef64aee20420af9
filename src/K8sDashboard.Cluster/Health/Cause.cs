using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>One line of <em>Needs attention</em>: an object that is the cause, and how much hangs on it.</summary>
/// <param name="Kind"><c>Node</c>, <c>Deployment</c>, <c>Pod</c> or <c>Service</c>; for pods of another controller its kind.</param>
/// <param name="Ref">The object to look at.</param>
/// <param name="Verdict">What is wrong with it.</param>
/// <param name="Pods">Pods in trouble that this cause explains.</param>
/// <param name="Since">Since when; null where nobody says.</param>
public sealed record Cause(string Kind, ObjectRef Ref, Verdict Verdict, int Pods, DateTimeOffset? Since);
