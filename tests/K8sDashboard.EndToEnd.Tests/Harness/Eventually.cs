using System.Diagnostics;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Polls until two sources agree: a cluster changes while it is read, so a single comparison is not conclusive.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan AfterARollout = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Passes when <paramref name="assertion"/> does; fails with its last exception after <paramref name="timeout"/>.</summary>
    public static async Task PassesAsync(TimeSpan timeout, Func<Task> assertion)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception fault)
                when (fault
                        is Xunit.Sdk.IAssertionException
                            or Xunit.Sdk.XunitException
                            or Microsoft.Playwright.PlaywrightException
                            or HttpRequestException
                )
            {
                if (began.Elapsed > timeout)
                    throw;
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }
}
