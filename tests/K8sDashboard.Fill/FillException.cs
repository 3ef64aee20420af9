namespace K8sDashboard.Fill;

/// <summary>The cluster cannot be reached or refuses what the tool asks; the message is for the person at the console.</summary>
internal sealed class FillException(string message) : Exception(message);
