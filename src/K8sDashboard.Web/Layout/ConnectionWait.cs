using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Connection.Transport;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Layout;

/// <summary>Why the connection to the API server waits: for an interactive sign-in, or for a server that does not answer.</summary>
/// <param name="Text">The reason.</param>
/// <param name="Output">The output of the credential plugin; empty where it printed nothing.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Action">The action offered.</param>
public sealed record ConnectionWait(string Text, string Output, string Advice, ConnectionAction Action)
{
    /// <summary>Delay before a banner is shown (no flicker): a credential plugin with a cached token ends sooner.</summary>
    public static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(2);

    /// <summary>Null while nothing waits, or for less than <see cref="Unnoticed"/>.</summary>
    public static ConnectionWait? Of(ClusterConnection connection, Clock clock)
    {
        if (connection.SignIn is { Current: { } run } && clock.Now - run.Since >= Unnoticed)
            return new(
                $"Waiting for the credential plugin {run.Plugin} since {clock.TimeOf(run.Since)}.",
                run.Output,
                run.Interactive
                    ? "It may ask you to sign in, in a browser window or at the terminal that the dashboard was started from."
                    : "It is ended after a minute.",
                ConnectionAction.Cancel
            );
        if (connection.SignIn is { Current: null, IsCancelled: true })
            return new("The sign-in was cancelled. The API server is not asked until you sign in.", "", "", ConnectionAction.Retry);
        return connection.Handshakes.WaitingSince is { } since && clock.Now - since >= HandshakeMonitor.Slow
            ? new(
                $"Waiting for {connection.ServerName} since {clock.TimeOf(since)}: "
                    + "it accepts connections and does not answer the TLS handshake.",
                "",
                "",
                ConnectionAction.None
            )
            : null;
    }
}

/// <summary>What the user can do about a wait.</summary>
public enum ConnectionAction
{
    None,

    /// <summary>Terminate the credential plugin.</summary>
    Cancel,

    /// <summary>Run it again.</summary>
    Retry,
}
