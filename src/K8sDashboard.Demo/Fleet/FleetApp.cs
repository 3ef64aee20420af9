using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Fleet;

/// <summary>One workload of the fleet: a Deployment with its ReplicaSets and pods, and a Service.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name of Deployment and Service.</param>
/// <param name="Replicas">The initial number of pods.</param>
/// <param name="Number">Its index among all workloads.</param>
public sealed record FleetApp(string Namespace, string Name, int Replicas, int Number)
{
    /// <summary>The current release and the previous one.</summary>
    public (string Now, string Before) Versions =>
        ($"{1 + Number % 7}.{Number % 23}.{1 + Number % 5}", $"{1 + Number % 7}.{Number % 23}.{Number % 5}");

    public string Image(string version) => $"{Apps.Registry}{Namespace}/{Name}:{version}";
}
