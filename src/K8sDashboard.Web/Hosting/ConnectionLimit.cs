namespace K8sDashboard.Web.Hosting;

/// <summary>Limits concurrent circuits, in total and per session: a circuit costs memory for as long as its connection lives.</summary>
public sealed class ConnectionLimit
{
    public const int MostInAll = 200;
    public const int MostPerSession = 10;

    private readonly Lock gate = new(); // connections begin and end on any thread
    private readonly Dictionary<string, int> open = []; // bounded by MostInAll: an entry is removed with its last connection
    private int total;

    /// <summary>The limit is reached: no further page can be opened.</summary>
    public bool IsReached(string session)
    {
        lock (gate)
            return total >= MostInAll || open.GetValueOrDefault(session) >= MostPerSession;
    }

    /// <summary>Runs one connection to its end, or rejects it.</summary>
    public async Task RunAsync(string session, HttpContext context, RequestDelegate connection)
    {
        if (!TryEnter(session))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            await connection(context);
        }
        finally
        {
            Leave(session);
        }
    }

    private bool TryEnter(string session)
    {
        lock (gate)
        {
            var own = open.GetValueOrDefault(session);
            if (total >= MostInAll || own >= MostPerSession)
                return false;
            open[session] = own + 1;
            total++;
            return true;
        }
    }

    private void Leave(string session)
    {
        lock (gate)
        {
            total--;
            if (--open[session] == 0)
                open.Remove(session);
        }
    }
}
