namespace K8sDashboard.Demo;

/// <summary>The demo cannot start, or cannot go on; the message is for the console.</summary>
public sealed class DemoException(string message) : Exception(message);
