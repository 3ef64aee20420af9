namespace K8sDashboard.Soak;

/// <summary>The retained memory of the product's reflectors in this process under all other faults.</summary>
internal static class MemorySlope
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static async Task<Finding[]> RunAsync(TimeSpan time)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var growth = new Growth("memory kept by the loops");
        while (clock.GetElapsedTime(began) < time)
        {
            await Task.Delay(Interval, clock);
            growth.Add(clock.GetElapsedTime(began), GC.GetTotalMemory(forceFullCollection: true));
        }

        return [growth.Judge(time)];
    }
}
