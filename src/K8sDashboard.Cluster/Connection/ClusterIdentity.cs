using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.Cluster.Connection.Transport;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sDashboard.Cluster.Connection;

/// <summary>An identity to connect with: the connection's settings, and the names for the UI.</summary>
/// <param name="Settings">Address, transport and credentials.</param>
/// <param name="Context">The kubeconfig's context.</param>
/// <param name="User">The kubeconfig's user.</param>
/// <param name="Namespace">The context's namespace.</param>
internal sealed record ClusterIdentity(ConnectionSettings Settings, string Context, string User, string Namespace)
{
    /// <summary>The user name of unauthenticated requests.</summary>
    public const string Anonymous = "system:anonymous";

    /// <summary>The authentication method, as a text for the UI.</summary>
    public string SignsInBy { get; init; } = "";

    /// <summary>The user for the audit log: the impersonated one where there is one.</summary>
    public string Actor =>
        Settings switch
        {
            { Impersonation: { } other } => VisibleText.OneLine(other.User),
            { Credentials: null } => Anonymous,
            _ => User,
        };

    /// <summary>The identity of the kubeconfig; without one, in a pod, of its ServiceAccount.</summary>
    /// <exception cref="StartupException">There is neither, or it is unusable.</exception>
    /// <param name="options">Which file and context.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The logger, for a credential plugin that waits.</param>
    /// <param name="environment">Variables and terminal; null takes those of the process.</param>
    public static ClusterIdentity Find(
        ClusterOptions options,
        TimeProvider time,
        ILogger? log = null,
        ProcessEnvironment? environment = null
    )
    {
        environment ??= ProcessEnvironment.Current;
        var source = KubeconfigFiles.Read(options.Kubeconfig, environment.Variable("KUBECONFIG"));
        if (!source.Model.IsEmpty)
            return new KubeconfigIdentity(source, environment, time, log ?? NullLogger.Instance).Of(options.Context);
        // An explicit context or file never falls back to the pod's ServiceAccount.
        if (options is { Context: null, Kubeconfig: null } && InClusterIdentity.IsPossible(environment.Variable))
            return InClusterIdentity.Read(environment.Variable, time);
        throw new StartupException(
            (
                source.Files.Length > 0
                    ? $"The kubeconfig {source.Files} is empty: it names no cluster. "
                    : $"No kubeconfig found ({source.Places}). "
            ) + "Name one with --kubeconfig PATH, or create a cluster (for example with 'minikube start')."
        );
    }

    /// <summary>Opens the connection.</summary>
    public ClusterConnection Connect(RequestLoad? load = null, TimeProvider? time = null)
    {
        var handshakes = new HandshakeMonitor(time ?? TimeProvider.System);
        return new(GuardedClient.Create(Settings, load, handshakes, time), Context, Actor, Namespace)
        {
            SignIn = Settings.SignIn,
            Handshakes = handshakes,
            Summary = ConnectionSummary.Of(this),
        };
    }
}
