using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace K8sDashboard.Web.Login;

/// <summary>Prints the link to open: once when the dashboard listens, and again, with a new key, when the old one is spent and somebody asks.</summary>
public sealed class LaunchLink(LaunchKey key, IServer server, TextWriter console)
{
    public void Print() => Print(key.Current);

    /// <summary>Where the last key is spent, makes and prints a new one. What a stranger can make it print is thus one line per login.</summary>
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
