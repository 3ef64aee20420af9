using K8sDashboard.Cluster.Connection.Authentication;

namespace K8sDashboard.Cluster.Connection;

/// <summary>What a connection takes from the process that it is made in.</summary>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="Terminal">Where a credential plugin may ask.</param>
internal sealed record ProcessEnvironment(Func<string, string?> Variable, PluginTerminal Terminal)
{
    public static ProcessEnvironment Current { get; } =
        new(Environment.GetEnvironmentVariable, new(!Console.IsInputRedirected, Console.Error.Write));
}
