using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Whether the API server is heard by one loop; logs one line when that changes, however often it is tried in between.
/// An opened watch alone proves nothing: a failing proxy opens and closes it at every try.
/// </summary>
internal sealed partial class ConnectivityLog(LoopName loop, ILogger logger)
{
    private bool lost;

    public void Lose(string reason)
    {
        if (!lost) LogLost(loop, reason);
        lost = true;
    }

    public void Regain()
    {
        if (lost) LogRegained(loop);
        lost = false;
    }

    [LoggerMessage(LogLevel.Warning, "{Loop}: the API server cannot be heard: {Reason}")]
    private partial void LogLost(LoopName loop, string reason);

    [LoggerMessage(LogLevel.Information, "{Loop}: the API server is heard again")]
    private partial void LogRegained(LoopName loop);
}
