namespace K8sDashboard.Cluster.Watching;

/// <summary>One loop as the log calls it: <c>pods of shop</c>.</summary>
/// <param name="Kind">The plural as kubectl says it.</param>
/// <param name="Scope">The namespace; empty for the whole cluster.</param>
internal readonly record struct LoopName(string Kind, string Scope)
{
    public override string ToString() => $"{Kind} of {(Scope.Length == 0 ? "the cluster" : Scope)}";
}
