using System.Collections.Immutable;

namespace K8sDashboard.Monitoring;

/// <summary>The result of a request to Prometheus. Expected failures are values, not exceptions.</summary>
public abstract record PrometheusAnswer<T>
{
    private PrometheusAnswer() { }

    /// <summary>Prometheus answered; <paramref name="Warnings"/> describe what is missing (partial data, omitted series).</summary>
    public sealed record Data(T Value, ImmutableArray<string> Warnings) : PrometheusAnswer<T>;

    /// <summary>No Prometheus is configured, and none was discovered.</summary>
    public sealed record NotConfigured(string Message) : PrometheusAnswer<T>;

    /// <summary>Prometheus did not respond, or the response was not Prometheus'. Retryable.</summary>
    public sealed record Unreachable(string Message) : PrometheusAnswer<T>;

    /// <summary>Prometheus, or the API server before it, rejected the request; <paramref name="Message"/> is its own.</summary>
    public sealed record Rejected(string Message) : PrometheusAnswer<T>;

    /// <summary>The failure message for the UI; null for a success.</summary>
    public string? FailureMessage =>
        this switch
        {
            Data => null,
            NotConfigured none => none.Message,
            Unreachable none => $"Prometheus cannot be reached: {none.Message}",
            Rejected no => $"Prometheus refused: {no.Message}",
            _ => throw new InvalidOperationException(),
        };

    /// <summary>Maps the messages and warnings.</summary>
    public PrometheusAnswer<T> WithWords(Func<string, string> map) =>
        this switch
        {
            Data data => data with { Warnings = [.. data.Warnings.Select(map)] },
            NotConfigured none => new NotConfigured(map(none.Message)),
            Unreachable none => new Unreachable(map(none.Message)),
            Rejected no => new Rejected(map(no.Message)),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>Maps the value by <paramref name="read"/>.</summary>
    public PrometheusAnswer<TOther> Select<TOther>(Func<T, TOther> read) =>
        this switch
        {
            Data data => new PrometheusAnswer<TOther>.Data(read(data.Value), data.Warnings),
            NotConfigured none => new PrometheusAnswer<TOther>.NotConfigured(none.Message),
            Unreachable none => new PrometheusAnswer<TOther>.Unreachable(none.Message),
            Rejected no => new PrometheusAnswer<TOther>.Rejected(no.Message),
            _ => throw new InvalidOperationException(),
        };
}
