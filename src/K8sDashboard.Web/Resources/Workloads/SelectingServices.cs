using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>Services of a Deployment: those whose selector matches its pods, or its pod template's labels.</summary>
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
