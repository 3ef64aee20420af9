using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;

namespace K8sDashboard.Cluster.Tests.Objects;

public sealed class ObjectReaderTests : IAsyncLifetime
{
    private static readonly ObjectRef Web = new("shop", "web");
    private WriteApi api = null!;

    public async ValueTask InitializeAsync() => api = await WriteApi.StartAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task ObjectReader_Pod_HasContainersProbesVolumesAndQosClass()
    {
        var pod = Assert
            .IsType<ObjectState<PodDetail>.Object>(await Reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None))
            .Value;

        var container = pod.Spec.Containers[0];
        Assert.Equal("registry.example/web:1.0", container.Image);
        Assert.Equal(new ContainerPort("http", 8080, "TCP", null), Assert.Single(container.Ports));
        Assert.Equal(
            [
                new Probe("Liveness", "tcp-socket :8080", "delay=0s timeout=1s period=10s #success=1 #failure=3"),
                new Probe("Readiness", "http-get http://:http/ready", "delay=0s timeout=1s period=10s #success=1 #failure=3"),
            ],
            container.Probes
        );
        Assert.Equal(
            [new EnvironmentVariable("TOKEN", "", "key k of Secret s"), new EnvironmentVariable("MODE", "prod", "")],
            container.Environment
        );
        Assert.Equal("cpu=500m,memory=100M", container.Requests.ToString());
        Assert.Equal("cpu=1,memory=1Gi", container.Limits.ToString());
        Assert.Contains(new Mount("/cache", "cache", "", false), container.Mounts);
        Assert.Equal(new Volume("cache", "emptyDir", ""), pod.Spec.Volumes[0]);
        Assert.Contains("op=Exists", pod.Spec.Tolerations);
        Assert.Equal(("Burstable", 30), (pod.QosClass, pod.Spec.TerminationGracePeriodSeconds));
    }

    [Fact]
    public async Task ObjectReader_Deployment_HasStrategyAndOmitsLastApplied()
    {
        var deployment = Assert
            .IsType<ObjectState<DeploymentDetail>.Object>(
                await Reader.ReadAsync(api.Actor(), DeploymentDetail.Definition, Web, CancellationToken.None)
            )
            .Value;

        Assert.Equal(("RollingUpdate", "1", "0"), (deployment.Strategy, deployment.MaxSurge, deployment.MaxUnavailable));
        Assert.Equal("app=web", deployment.Selector);
        Assert.Contains("kubernetes.io/change-cause: third version", deployment.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("last-applied", deployment.Text);
        Assert.Equal("registry.example/web:3.0", Assert.Single(deployment.Template.Containers).Image);
    }

    [Fact]
    public async Task ObjectReader_Service_HasItsFamiliesPoliciesAndYaml()
    {
        api.Instead = async context =>
        {
            await WriteApi.AnswerAsync(
                context,
                200,
                "application/json",
                """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","uid":"u","resourceVersion":"7",
                "annotations":{"owner":"mail"}},
                "spec":{"clusterIP":"10.96.0.10","clusterIPs":["10.96.0.10","fd00::a"],"ipFamilies":["IPv4","IPv6"],
                "ipFamilyPolicy":"PreferDualStack",
                "sessionAffinity":"ClientIP","internalTrafficPolicy":"Cluster","externalTrafficPolicy":"Local"}}
                """
            );
            return true;
        };

        var service = Assert
            .IsType<ObjectState<ServiceDetail>.Object>(
                await Reader.ReadAsync(api.Actor(), ServiceDetail.Definition, Web, CancellationToken.None)
            )
            .Value;

        Assert.Equal(["IPv4", "IPv6"], service.IpFamilies);
        Assert.Equal(
            ("PreferDualStack", "ClientIP", "Cluster", "Local"),
            (service.IpFamilyPolicy, service.SessionAffinity, service.InternalTrafficPolicy, service.ExternalTrafficPolicy)
        );
        Assert.Equal("owner=mail", service.Annotations.ToString());
        Assert.Contains("sessionAffinity: ClientIP", service.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ObjectReader_Revisions_AreTheDeploymentsOwnNewestFirst()
    {
        var history = Assert
            .IsType<ObjectState<RevisionHistory>.Object>(await Reader.ReadRevisionsAsync(api.Actor(), Web, CancellationToken.None))
            .Value;

        Assert.Equal([3, 2], history.Revisions.Select(revision => revision.Number));
        Assert.Equal([true, false], history.Revisions.Select(revision => revision.IsCurrent));
        Assert.Equal(4, history.Generation);
        Assert.Equal(("second version", "registry.example/web:2.0"), (history.Previous!.ChangeCause, history.Previous.Images.Single()));
    }

    [Theory]
    [InlineData(403, "forbidden.json", "nodes is forbidden")]
    public async Task ObjectReader_Forbidden_ShowsTheServerMessage(int status, string fixture, string message)
    {
        api.Instead = async context =>
        {
            await WriteApi.AnswerAsync(context, status, "application/json", WriteApi.FixtureText(fixture));
            return true;
        };

        Assert.StartsWith(
            message,
            Assert
                .IsType<ObjectState<PodDetail>.Forbidden>(
                    await Reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None)
                )
                .Message
        );
        Assert.IsType<ObjectState<RevisionHistory>.Forbidden>(await Reader.ReadRevisionsAsync(api.Actor(), Web, CancellationToken.None));
    }

    [Fact]
    public async Task ObjectReader_NotFound_IsGone()
    {
        api.Instead = async context =>
        {
            await WriteApi.AnswerAsync(
                context,
                404,
                "application/json",
                """{"kind":"Status","status":"Failure","message":"pods \"none\" not found","reason":"NotFound","code":404}"""
            );
            return true;
        };

        Assert.IsType<ObjectState<PodDetail>.Gone>(
            await Reader.ReadAsync(api.Actor(), PodDetail.Definition, Web with { Name = "none" }, CancellationToken.None)
        );
    }

    [Theory]
    [InlineData(403, "RBAC: access forbidden")]
    [InlineData(404, "404 page not found")]
    [Trait("BadInput", "B07-proxy-answers-read")]
    public async Task ObjectReader_ProxyAnswers403Or404_IsFailedNotForbiddenOrGone(int status, string message)
    {
        api.Instead = async context =>
        {
            await WriteApi.AnswerAsync(context, status, "text/plain", message);
            return true;
        };

        Assert.Equal(
            message,
            Assert
                .IsType<ObjectState<PodDetail>.Failed>(
                    await Reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None)
                )
                .Message
        );
    }

    [Fact]
    public async Task ObjectReader_PathTraversalInName_IsGoneWithoutARequest()
    {
        Assert.IsType<ObjectState<PodDetail>.Gone>(
            await Reader.ReadAsync(
                api.Actor(),
                PodDetail.Definition,
                Web with
                {
                    Name = "../../kube-system/secrets/db",
                },
                CancellationToken.None
            )
        );
        Assert.IsType<ObjectState<RevisionHistory>.Gone>(
            await Reader.ReadRevisionsAsync(api.Actor(), new("..", "web"), CancellationToken.None)
        );
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task ObjectReader_WrongTypesAndDeepNesting_ReadsTheUsableFields()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 400)) + "1" + new string('}', 400);
        api.Instead = async context =>
        {
            await WriteApi.AnswerAsync(
                context,
                200,
                "application/json",
                $$$"""
                {"metadata":{"name":7,"annotations":[1]},
                "spec":{"containers":[null,{"name":"a","ports":{},"env":[{"name":"X","valueFrom":3}]},"b"],
                "volumes":null,"terminationGracePeriodSeconds":"x","deep":{{{deep}}}},
                "status":{"qosClass":3}}
                """
            );
            return true;
        };

        var pod = Assert
            .IsType<ObjectState<PodDetail>.Object>(await Reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None))
            .Value;

        Assert.Equal("a", Assert.Single(pod.Spec.Containers).Name);
        Assert.Equal(("", 30), (pod.QosClass, pod.Spec.TerminationGracePeriodSeconds));
    }

    private static ObjectReader Reader => new(TimeProvider.System);
}
