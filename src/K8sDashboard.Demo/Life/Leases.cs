using K8sDashboard.Demo.Api.Coordination.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>Leader election and node leases, renewed every ten seconds.</summary>
public sealed class Leases(ClusterState state, IReadOnlyList<Host> hosts)
{
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    /// <summary>The namespace of node leases.</summary>
    internal const string OfNodes = "kube-node-lease";
    internal const int NodeSeconds = 40;

    private DateTimeOffset due;

    /// <summary>The control plane node that holds the leader leases.</summary>
    public string Leader { get; } = hosts.First(host => host.Machine.ControlPlane).Machine.Name;

    public void Turn(DateTimeOffset now)
    {
        if (now < due)
            return;
        due = now + Renewal;
        foreach (var host in hosts.Where(host => host.Alive))
            Renew(OfNodes, host.Machine.Name, host.Machine.Name, NodeSeconds, now);
        foreach (var component in (string[])["kube-controller-manager", "kube-scheduler"])
            Renew("kube-system", component, $"{Leader}_{component}", 15, now);
        foreach (var host in hosts.Where(host => host.Machine.ControlPlane))
            Renew("kube-system", $"apiserver-{host.Machine.Name}", $"apiserver_{host.Machine.Name}", 3600, now);
    }

    private void Renew(string ns, string name, string holder, int seconds, DateTimeOffset now)
    {
        if (state.Get<Lease>(ns, name) is { } known)
        {
            state.Change(known, changed => changed.Spec.RenewTime = now.ToMicroTime());
            return;
        }

        state.Create(Of(ns, name, holder, seconds, now));
    }

    internal static Lease Of(string ns, string name, string holder, int seconds, DateTimeOffset now) =>
        new()
        {
            Metadata = new ObjectMeta { Namespace = ns, Name = name },
            Spec = new LeaseSpec
            {
                HolderIdentity = holder,
                LeaseDurationSeconds = seconds,
                AcquireTime = now.ToMicroTime(),
                RenewTime = now.ToMicroTime(),
                LeaseTransitions = 0,
            },
        };
}
