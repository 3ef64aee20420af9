using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>Maps the live object of the page of a Deployment.</summary>
internal static class DeploymentDetailMapping
{
    public static readonly DetailDefinition<DeploymentDetail> Definition = new(DeploymentResource.Type, Map);

    private static DeploymentDetail Map(JsonObject deployment)
    {
        var spec = deployment.At("spec");
        return new()
        {
            Strategy = spec.Text("strategy", "type"),
            MaxSurge = spec.NumberOrText("strategy", "rollingUpdate", "maxSurge"),
            MaxUnavailable = spec.NumberOrText("strategy", "rollingUpdate", "maxUnavailable"),
            MinReadySeconds = spec.Whole("minReadySeconds") ?? 0,
            ProgressDeadlineSeconds = spec.Whole("progressDeadlineSeconds"),
            Selector = ReplicaSets.Selector(spec.At("selector")),
            Template = PodSpecMapping.Map(spec.At("template", "spec")),
            Text = ObjectYaml.Of(deployment),
        };
    }
}
