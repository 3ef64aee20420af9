using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui;

/// <summary>Which of the four states a list is in. "Nothing here" is never said before the API server has answered.</summary>
public enum TableState
{
    Loading,
    Empty,
    Unavailable,
    Data,
}

/// <summary>Decides the state from what was heard and what there is to show.</summary>
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
