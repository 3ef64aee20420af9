namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// The process cannot start; the message states the cause and the remedy. It is printed to the console without a stack trace.
/// </summary>
public sealed class StartupException(string message) : Exception(message);
