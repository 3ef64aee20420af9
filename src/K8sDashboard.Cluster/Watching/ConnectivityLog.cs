using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Logs connection state transitions of one loop: one line when the connection is lost and one when it is restored, however often it is
/// retried in between. An accepted watch alone is no recovery: a failing proxy accepts and closes it at every retry.
/// </summary>
internal sealed partial class ConnectivityLog(LoopName loop, ILogger logger)
{
    private bool lost;

    public void Lost(string reason)
    {
        if (!lost)
            LogLost(loop, reason);
        lost = true;
    }

    public void Restored()
    {
        if (lost)
            LogRestored(loop);
        lost = false;
    }

    [LoggerMessage(LogLevel.Warning, "{Loop}: watch connection lost: {Reason}")]
    private partial void LogLost(LoopName loop, string reason);

    [LoggerMessage(LogLevel.Information, "{Loop}: watch connection restored")]
    private partial void LogRestored(LoopName loop);
}
