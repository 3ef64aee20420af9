using K8sDashboard.Cluster.Health;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>Services with a broken selector, port or endpoint as root causes; failing pods explain the others.</summary>
internal static class ServiceCauses
{
    public static IEnumerable<Cause> Find(CauseContext context)
    {
        var index = new ServiceIndex(context.Snapshot.Services.Items, context.Snapshot);
        foreach (var service in context.Snapshot.Services.Items)
        {
            var verdict = ServiceHealth.Of(index.Of(service), context.Now);
            if (!verdict.NeedsAttention || ServiceHealth.IsPodsFault(verdict))
                continue;
            yield return new(ServiceResource.Type, service.Ref, verdict, 0, null);
        }
    }
}
