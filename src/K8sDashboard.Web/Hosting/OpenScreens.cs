using Microsoft.AspNetCore.Components.Server.Circuits;
using Prometheus;

namespace K8sDashboard.Web.Hosting;

/// <summary>Counts the circuits, and those whose browser is connected.</summary>
public sealed class OpenScreens
{
    private readonly Gauge circuits;
    private readonly Gauge connected;

    public OpenScreens(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        circuits = metrics.CreateGauge("k8sdashboard_circuits", "Blazor circuits in memory: open pages, and those kept for a reconnect.");
        connected = metrics.CreateGauge("k8sdashboard_circuits_connected", "Blazor circuits whose browser is connected.");
    }

    /// <summary>The circuits whose browser is connected.</summary>
    public int Open => (int)connected.Value;

    internal void CircuitOpened() => circuits.Inc();

    internal void CircuitClosed() => circuits.Dec();

    internal void Connected() => connected.Inc();

    internal void Disconnected() => connected.Dec();
}

/// <summary>Updates <see cref="OpenScreens"/> for one circuit.</summary>
internal sealed class ScreenCount(OpenScreens screens) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        screens.CircuitOpened();
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        screens.Connected();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        screens.Disconnected();
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        screens.CircuitClosed();
        return Task.CompletedTask;
    }
}
