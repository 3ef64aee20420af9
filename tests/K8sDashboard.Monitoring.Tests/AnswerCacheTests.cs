using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests;

/// <summary>Coalescing of equal requests, and the bound of the cache.</summary>
public class AnswerCacheTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly AnswerCache cache = new(new FakeTimeProvider());
    private readonly Dictionary<string, int> asked = [];

    [Fact]
    public async Task AnswerCache_EntryEvictedBeforeCompletion_AddsNoWeight()
    {
        var late = new TaskCompletionSource<PrometheusAnswer<int>>();
        var first = cache.GetAsync("slow", Step, _ => AnswerCache.MaxWeight, () => late.Task);
        for (var other = 0; other <= AnswerCache.MaxEntries; other++)
            await AskAsync($"{other}");
        var again = new TaskCompletionSource<PrometheusAnswer<int>>();
        var second = cache.GetAsync("slow", Step, _ => 1, () => again.Task);

        late.SetResult(new PrometheusAnswer<int>.Data(1, []));
        await first;
        await AskAsync("x");
        await AskAsync("y");
        await AskAsync("x");

        Assert.Equal(1, asked["x"]);
        Assert.False(second.IsCompleted);
    }

    private Task<PrometheusAnswer<int>> AskAsync(string key) =>
        cache.GetAsync(
            key,
            Step,
            _ => 1,
            () =>
            {
                asked[key] = asked.GetValueOrDefault(key) + 1;
                return Task.FromResult<PrometheusAnswer<int>>(new PrometheusAnswer<int>.Data(1, []));
            }
        );
}
