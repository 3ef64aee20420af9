namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Asks again until what must come true does; a server learns of a closed connection when it learns of it.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> isTrue)
    {
        using var patience = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; tries < 6_000; tries++)
        {
            if (await isTrue())
                return;
            await patience.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come true within two minutes.");
    }
}
