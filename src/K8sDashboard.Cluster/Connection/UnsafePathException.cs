namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// A request was blocked because its path was not built by <see cref="ApiPath"/>: a bug, or a path traversal attempt through a name.
/// </summary>
public sealed class UnsafePathException()
    : InvalidOperationException("The request's path was not built from checked names; it was not sent.");
