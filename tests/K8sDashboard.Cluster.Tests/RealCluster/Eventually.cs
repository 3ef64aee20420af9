namespace K8sDashboard.Cluster.Tests.RealCluster;

/// <summary>Polls for eventually consistent effects of controllers.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task HoldsAsync(string what, Func<Task<bool>> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"Not within {Patience.TotalSeconds:0} s: {what}.");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
