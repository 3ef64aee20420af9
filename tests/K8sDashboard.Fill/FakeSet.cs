using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>The ReplicaSet of a set of pods.</summary>
internal static class FakeSet
{
    /// <summary>
    /// A missing service account prevents the controller from creating real replicas before the tool's pods exist; afterwards the replica
    /// count is met.
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
