using K8sDashboard.Cluster.Tests.Faults;

namespace K8sDashboard.Soak;

/// <summary>Random sequences of faults, each with its own seed; after each the store must equal server and model.</summary>
internal static class RandomMixes
{
    private const int Steps = 40;

    public static async Task<Finding[]> RunAsync(TimeSpan time)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var (seeds, events) = (0, 0L);
        while (clock.GetElapsedTime(began) < time)
        {
            var seed = ++seeds;
            var model = new RecordedModel();
            RandomMix? mix = null;
            await using var rig = await Rig.StartAsync(
                (asked, body) =>
                {
                    model.Hear(asked, body);
                    mix?.Hear(asked, body);
                },
                streams: seed % 2 == 0
            );
            mix = new RandomMix(seed, rig.Api, rig.Proxy, clock);
            await mix.RunAsync(Steps, CancellationToken.None);
            if (await rig.DriftAsync() is not "0" and var drift)
                return [new($"random mix, seed {seed}", drift, "drift 0", false)];
            if (!model.Pods.SequenceEqual(rig.Api.Truth))
                return [new($"random mix, seed {seed}", "the recorded events are not the truth", "drift 0", false)];
            events += model.Events;
        }

        return [new($"random mixes of seeds 1 to {seeds}, {events} events: drift", "0", "0", true)];
    }
}
