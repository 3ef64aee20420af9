using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using K8sDashboard.Caching;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace K8sDashboard.Monitoring;

/// <summary>
/// The Prometheus HTTP client. Equal requests are coalesced, concurrency and response sizes are bounded, and every outcome is a
/// <see cref="PrometheusAnswer{T}"/>.
/// </summary>
public sealed partial class PrometheusClient(
    PrometheusLocator locator,
    TimeProvider time,
    QueryMetrics metrics,
    ILogger<PrometheusClient> log
) : IDisposable
{
    /// <summary>The concurrency limit: Prometheus itself runs 20 queries at once by default.</summary>
    public const int MaxInFlight = 4;

    /// <summary>Bound of the cached answers.</summary>
    private const int MaxAnswers = 512;

    /// <summary>Bound of the cached values, 8 bytes each.</summary>
    private const int MaxValues = 2_000_000;

    /// <summary>Time to live of a failure: long enough for the panels of one page to share it.</summary>
    private static readonly TimeSpan FailureLifetime = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim slots = new(MaxInFlight);

    // By query and step. A query has one type of answer.
    private readonly SingleFlightCache<string, object> answers = new(time, MaxAnswers, MaxValues);
    private volatile string? trouble;

    /// <summary>A range query. Equal query and grid share one request.</summary>
    public Task<PrometheusAnswer<ImmutableArray<TimeSeries>>> RangeAsync(string query, TimeGrid grid, CancellationToken cancellation) =>
        SharedAsync(
            $"range {grid.Start.ToUnixTimeSeconds()} {grid.Count} {grid.Step.TotalSeconds} {query}",
            grid.Step,
            series => 64 + series.Sum(one => one.Values.Length),
            () => AskAsync("api/v1/query_range", RangeForm(query, grid), data => PrometheusJson.Matrix(data, grid)),
            cancellation
        );

    /// <summary>An instant query; the caller aligns the time, so that all of a page agree.</summary>
    public Task<PrometheusAnswer<ImmutableArray<Sample>>> InstantAsync(string query, DateTimeOffset at, CancellationToken cancellation) =>
        SharedAsync(
            $"instant {at.ToUnixTimeSeconds()} {query}",
            TimeSpan.FromSeconds(15),
            samples => 64 + samples.Length,
            () => AskAsync("api/v1/query", InstantForm(query, at), PrometheusJson.Vector),
            cancellation
        );

    /// <summary>
    /// The labels of every series that matches one of the selectors and has samples in a range, which the caller aligns. Read from the
    /// index only, so that a long range costs no more than a short one.
    /// </summary>
    public Task<PrometheusAnswer<ImmutableArray<LabelSet>>> SeriesAsync(
        IReadOnlyCollection<string> selectors,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    ) =>
        SharedAsync(
            $"series {from.ToUnixTimeSeconds()} {to.ToUnixTimeSeconds()} {string.Join(' ', selectors)}",
            TimeSpan.FromSeconds(60),
            series => 64 + (8 * series.Length),
            () =>
                AskAsync(
                    "api/v1/series",
                    [
                        .. selectors.Select(selector => KeyValuePair.Create("match[]", selector)),
                        new("start", Unix(from)),
                        new("end", Unix(to)),
                    ],
                    PrometheusJson.Series
                ),
            cancellation
        );

    /// <summary>The active targets. Other servers with the same query API may reject this.</summary>
    public Task<PrometheusAnswer<ImmutableArray<ScrapeTarget>>> TargetsAsync(CancellationToken cancellation) =>
        SharedAsync(
            "targets",
            TimeSpan.FromSeconds(5),
            targets => 64 + targets.Length,
            () => AskAsync("api/v1/targets?state=active", [], PrometheusJson.Targets),
            cancellation
        );

    /// <summary>The queried server, for the UI.</summary>
    public async ValueTask<string> SourceAsync(CancellationToken cancellation) =>
        await locator(cancellation) switch
        {
            PrometheusSource.Found found => found.Connection.Source,
            PrometheusSource.Missing missing => missing.Message,
            _ => throw new InvalidOperationException(),
        };

    public void Dispose() => slots.Dispose();

    private async Task<PrometheusAnswer<T>> SharedAsync<T>(
        string key,
        TimeSpan lifetime,
        Func<T, int> weigh,
        Func<Task<PrometheusAnswer<T>>> ask,
        CancellationToken cancellation
    ) =>
        (PrometheusAnswer<T>)
            await answers.GetAsync(
                key,
                async () =>
                    await ask() switch
                    {
                        PrometheusAnswer<T>.Data data => new(data, lifetime, weigh(data.Value)),
                        var failure => new(failure, FailureLifetime),
                    },
                cancellation
            );

    // Shared by all waiters (single-flight), so that no caller's cancellation ends it; the pipeline's total timeout does.
    private async Task<PrometheusAnswer<T>> AskAsync<T>(string path, KeyValuePair<string, string>[] form, Func<JsonElement, T> read)
    {
        var answer = await TryAskAsync(path, form, read);
        metrics.Count(answer);
        Tell(
            answer switch
            {
                PrometheusAnswer<T>.Unreachable none => none.Message,
                PrometheusAnswer<T>.Data => null,
                _ => trouble,
            }
        );
        return answer;
    }

    private async Task<PrometheusAnswer<T>> TryAskAsync<T>(string path, KeyValuePair<string, string>[] form, Func<JsonElement, T> read)
    {
        await slots.WaitAsync();
        try
        {
            return await locator(CancellationToken.None) switch
            {
                PrometheusSource.Found { Connection: var server } => PrometheusReply
                    .Read(await server.AskAsync(path, form, CancellationToken.None), read)
                    .WithWords(server.Headers.Redact),
                PrometheusSource.Missing missing => new PrometheusAnswer<T>.NotConfigured(missing.Message),
                _ => throw new InvalidOperationException(),
            };
        }
        catch (BrokenCircuitException)
        {
            return new PrometheusAnswer<T>.Unreachable(
                $"it failed again and again; asked again within {PrometheusPipeline.BreakDuration.TotalSeconds} s"
            );
        }
        catch (TimeoutRejectedException timeout)
        {
            return new PrometheusAnswer<T>.Unreachable($"no answer within {timeout.Timeout.TotalSeconds} s");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return new PrometheusAnswer<T>.Unreachable(fault.Message);
        }
        finally
        {
            slots.Release();
        }
    }

    private void Tell(string? now)
    {
        var before = trouble;
        trouble = now;
        if (before is null && now is not null)
            Lost(now);
        if (before is not null && now is null)
            Regained();
    }

    private static KeyValuePair<string, string>[] RangeForm(string query, TimeGrid grid) =>
        [
            new("query", query),
            new("start", Unix(grid.Start)),
            new("end", Unix(grid.End)),
            new("step", PrometheusDuration.Format(grid.Step)),
            Timeout,
        ];

    private static KeyValuePair<string, string>[] InstantForm(string query, DateTimeOffset at) =>
        [new("query", query), new("time", Unix(at)), Timeout];

    private static KeyValuePair<string, string> Timeout => new("timeout", PrometheusDuration.Format(PrometheusPipeline.AttemptTimeout));

    private static string Unix(DateTimeOffset moment) => moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Prometheus does not answer: {Reason}")]
    private partial void Lost(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Prometheus answers again")]
    private partial void Regained();
}
