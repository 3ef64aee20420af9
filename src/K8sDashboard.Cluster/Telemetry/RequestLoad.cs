using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Prometheus;

namespace K8sDashboard.Cluster.Telemetry;

/// <summary>Counts all requests to the API server by kind: the load that the dashboard causes.</summary>
public sealed class RequestLoad
{
    /// <summary>The label value in place of a status code where no response arrived.</summary>
    private const string NoResponse = "error";

    private readonly Counter requests;
    private readonly Histogram durations;
    private readonly Lock gate = new();
    private readonly SortedDictionary<RequestKind, (long Sent, MinuteRate Rate)> counts = []; // bounded by the kinds of request
    private readonly TimeProvider time;

    public RequestLoad(CollectorRegistry registry, TimeProvider time)
    {
        this.time = time;
        var metrics = Metrics.WithCustomRegistry(registry);
        requests = metrics.CreateCounter(
            "k8sdashboard_api_requests_total",
            "Requests to the API server by verb and HTTP status code; code error: failed, timed out or canceled before a response.",
            "verb",
            "code"
        );
        durations = metrics.CreateHistogram(
            "k8sdashboard_api_request_duration_seconds",
            "Time until the headers of the API server's response, or the failure; of a watch, until it is open.",
            "verb"
        );
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
        lock (gate)
        {
            var (sent, rate) = counts.TryGetValue(kind, out var count) ? count : (0, new(time));
            rate.Count();
            counts[kind] = (sent + 1, rate);
        }
    }

    /// <summary>Records the end of a request.</summary>
    /// <param name="verb">Its verb.</param>
    /// <param name="code">The status code; null where no response arrived.</param>
    /// <param name="took">The time until the headers of the response, or the failure.</param>
    internal void Ended(RequestVerb verb, HttpStatusCode? code, TimeSpan took)
    {
        var label = verb.ToString().ToLowerInvariant();
        requests.WithLabels(label, code is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : NoResponse).Inc();
        durations.WithLabels(label).Observe(took.TotalSeconds);
    }
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
