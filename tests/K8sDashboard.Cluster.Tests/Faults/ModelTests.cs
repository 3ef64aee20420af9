using K8sDashboard.Cluster.Tests.ApiServer;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>Model-based test: after random events and faults, the store equals the API server.</summary>
public sealed class ModelTests
{
    private const int Steps = 60;

    /// <param name="seed">The random seed.</param>
    /// <param name="streams">The server supports streaming lists; else lists are paged.</param>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [Trait("Fault", "F14-random-mix")]
    public async Task Reflector_RandomMixOfFaults_EndsEqualToServerAndRecordedEvents(int seed, bool streams)
    {
        var model = new RecordedModel();
        RandomMix? mix = null;
        await using var faulty = await FaultyPods.StartAsync(
            before: proxy =>
                proxy.Passed = (asked, body) =>
                {
                    model.Hear(asked, body);
                    mix?.Hear(asked, body);
                },
            streams: streams
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        mix = new RandomMix(seed, faulty.Api, faulty.Proxy, faulty.Time);

        await mix.RunAsync(Steps, CancellationToken.None);

        await faulty.Pods.SeeTruthAsync(faulty.Api);
        Assert.Equal(faulty.Api.Truth, model.Pods);
        Assert.True(model.Events > 0);
    }
}
