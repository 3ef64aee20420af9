using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Company;

public sealed class CompanyTests
{
    private static readonly World Founded = new();

    [Fact]
    public void ClusterSeeder_SeededCluster_HasExpectedSizeAndAllPodsReadyExceptAdmin()
    {
        var pods = Founded.Store.List<Pod>();
        Assert.InRange(Founded.Store.List<Node>().Count, 6, 12);
        Assert.InRange(pods.Count, 120, 170);
        Assert.InRange(pods.Select(pod => pod.Metadata.Namespace).Distinct().Count(), 5, 9);
        Assert.All(
            pods.Where(pod => !pod.Metadata.Name.StartsWith("admin-", StringComparison.Ordinal)),
            pod => Assert.True(Availability.IsReady(pod), $"{pod.Metadata.Name} is {pod.Status}")
        );
        Assert.All(
            pods.Where(pod => pod.Metadata.Name.StartsWith("admin-", StringComparison.Ordinal)),
            pod => Assert.False(Availability.IsReady(pod))
        );
    }

    [Fact]
    public void ClusterSeeder_SeededPods_HaveMoreThanEightDistinctAgesInDays() =>
        Assert.True(
            Founded.Store.List<Pod>().Select(pod => (World.Start - pod.Metadata.CreationTimestamp.At()).Days).Distinct().Count() > 8
        );

    [Fact]
    public void ClusterSeeder_AppImages_AreInRegistry() =>
        Assert.All(Apps.All, app => Assert.True(Images.Find(app.Image) is not null, app.Image));

    [Fact]
    public void ClusterSeeder_SeededRollouts_AreCompleteExceptAdmin() =>
        Assert.Equal(
            ["admin"],
            Founded
                .Store.List<Deployment>()
                .Where(one => one.Status.Conditions.All(condition => condition.Reason != "NewReplicaSetAvailable"))
                .Select(one => one.Metadata.Name)
        );

    [Theory]
    [InlineData("nginx:1.14.2", true)]
    [InlineData("nginx:1.16.1-alpine", true)]
    [InlineData("docker.io/library/nginx", true)]
    [InlineData("nginx:1.91", false)]
    [InlineData("nginx:1.161", false)]
    [InlineData("registry.example.com/shop/cart:2.8.0", true)]
    [InlineData("registry.example.com/shop/cart:2.9.0", false)]
    [InlineData("registry.example.com/shop/basket:1", false)]
    [InlineData("busybox", true)]
    [InlineData("redis:7", true)]
    [InlineData("busibox", false)]
    [InlineData("busybox@sha256:3fbc632167424a6d997e74f52b878d7cc478225cffac6bc977eedfe51c7f4e79", true)]
    [InlineData("registry.example.com/shop/cart@sha256:3fbc632167424a6d997e74f52b878d7cc478225cffac6bc977eedfe51c7f4e79", true)]
    [InlineData("docker.io/library/redis:7", true)]
    [InlineData("redis:sevn", false)]
    [InlineData("ghcr.io/somebody/something:0a1b2c3", true)]
    [InlineData("somebody/something:1", false)]
    [InlineData("localhost:5000/anything", true)]
    [InlineData("ghcr.io/somebody/something:1", true)]
    public void ImageRegistry_ImageReference_IsFoundOnlyWhenPublished(string image, bool there) =>
        Assert.Equal(there, Images.Find(image) is not null);

    [Fact]
    public void ClusterSeeder_SameOrOtherSeed_ReproducesOrChangesCluster()
    {
        Assert.Equal(Facts(3), Facts(3));
        Assert.NotEqual(Facts(3), Facts(4));
    }

    private static string Facts(int seed)
    {
        var world = new World(seed);
        world.Run(TimeSpan.FromMinutes(6), now => world.ClusterSeeder!.Continue(now, World.Start));
        return string.Join(
            '\n',
            world.Store.List<Pod>().Select(pod => pod.ToString()).Concat(world.Store.List<Event>().Select(said => said.ToString()))
        );
    }
}
