namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The state of one endpoint of a Service, the best first.</summary>
public enum EndpointState
{
    /// <summary>It receives traffic.</summary>
    Ready,

    /// <summary>It receives traffic by <c>publishNotReadyAddresses</c>, although its pod is not ready.</summary>
    PublishedNotReady,

    /// <summary>Terminating and still serving: it receives traffic only where no endpoint is ready.</summary>
    Draining,

    NotReady,

    /// <summary>Its pod does not match the Service's selector.</summary>
    NotMatched,
}

/// <summary>The number of endpoints by state.</summary>
public readonly record struct EndpointCounts(int Ready, int PublishedNotReady, int Draining, int NotReady, int NotMatched)
{
    public int Total => Ready + PublishedNotReady + Draining + NotReady + NotMatched;

    public static EndpointCounts Of(IReadOnlyCollection<EndpointState> states)
    {
        return new(
            Count(EndpointState.Ready),
            Count(EndpointState.PublishedNotReady),
            Count(EndpointState.Draining),
            Count(EndpointState.NotReady),
            Count(EndpointState.NotMatched)
        );

        int Count(EndpointState wanted) => states.Count(state => state == wanted);
    }

    /// <summary>The UI text of the state of a single endpoint.</summary>
    public static string Word(EndpointState state) =>
        state switch
        {
            EndpointState.Ready => "ready",
            EndpointState.PublishedNotReady => "published although not ready",
            EndpointState.Draining => "draining",
            EndpointState.NotReady => "not ready",
            EndpointState.NotMatched => "not matched",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no word for this state"),
        };

    /// <summary><c>1 of 2 endpoints ready</c> or, where some are in other states, <c>1 ready, 1 draining, 1 not matched</c>.</summary>
    public override string ToString()
    {
        if (Ready + NotReady == Total)
            return $"{Ready} of {Total} endpoints ready";
        (int Count, EndpointState State)[] all =
        [
            (Ready, EndpointState.Ready),
            (Draining, EndpointState.Draining),
            (PublishedNotReady, EndpointState.PublishedNotReady),
            (NotReady, EndpointState.NotReady),
            (NotMatched, EndpointState.NotMatched),
        ];
        return string.Join(", ", all.Where(one => one.Count > 0).Select(one => $"{one.Count} {Word(one.State)}"));
    }
}
