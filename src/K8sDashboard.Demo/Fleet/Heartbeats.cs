using K8sDashboard.Demo.Api.Coordination.V1;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Fleet;

/// <summary>The heartbeats of the fleet's kubelets: a lease every ten seconds, and a node status every five minutes, staggered.</summary>
internal sealed class Heartbeats(ObjectStore store, ClusterState state, FleetNodes nodes, TimeSpan beat)
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromMinutes(5);

    private readonly FleetNode[] all = [.. nodes.All];
    private readonly long leaseBeats = (long)(Leases.Renewal / beat);
    private readonly long statusBeats = (long)(StatusInterval / beat);
    private long number;

    public void Turn(DateTimeOffset now)
    {
        number++;
        for (var index = number % leaseBeats; index < all.Length; index += leaseBeats)
            Renew(all[index], now);
        for (var index = number % statusBeats; index < all.Length; index += statusBeats)
            Report(all[index], now);
    }

    private void Renew(FleetNode node, DateTimeOffset now)
    {
        if (store.Get<Lease>(Leases.OfNodes, node.Host.Machine.Name) is { } lease)
            state.Change(lease, changed => changed.Spec.RenewTime = now.ToMicroTime());
    }

    private void Report(FleetNode node, DateTimeOffset now)
    {
        if (node.Object is not { } known)
            return;
        state.ChangeStatus(
            known,
            changed =>
            {
                foreach (var condition in changed.Status.Conditions)
                    condition.LastHeartbeatTime = now.ToTime();
            }
        );
    }
}
