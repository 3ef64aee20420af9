using System.Globalization;

namespace K8sDashboard.Soak;

/// <summary>Kills the server for a second, half a minute, and ten minutes, repeatedly.</summary>
internal static class Outages
{
    private static readonly TimeSpan[] Lengths = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10)];
    private static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RightWithin = TimeSpan.FromSeconds(35);

    public static async Task<Finding[]> RunAsync(TimeSpan time)
    {
        await using var rig = await Rig.StartAsync();
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var (kills, worstNotice, worstReturn) = (0, TimeSpan.Zero, TimeSpan.Zero);
        while (true)
        {
            var length = Lengths[kills % Lengths.Length];
            if (kills > 0 && clock.GetElapsedTime(began) + length > time)
                break;
            rig.Proxy.Line.Refuse();
            var killed = clock.GetTimestamp();
            await rig.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
            worstNotice = Max(worstNotice, clock.GetElapsedTime(killed));
            rig.Api.Put($"kill-{kills % 10}");
            await Task.Delay(length, clock);
            rig.Proxy.Line.Accept();
            var returned = clock.GetTimestamp();
            await rig.Pods.SeeTruthAsync(rig.Api);
            worstReturn = Max(worstReturn, clock.GetElapsedTime(returned));
            kills++;
            rig.Forget();
        }

        return
        [
            new(
                $"server killed {kills} times, for 1 s, 30 s, 10 min in turn: noticed",
                Seconds(worstNotice),
                "≤ 5 s",
                worstNotice <= NoticedWithin
            ),
            new("… right contents after its return", Seconds(worstReturn), "≤ 35 s", worstReturn <= RightWithin),
        ];
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture);
}
