using Microsoft.AspNetCore.Components.Server.Circuits;

namespace K8sDashboard.Web.Hosting;

/// <summary>Counts the circuits whose browser is connected.</summary>
public sealed class OpenScreens
{
    private int open;

    public int Open => Volatile.Read(ref open);

    internal void Change(int by) => Interlocked.Add(ref open, by);
}

/// <summary>Updates <see cref="OpenScreens"/> for one circuit.</summary>
internal sealed class ScreenCount(OpenScreens screens) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        screens.Change(1);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        screens.Change(-1);
        return Task.CompletedTask;
    }
}
