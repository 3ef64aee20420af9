namespace K8sDashboard.Cluster.Connection;

/// <summary>The process cannot start, and the message says to a person why and what to do: it reaches the console without a stack trace.</summary>
public sealed class StartupException(string message) : Exception(message);
