namespace K8sDashboard.Cluster.Watching;

/// <summary>The name of one loop in the log: <c>pods of shop</c>.</summary>
/// <param name="Kind">The plural, as in kubectl.</param>
/// <param name="Scope">The namespace; empty for the whole cluster.</param>
internal readonly record struct LoopName(string Kind, string Scope)
{
    public override string ToString() => $"{Kind} of {(Scope.Length == 0 ? "the cluster" : Scope)}";
}
