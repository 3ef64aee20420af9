namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>The terminal that an interactive credential plugin may use.</summary>
/// <param name="IsThere">Standard input is a terminal.</param>
/// <param name="Write">Prints the plugin's output as it arrives.</param>
internal sealed record PluginTerminal(bool IsThere, Action<string> Write);
