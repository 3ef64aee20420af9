using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Fleet;

/// <summary>Checks the consistency of a settled fleet's objects with each other.</summary>
internal static class Consistent
{
    public static void Check(World world)
    {
        var pods = world.Store.List<Pod>().Where(pod => world.Scope!.Namespaces.Contains(pod.Metadata.Namespace)).ToList();
        var byOwner = pods.ToLookup(pod => pod.Metadata.OwnerReferences.Single().Uid);
        foreach (var set in Of(world.Store.List<ReplicaSet>(), set => set.Metadata.Namespace))
        {
            Assert.Equal(set.Spec.Replicas, byOwner[set.Metadata.Uid].Count());
            Assert.Equal(byOwner[set.Metadata.Uid].Count(Availability.IsReady), set.Status.ReadyReplicas);
        }

        var sets = world.Store.List<ReplicaSet>().ToLookup(set => set.Metadata.OwnerReferences.Single().Uid);
        Assert.All(
            Of(world.Store.List<Deployment>(), one => one.Metadata.Namespace),
            deployment =>
            {
                Assert.Equal(deployment.Spec.Replicas, deployment.Status.AvailableReplicas);
                Assert.Equal(deployment.Spec.Replicas, sets[deployment.Metadata.Uid].Sum(set => set.Status.ReadyReplicas));
                Assert.Contains(
                    deployment.Status.Conditions,
                    condition => condition is { Type: "Progressing", Reason: "NewReplicaSetAvailable" }
                );
            }
        );
        Assert.All(
            Of(world.Store.List<EndpointSlice>(), slice => slice.Metadata.Namespace),
            slice =>
                Assert.Equal(
                    pods.Where(pod =>
                            pod.Metadata.Namespace == slice.Metadata.Namespace
                            && pod.Metadata.Labels["app.kubernetes.io/name"] == slice.Metadata.Labels["kubernetes.io/service-name"]
                        )
                        .Select(pod => pod.Status.PodIP)
                        .Order(),
                    slice.Endpoints.Where(endpoint => endpoint.Conditions.Ready).SelectMany(endpoint => endpoint.Addresses).Order()
                )
        );
        Assert.Equal(pods.Count, pods.Select(pod => pod.Status.PodIP).Distinct().Count());
        Assert.All(pods.GroupBy(pod => pod.Spec.NodeName), node => Assert.InRange(node.Count(), 1, FleetSize.PodsANode));
        Assert.All(pods, pod => Assert.NotNull(world.Store.Get<Node>("", pod.Spec.NodeName)));

        List<T> Of<T>(IEnumerable<T> all, Func<T, string> namespaceOf)
        {
            var own = all.Where(one => world.Scope!.Namespaces.Contains(namespaceOf(one))).ToList();
            Assert.NotEmpty(own);
            return own;
        }
    }
}
