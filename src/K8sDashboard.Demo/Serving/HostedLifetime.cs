using Microsoft.Extensions.Hosting;

namespace K8sDashboard.Demo.Serving;

/// <summary>Leaves Ctrl+C and SIGTERM to the host process, which may run several servers.</summary>
internal sealed class HostedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
