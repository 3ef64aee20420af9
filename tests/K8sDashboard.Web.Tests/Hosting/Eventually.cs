namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Polls until a condition holds; a server detects a closed connection asynchronously.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> isTrue)
    {
        using var interval = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; tries < 6_000; tries++)
        {
            if (await isTrue())
                return;
            await interval.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come true within two minutes.");
    }
}
