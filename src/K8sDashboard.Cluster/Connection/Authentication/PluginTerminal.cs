namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>The terminal that a credential plugin may use to ask a person.</summary>
/// <param name="IsThere">Standard input is a terminal.</param>
/// <param name="Write">Prints what the plugin says, as it comes.</param>
internal sealed record PluginTerminal(bool IsThere, Action<string> Write);
