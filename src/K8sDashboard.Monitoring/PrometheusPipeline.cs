using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace K8sDashboard.Monitoring;

/// <summary>The resilience pipeline: timeouts, retries, and a circuit breaker.</summary>
internal static class PrometheusPipeline
{
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(8);
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(30);

    public static ResiliencePipeline<RawAnswer> Build(TimeProvider time) =>
        new ResiliencePipelineBuilder<RawAnswer> { TimeProvider = time }
            .AddTimeout(TotalTimeout)
            .AddRetry(
                new RetryStrategyOptions<RawAnswer>
                {
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(250),
                    UseJitter = true,
                    // Timeouts are not retried: the query would time out again.
                    ShouldHandle = outcome =>
                        ValueTask.FromResult(
                            outcome.Outcome.Exception is HttpRequestException or IOException || Ails(outcome.Outcome.Result)
                        ),
                }
            )
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<RawAnswer>
                {
                    MinimumThroughput = 10,
                    FailureRatio = 0.5,
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = BreakDuration,
                    ShouldHandle = outcome =>
                        ValueTask.FromResult(
                            outcome.Outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException
                                || Ails(outcome.Outcome.Result)
                        ),
                }
            )
            .AddTimeout(AttemptTimeout)
            .Build();

    private static bool Ails(RawAnswer? answer) =>
        answer?.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
}
