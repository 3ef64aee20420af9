using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>The ReplicaSet that owns a set of pods.</summary>
internal static class FakeSet
{
    /// <summary>
    /// Nobody may make pods with it: the controller would otherwise bring its own replicas before the tool's are there, and real
    /// ones, for a real node. Once the pods exist it counts them and has nothing left to do.
    /// </summary>
    private const string ForbiddenAccount = "no-such-account";

    public static V1ReplicaSet Create(int set, int pods)
    {
        var template = FakePod.Spec(set, node: "");
        template.ServiceAccountName = ForbiddenAccount;
        return new V1ReplicaSet
        {
            Metadata = new V1ObjectMeta
            {
                Name = Layout.SetName(set),
                NamespaceProperty = Layout.Namespace(set),
                Labels = FakePod.Labels(set),
            },
            Spec = new V1ReplicaSetSpec
            {
                Replicas = Layout.Replicas(set, pods),
                Selector = new V1LabelSelector { MatchLabels = FakePod.Selector(set) },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = FakePod.Labels(set) },
                    Spec = template,
                },
            },
        };
    }
}
