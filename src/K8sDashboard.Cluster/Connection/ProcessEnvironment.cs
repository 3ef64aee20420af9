using K8sDashboard.Cluster.Connection.Authentication;

namespace K8sDashboard.Cluster.Connection;

/// <summary>The process environment of a connection.</summary>
/// <param name="Variable">Reads an environment variable.</param>
/// <param name="Terminal">The terminal for interactive credential plugins.</param>
internal sealed record ProcessEnvironment(Func<string, string?> Variable, PluginTerminal Terminal)
{
    public static ProcessEnvironment Current { get; } =
        new(Environment.GetEnvironmentVariable, new(!Console.IsInputRedirected, Console.Error.Write));
}
