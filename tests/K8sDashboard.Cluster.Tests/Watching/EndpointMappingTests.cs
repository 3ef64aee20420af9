using Google.Protobuf;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Cluster.Wire;
using Endpoint = K8sDashboard.Cluster.Resources.Services.Endpoint;
using EndpointPort = K8sDashboard.Cluster.Resources.Services.EndpointPort;
using EndpointSlice = K8sDashboard.Cluster.Resources.Services.EndpointSlice;
using EndpointSubset = K8sDashboard.Cluster.Wire.EndpointSubset;

namespace K8sDashboard.Cluster.Tests.Watching;

public sealed class EndpointMappingTests
{
    private static readonly Interner Intern = new();

    [Theory]
    [InlineData(null, null, null, true, true, false)]
    [InlineData(false, true, true, false, true, true)]
    [InlineData(false, null, true, false, false, true)]
    [InlineData(true, false, null, true, false, false)]
    [InlineData(null, false, null, true, false, false)]
    public void EndpointMapping_ConditionNotSet_IsReadyAndServingFollows(
        bool? ready,
        bool? serving,
        bool? terminating,
        bool isReady,
        bool isServing,
        bool isTerminating
    )
    {
        var conditions = new SliceConditions();
        if (ready is { } one)
            conditions.Ready = one;
        if (serving is { } two)
            conditions.Serving = two;
        if (terminating is { } three)
            conditions.Terminating = three;
        var slice = new K8sDashboard.Cluster.Wire.EndpointSlice
        {
            Metadata = Meta(),
            Endpoints =
            {
                new SliceEndpoint
                {
                    Addresses = { "fd00::1", "fd00::2" },
                    Conditions = conditions,
                    Zone = "west-1b",
                },
            },
        };

        Assert.Equal(
            new Endpoint("fd00::1", isReady, isServing, isTerminating, "", "") { Zone = "west-1b" },
            Assert.Single(Assert.Single(EndpointMapping.Map(slice, Intern).Subsets).Endpoints)
        );
    }

    [Fact]
    public void EndpointMapping_SubsetsOfDifferentPorts_StayApart()
    {
        var endpoints = new Endpoints
        {
            Metadata = Meta(),
            Subsets =
            {
                new EndpointSubset
                {
                    Addresses = { new EndpointAddress { Ip = "10.2.0.1" } },
                    Ports =
                    {
                        new SubsetPort
                        {
                            Name = "web",
                            Port = 8080,
                            Protocol = "TCP",
                        },
                    },
                },
                new EndpointSubset
                {
                    NotReadyAddresses = { new EndpointAddress { Ip = "10.2.0.2" } },
                    Ports =
                    {
                        new SubsetPort
                        {
                            Name = "web",
                            Port = 9090,
                            Protocol = "TCP",
                        },
                    },
                },
            },
        };

        var subsets = EndpointMapping.Map(endpoints, Intern).Subsets;
        Assert.Equal([8080, 9090], subsets.Select(subset => Assert.Single(subset.Ports).Port));
        Assert.Equal(
            [("10.2.0.1", true), ("10.2.0.2", false)],
            subsets.Select(subset => (subset.Endpoints[0].Address, subset.Endpoints[0].Ready))
        );
    }

    /// <summary>Kubernetes 1.17 to 1.20 serve slices as v1beta1; Endpoints are served too, with less information.</summary>
    [Fact]
    public async Task Kinds_SlicesServedAsV1Beta1Only_AreReadBeforeCoreEndpoints()
    {
        await using var api = new PodApi { ServesOtherKinds = true };
        api.Answer = async context =>
        {
            var path = context.Request.Path.Value!;
            if (path.Contains("/discovery.k8s.io/v1/", StringComparison.Ordinal))
                return await StatusResponse.AnswerNoSuchPathAsync(context);
            if (!path.EndsWith("/v1beta1/endpointslices", StringComparison.Ordinal) || context.Request.Query.ContainsKey("watch"))
                return false;
            if (context.Request.Query.ContainsKey("sendInitialEvents"))
                return false;
            context.Response.ContentType = Envelope.MediaType;
            await context.Response.Body.WriteAsync(Protobuf.List("12", "", 0, [BetaSlice().ToByteArray()]));
            return true;
        };
        await api.StartAsync();
        await using var slices = new WatchedKind<EndpointSlice>(
            EndpointSliceResource.Definition,
            snapshot => snapshot.EndpointSlices,
            api.AsServer,
            new FastTime()
        );

        var slice = Assert.Single((await slices.SeeAsync(table => table.Sync is SyncState.Live && table.Count > 0)).Items);

        Assert.Equal("web", slice.ServiceName);
        Assert.Equal(
            [
                new Endpoint("10.2.0.1", true, true, false, "web-1", "node-1") { Zone = "west-1a" },
                new Endpoint("10.2.0.2", true, true, false, "", "node-2"),
            ],
            slice.Subsets[0].Endpoints
        );
        Assert.Equal(new EndpointPort("http", "TCP", 8080), Assert.Single(slice.Subsets[0].Ports));
        Assert.DoesNotContain(api.Requests, request => request.StartsWith("/api/v1/endpoints", StringComparison.Ordinal));
    }

    private static BetaEndpointSlice BetaSlice() =>
        new()
        {
            Metadata = new ObjectMeta
            {
                Namespace = "shop",
                Name = "web-abcde",
                Uid = "u",
                ResourceVersion = "11",
                Labels = { ["kubernetes.io/service-name"] = "web" },
            },
            Endpoints =
            {
                new BetaSliceEndpoint
                {
                    Addresses = { "10.2.0.1" },
                    TargetRef = new ObjectReference { Kind = "Pod", Name = "web-1" },
                    Topology = { ["kubernetes.io/hostname"] = "node-1", ["topology.kubernetes.io/zone"] = "west-1a" },
                },
                new BetaSliceEndpoint
                {
                    Addresses = { "10.2.0.2" },
                    NodeName = "node-2",
                    Topology = { ["kubernetes.io/hostname"] = "other" },
                },
            },
            Ports =
            {
                new SlicePort
                {
                    Name = "http",
                    Protocol = "TCP",
                    Port = 8080,
                },
            },
        };

    private static ObjectMeta Meta() => new() { Namespace = "shop", Name = "web" };
}
