using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Workloads;

/// <summary>Which Services lead to a Deployment: those whose selector finds its pods, or would if it had any.</summary>
public static class SelectingServices
{
    public static ImmutableArray<Service> Of(Workload deployment, IEnumerable<Pod> pods, Table<Service> services)
    {
        var examples = pods.Select(pod => pod.Labels).Distinct().ToList();
        if (examples.Count == 0)
            examples.Add(deployment.Selector);
        return
        [
            .. services.InNamespace(deployment.Namespace).Where(service => examples.Exists(labels => labels.ContainsAll(service.Selector))),
        ];
    }
}
