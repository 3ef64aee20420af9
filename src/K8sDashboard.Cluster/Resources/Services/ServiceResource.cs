using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The registration of Services.</summary>
public static class ServiceResource
{
    public static readonly ResourceDefinition<Service> Definition = new(
        new("", "v1", "services", "Service") { ShortNames = ["svc"] },
        WatchPolicy.Required,
        [ServedVersion.Protobuf("", "v1", "services", Wire.Service.Parser, ServiceMapping.Map)]
    )
    {
        IsHealthInput = true,
        Health = new(In),
        Causes = ServiceCauses.Find,
    };

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<Service> Services => snapshot.Of(Definition);
    }

    private static Func<Service, Verdict> In(HealthContext context)
    {
        var index = new ServiceIndex(context.Snapshot.Services.Items, context.Snapshot);
        return service => ServiceHealth.Of(index.Of(service), context.Now);
    }
}
