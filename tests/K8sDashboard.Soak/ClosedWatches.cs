using K8sDashboard.Faults;

namespace K8sDashboard.Soak;

/// <summary>Closes every watch after a second, throughout the run.</summary>
internal static class ClosedWatches
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(1.05);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    public static async Task<Finding[]> RunAsync(TimeSpan time)
    {
        await using var rig = await Rig.StartAsync();
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var (watches, lists) = (0, 0);
        using (rig.Proxy.Rules.On(asked => asked.IsWatch, new Fault.EndAfter(Life)))
        {
            rig.Proxy.Line.Cut();
            rig.Forget();
            for (var i = 0; clock.GetElapsedTime(began) < time; i++)
            {
                rig.Api.Put($"pod-{i % 50}");
                if (i % 50 == 49)
                    rig.Api.Delete($"pod-{i % 49}");
                await Task.Delay(Pause, clock);
                if (i % 100 != 99)
                    continue;
                Count();
            }
        }

        var drift = await rig.DriftAsync();
        Count();
        return
        [
            new($"{watches} watches, each closed after a second: lists", $"{lists}", "0", lists == 0),
            new("… drift at the end", drift, "0", drift == "0"),
        ];

        void Count()
        {
            watches += rig.Proxy.Requests.Count(asked => asked.IsWatch);
            lists += rig.Api.Lists;
            rig.Forget();
            // Bounds the fake server's history. The newest events are kept, since a watch may be about to resume before them.
            rig.Api.Compact(keep: 100);
        }
    }
}
