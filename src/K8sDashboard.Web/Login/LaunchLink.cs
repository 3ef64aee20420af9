using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace K8sDashboard.Web.Login;

/// <summary>
/// Prints the launch link: when the dashboard starts to listen and, with a new key, on a request without a session after the old key was
/// spent.
/// </summary>
public sealed class LaunchLink(LaunchKey key, IServer server, TextWriter console)
{
    public void Print() => Print(key.Current);

    /// <summary>
    /// Prints a link with a new key if the last one is spent. An unauthenticated client can thus cause one line per login at most.
    /// </summary>
    public void PrintAgain() => Print(key.Renew());

    private void Print(string? current)
    {
        if (current is null)
            return;
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        console.WriteLine($"Open http://localhost:{new Uri(address).Port}/login?k={current}");
        console.Flush();
    }
}
