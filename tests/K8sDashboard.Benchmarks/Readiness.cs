using System.Net;
using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.Benchmarks;

/// <summary>Waits for a dashboard's readiness: all kinds are listed.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <exception cref="NotMeasuredException">The wait timed out.</exception>
    public static async Task WaitAsync(Dashboard dashboard, TimeProvider time)
    {
        using var http = new HttpClient();
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < Timeout; await Task.Delay(Look, time))
        {
            using var answer = await http.GetAsync(new Uri(dashboard.Address, "/readyz"));
            if (answer.StatusCode is HttpStatusCode.OK)
                return;
        }

        throw new NotMeasuredException($"The dashboard was not ready within {Timeout.TotalMinutes:0} minutes.");
    }
}
