using System.Collections.Immutable;

namespace K8sDashboard.Monitoring;

/// <summary>What became of a question to Prometheus. Absence and trouble are answers too, so no expected failure is an exception.</summary>
public abstract record PrometheusAnswer<T>
{
    private PrometheusAnswer() { }

    /// <summary>Prometheus answered; <paramref name="Warnings"/> say what the answer lacks (partial data, series left out).</summary>
    public sealed record Data(T Value, ImmutableArray<string> Warnings) : PrometheusAnswer<T>;

    /// <summary>No Prometheus is configured, and none was found.</summary>
    public sealed record NotConfigured(string Message) : PrometheusAnswer<T>;

    /// <summary>Prometheus did not answer, or what answered was not Prometheus. Worth asking again.</summary>
    public sealed record Unreachable(string Message) : PrometheusAnswer<T>;

    /// <summary>Prometheus, or the API server before it, refused the question; <paramref name="Message"/> has its own words.</summary>
    public sealed record Rejected(string Message) : PrometheusAnswer<T>;

    /// <summary>Why there is no answer, in words for a person; null where there is one.</summary>
    public string? FailureMessage =>
        this switch
        {
            Data => null,
            NotConfigured none => none.Message,
            Unreachable none => $"Prometheus cannot be reached: {none.Message}",
            Rejected no => $"Prometheus refused: {no.Message}",
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The same outcome in other words.</summary>
    public PrometheusAnswer<T> WithWords(Func<string, string> words) =>
        this switch
        {
            Data data => data with { Warnings = [.. data.Warnings.Select(words)] },
            NotConfigured none => new NotConfigured(words(none.Message)),
            Unreachable none => new Unreachable(words(none.Message)),
            Rejected no => new Rejected(words(no.Message)),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The same outcome with the value read by <paramref name="read"/>.</summary>
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
