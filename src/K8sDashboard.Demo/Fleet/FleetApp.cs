using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Fleet;

/// <summary>One workload of the fleet: a Deployment, its ReplicaSets and pods, and the Service before them.</summary>
/// <param name="Namespace">Where.</param>
/// <param name="Name">The Deployment's and the Service's name.</param>
/// <param name="Replicas">How many pods it has at first.</param>
/// <param name="Number">Its place among all of them.</param>
public sealed record FleetApp(string Namespace, string Name, int Replicas, int Number)
{
    /// <summary>The release that runs, and the one before it.</summary>
    public (string Now, string Before) Versions =>
        ($"{1 + Number % 7}.{Number % 23}.{1 + Number % 5}", $"{1 + Number % 7}.{Number % 23}.{Number % 5}");

    public string Image(string version) => $"{Apps.Registry}{Namespace}/{Name}:{version}";
}
