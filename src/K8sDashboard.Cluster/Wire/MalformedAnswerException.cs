namespace K8sDashboard.Cluster.Wire;

/// <summary>The API server's response is truncated or does not match its content type.</summary>
internal sealed class MalformedAnswerException(string message) : Exception(message);
