using System.Globalization;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>Maps Deployments, ReplicaSets and StatefulSets.</summary>
internal static class WorkloadMapping
{
    private const int DefaultReplicas = 1;

    public static Workload Map(Deployment deployment, Interner intern)
    {
        var spec = deployment.Spec ?? new();
        var status = deployment.Status ?? new();
        return Start(DeploymentResource.Type, deployment.Metadata, spec.Selector, spec.Template, intern) with
        {
            ObservedGeneration = status.ObservedGeneration,
            Desired = spec.HasReplicas ? spec.Replicas : DefaultReplicas,
            Current = status.Replicas,
            Updated = status.UpdatedReplicas,
            Ready = status.ReadyReplicas,
            Available = status.AvailableReplicas,
            Paused = spec.Paused,
            Progressed = status.Conditions.FirstOrDefault(condition => condition.Type == "Progressing")?.LastUpdateTime.AtOrNull(),
            Conditions = status.Conditions.Map(intern),
        };
    }

    public static Workload Map(ReplicaSet set, Interner intern)
    {
        var spec = set.Spec ?? new();
        var status = set.Status ?? new();
        return Start(ReplicaSetResource.Type, set.Metadata, spec.Selector, spec.Template, intern) with
        {
            ObservedGeneration = status.ObservedGeneration,
            Desired = spec.HasReplicas ? spec.Replicas : DefaultReplicas,
            Current = status.Replicas,
            Updated = status.Replicas,
            Ready = status.ReadyReplicas,
            Available = status.AvailableReplicas,
            Conditions = status.Conditions.Map(intern),
        };
    }

    public static Workload Map(StatefulSet set, Interner intern)
    {
        var spec = set.Spec ?? new();
        var status = set.Status ?? new();
        return Start(StatefulSetResource.Type, set.Metadata, spec.Selector, spec.Template, intern) with
        {
            ObservedGeneration = status.ObservedGeneration,
            Desired = spec.HasReplicas ? spec.Replicas : DefaultReplicas,
            Current = status.Replicas,
            Updated = status.UpdatedReplicas,
            Ready = status.ReadyReplicas,
            Available = status.AvailableReplicas,
        };
    }

    private static Workload Start(
        ResourceType type,
        ObjectMeta meta,
        LabelSelector? selector,
        PodTemplateSpec? template,
        Interner intern
    ) =>
        new(meta.Map(intern), type)
        {
            Generation = meta.Generation,
            Selector = selector is null ? Labels.None : intern.Labels(selector.MatchLabels),
            SelectorExpressions =
            [
                .. (selector?.MatchExpressions ?? []).Select(expression => new SelectorExpression(
                    intern.Text(expression.Key),
                    intern.Text(expression.Operator),
                    [.. expression.Values.Select(intern.Text)]
                )),
            ],
            TemplateLabels = intern.Labels((template?.Metadata ?? new()).Labels),
            Containers = (template?.Spec?.Containers ?? []).Templates(intern),
            Revision = meta.Annotations.TryGetValue("deployment.kubernetes.io/revision", out var revision) ? Number(revision) : 0,
            FirstRevision = meta.Annotations.TryGetValue("deployment.kubernetes.io/revision-history", out var history)
                ? Number(history.Split(',')[0])
                : 0,
            ChangeCause = meta.Annotations.TryGetValue("kubernetes.io/change-cause", out var cause) ? VisibleText.Of(cause) : "",
        };

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
