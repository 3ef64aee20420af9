using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>The state of a list. "Empty" is never shown before the API server has answered.</summary>
public enum TableState
{
    Loading,
    Empty,
    Unavailable,
    Data,
}

/// <summary>Derives the state from the sync state and the number of rows.</summary>
public static class TableStates
{
    public static TableState Of(SyncState sync, int rows) =>
        sync switch
        {
            SyncState.Forbidden or SyncState.NotServed or SyncState.Shed => TableState.Unavailable,
            _ when rows > 0 => TableState.Data,
            SyncState.Interrupted { NeverListed: true } => TableState.Unavailable,
            SyncState.Syncing => TableState.Loading,
            _ => TableState.Empty,
        };
}
