using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Counts all requests to the API server by kind: the load that the dashboard causes.</summary>
public sealed class RequestLoad : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> requests;
    private readonly Lock gate = new();
    private readonly SortedDictionary<RequestKind, (long Sent, MinuteRate Rate)> counts = []; // bounded by the kinds of request
    private readonly TimeProvider time;

    public RequestLoad(IMeterFactory factory, TimeProvider time)
    {
        this.time = time;
        meter = factory.Create("K8sDashboard.Requests");
        requests = meter.CreateCounter<long>("k8sdashboard.api.requests", description: "Requests to the API server, by what they do.");
    }

    /// <summary>Requests since the start, by what they do.</summary>
    public ImmutableArray<RequestCount> Counts
    {
        get
        {
            lock (gate)
                return [.. counts.Select(pair => new RequestCount(pair.Key, pair.Value.Sent, pair.Value.Rate.PerSecond))];
        }
    }

    internal void Count(RequestKind kind)
    {
        requests.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString().ToLowerInvariant()));
        lock (gate)
        {
            var (sent, rate) = counts.TryGetValue(kind, out var count) ? count : (0, new(time));
            rate.Count();
            counts[kind] = (sent + 1, rate);
        }
    }

    public void Dispose() => meter.Dispose();
}

/// <summary>A class of requests with similar load.</summary>
public enum RequestKind
{
    /// <summary>A watch: open for minutes.</summary>
    Watch,

    /// <summary>Reads one object, a list, an access review, or the server's health.</summary>
    Read,

    /// <summary>A mutating request, dry run or not.</summary>
    Write,

    /// <summary>A request to Prometheus through the service proxy.</summary>
    Proxy,
}

/// <summary>The requests of one kind: the total, and the rate per second over the last minute.</summary>
public sealed record RequestCount(RequestKind Kind, long Sent, double PerSecond);
