namespace K8sDashboard.Fill;

/// <summary>The cluster is unreachable or refuses a request; the message is for the console.</summary>
internal sealed class FillException(string message) : Exception(message);
