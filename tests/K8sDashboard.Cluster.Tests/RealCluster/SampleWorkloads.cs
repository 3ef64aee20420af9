using k8s.Models;

namespace K8sDashboard.Cluster.Tests.RealCluster;

/// <summary>Deployments and a ReplicaSet.</summary>
internal static class SampleWorkloads
{
    /// <summary>Its service account does not exist, so that the controller creates no pods and reports the failure.</summary>
    public static V1ReplicaSet StuckReplicaSet(string node)
    {
        var template = Template(node, "stuck");
        template.Spec.ServiceAccountName = "no-such-account";
        return new V1ReplicaSet
        {
            Metadata = new V1ObjectMeta
            {
                Name = "stuck",
                Labels = new Dictionary<string, string> { ["app"] = "stuck" },
                Annotations = new Dictionary<string, string> { ["deployment.kubernetes.io/revision-history"] = "1,3" },
            },
            Spec = new V1ReplicaSetSpec
            {
                Replicas = 1,
                Selector = Select("stuck"),
                Template = template,
            },
        };
    }

    public static IEnumerable<V1Deployment> Deployments(string node, V1OwnerReference owner)
    {
        yield return Deployment("web", paused: false);
        yield return Deployment("paused", paused: true);

        V1Deployment Deployment(string name, bool paused) =>
            new()
            {
                Metadata = new V1ObjectMeta
                {
                    Name = name,
                    Labels = new Dictionary<string, string> { ["app"] = name },
                    Annotations = new Dictionary<string, string>
                    {
                        ["kubernetes.io/change-cause"] = "kubectl set image deployment/web app=registry.example/app:2",
                    },
                    OwnerReferences = [owner],
                },
                Spec = new V1DeploymentSpec
                {
                    Replicas = 1,
                    Paused = paused ? true : null,
                    ProgressDeadlineSeconds = 300,
                    Selector = Select(name),
                    Template = Template(node, name),
                },
            };
    }

    private static V1LabelSelector Select(string app) =>
        new()
        {
            MatchLabels = new Dictionary<string, string> { ["app"] = app },
            MatchExpressions =
            [
                new V1LabelSelectorRequirement
                {
                    Key = "app",
                    OperatorProperty = "In",
                    Values = [app],
                },
                new V1LabelSelectorRequirement { Key = "quarantined", OperatorProperty = "DoesNotExist" },
            ],
        };

    private static V1PodTemplateSpec Template(string node, string app) =>
        new()
        {
            Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = app } },
            Spec = new V1PodSpec
            {
                NodeName = node,
                AutomountServiceAccountToken = false,
                Tolerations = [new V1Toleration { OperatorProperty = "Exists" }],
                Containers = [SamplePods.Container("app", "1e-1", "1Gi")],
            },
        };
}
