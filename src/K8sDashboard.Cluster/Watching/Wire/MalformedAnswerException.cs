namespace K8sDashboard.Cluster.Watching.Wire;

/// <summary>The API server's answer is cut short or is not what its content type says.</summary>
internal sealed class MalformedAnswerException(string message) : Exception(message);
