using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Objects;

/// <summary>Maps the objects that have a page.</summary>
internal static class ObjectMapping
{
    public static PodDetail Pod(JsonObject pod) =>
        new()
        {
            Ref = RefOf(pod),
            Uid = pod.Uid(),
            ResourceVersion = pod.ResourceVersion(),
            Spec = PodSpecMapping.Map(pod.At("spec")),
            Labels = Labels.Of(pod.Pairs("metadata", "labels")),
            Annotations = Annotations(pod),
            Conditions = Conditions(pod),
            PodIps = [.. pod.Items("status", "podIPs").Select(address => address.Text("ip"))],
            QosClass = pod.Text("status", "qosClass"),
            Text = ObjectText.Of(pod),
        };

    public static DeploymentDetail Deployment(JsonObject deployment)
    {
        var spec = deployment.At("spec");
        return new()
        {
            Ref = RefOf(deployment),
            Uid = deployment.Uid(),
            ResourceVersion = deployment.ResourceVersion(),
            Strategy = spec.Text("strategy", "type"),
            MaxSurge = spec.NumberOrText("strategy", "rollingUpdate", "maxSurge"),
            MaxUnavailable = spec.NumberOrText("strategy", "rollingUpdate", "maxUnavailable"),
            MinReadySeconds = spec.Whole("minReadySeconds") ?? 0,
            ProgressDeadlineSeconds = spec.Whole("progressDeadlineSeconds"),
            RevisionHistoryLimit = spec.Whole("revisionHistoryLimit"),
            Selector = ReplicaSets.Selector(spec.At("selector")),
            Template = PodSpecMapping.Map(spec.At("template", "spec")),
            TemplateLabels = Labels.Of(spec.Pairs("template", "metadata", "labels")),
            TemplateAnnotations = Annotations(spec.At("template")),
            Labels = Labels.Of(deployment.Pairs("metadata", "labels")),
            Annotations = Annotations(deployment),
            Conditions = Conditions(deployment),
            Text = ObjectText.Of(deployment),
        };
    }

    public static ServiceDetail Service(JsonObject service)
    {
        var spec = service.At("spec");
        return new()
        {
            Ref = RefOf(service),
            Uid = service.Uid(),
            ResourceVersion = service.ResourceVersion(),
            IpFamilies = [.. spec.Texts("ipFamilies")],
            IpFamilyPolicy = spec.Text("ipFamilyPolicy"),
            SessionAffinity = spec.Text("sessionAffinity"),
            InternalTrafficPolicy = spec.Text("internalTrafficPolicy"),
            ExternalTrafficPolicy = spec.Text("externalTrafficPolicy"),
            Annotations = Annotations(service),
            Text = ObjectText.Of(service),
        };
    }

    private static ObjectRef RefOf(JsonObject live) => new(live.Text("metadata", "namespace"), live.Text("metadata", "name"));

    private static Labels Annotations(JsonNode? live) =>
        Labels.Of(live.Pairs("metadata", "annotations").Where(pair => pair.Key != WellKnownAnnotations.LastApplied));

    private static ImmutableArray<Condition> Conditions(JsonObject live) =>
        [
            .. live.Items("status", "conditions")
                .Select(condition => new Condition(
                    condition.Text("type"),
                    Enum.TryParse<ConditionStatus>(condition.Text("status"), out var status) ? status : ConditionStatus.Unknown,
                    condition.Text("reason"),
                    condition.Text("message"),
                    condition.Time("lastTransitionTime")
                )),
        ];
}
