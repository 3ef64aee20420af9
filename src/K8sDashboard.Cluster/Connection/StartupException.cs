namespace K8sDashboard.Cluster.Connection;

/// <summary>The dashboard cannot start as it was told to: the message is the whole line that the console prints, and says what to do.</summary>
public sealed class StartupException(string message) : Exception(message);
