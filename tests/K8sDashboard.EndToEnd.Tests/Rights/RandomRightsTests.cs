using System.Globalization;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prometheus;
using Namespace = K8sDashboard.EndToEnd.Tests.Harness.Namespace;

namespace K8sDashboard.EndToEnd.Tests.Rights;

/// <summary>Randomized RBAC test: what the dashboard shows and enables equals the permissions reported by kubectl.</summary>
public sealed class RandomRightsTests(ITestOutputHelper output)
{
    private const int People = 6;

    /// <summary>The seed, to reproduce a failure.</summary>
    private static readonly int Seed = int.TryParse(
        Environment.GetEnvironmentVariable("TEST_SEED"),
        CultureInfo.InvariantCulture,
        out var seed
    )
        ? seed
        : Random.Shared.Next();

    [Fact]
    [Trait("BadInput", "B14-random-rbac")]
    public async Task Rbac_SixUsersWithRandomRights_ActionsAndViewsMatchKubectl()
    {
        RealCluster.SkipUnlessThere();
        output.WriteLine($"TEST_SEED={Seed}");
        var random = new Random(Seed);
        await using var home = await Namespace.WithNginxAsync("rights-a");
        await using var other = await Namespace.WithNginxAsync("rights-b");
        foreach (var space in (string[])[home.Name, other.Name])
            await RealCluster.KubectlAsync("-n", space, "create", "deployment", "web", "--image=nginx:1.7.9", "--replicas=0");
        var file = Path.GetTempFileName();
        for (var index = 0; index < People; index++)
        {
            var name = $"{home.Name}-{index}";
            using var person = await Person.CreateAsync(name, home.Name);
            var manifest = new RandomRights(random, name, home.Name, other.Name).Manifest().ToJsonString();
            await File.WriteAllTextAsync(file, manifest);
            await RealCluster.KubectlAsync("apply", "-f", file);
            try
            {
                // RBAC changes take effect asynchronously: both sources are polled.
                await Eventually.PassesAsync(
                    Eventually.Soon,
                    async () =>
                    {
                        await CompareButtonsAsync(person, home.Name, other.Name);
                        await CompareViewsAsync(person, home.Name, other.Name);
                    }
                );
            }
            catch (Exception fault) when (fault is Xunit.Sdk.IAssertionException)
            {
                throw new Xunit.Sdk.XunitException($"TEST_SEED={Seed}, person {index}: {fault.Message}\n{manifest}");
            }
            finally
            {
                await RealCluster.KubectlAsync("delete", "-f", file, "--wait=false");
            }
        }
    }

    private static async Task CompareButtonsAsync(Person person, params string[] namespaces)
    {
        var reviews = new AccessReviews(TimeProvider.System);
        foreach (var space in namespaces)
        {
            var web = new ObjectRef(space, "web");
            foreach (
                var (verb, rights) in (IEnumerable<(string, System.Collections.Immutable.ImmutableArray<AccessRight>)>)
                    [
                        ("scale", ScaleAction.Definition.Rights(new(DeploymentResource.Type, web, ""))),
                        ("restart", RestartAction.Definition.Rights(new(DeploymentResource.Type, web, ""))),
                        ("roll back", RollbackAction.Definition.Rights(new(DeploymentResource.Type, web, ""))),
                    ]
            )
            {
                var answer = await reviews
                    .WatchAsync(person.Actor, rights, CancellationToken.None)
                    .FirstAsync(one => one is not AccessAnswer.Asking);
                var missing = new List<AccessRight>();
                foreach (var right in rights)
                {
                    var resource = $"{right.Resource}.{right.Group}{(right.Target.Name.Length > 0 ? "/" + right.Target.Name : "")}";
                    if (!await person.MayAsync(right.Verb, resource, space, right.Subresource))
                        missing.Add(right);
                }

                Assert.True(
                    answer is AccessAnswer.Allowed == (missing.Count == 0),
                    $"{verb} in {space}: the dashboard says {answer}, kubectl misses {string.Join(", ", missing)}"
                );
                if (answer is AccessAnswer.Forbidden refused)
                    Assert.Contains(refused.Right, missing);
            }
        }
    }

    private static async Task CompareViewsAsync(Person person, string home, string other)
    {
        using var store = new ClusterStore(TimeProvider.System);
        var meter = new ReflectorMeter(new CollectorRegistry(), TimeProvider.System);
        using var optional = new OptionalKinds();
        using var watcher = new ClusterWatcher(
            person.Connection,
            store,
            meter,
            optional,
            TimeProvider.System,
            Options.Create(new ClusterOptions()),
            NullLogger<ClusterWatcher>.Instance
        );
        await watcher.StartAsync(CancellationToken.None);
        try
        {
            await Eventually.PassesAsync(
                TimeSpan.FromSeconds(10),
                async () =>
                {
                    var seen = store.Current;
                    await CompareAsync("nodes", seen.Nodes, "");
                    await CompareAsync("namespaces", seen.Namespaces, "");
                    await CompareAsync("pods", seen.Pods, home);
                    await CompareAsync("services", seen.Services, home);
                    await CompareAsync("events", seen.Events, home);
                    await CompareAsync("deployments.apps", seen.Deployments, home);
                    await CompareAsync("replicasets.apps", seen.ReplicaSets, home);
                }
            );
        }
        finally
        {
            await watcher.StopAsync(CancellationToken.None);
        }

        async Task CompareAsync<T>(string resource, Table<T> table, string fallback)
            where T : ClusterObject
        {
            var everywhere = await SeesAsync("");
            var expected = everywhere || (fallback.Length > 0 && await SeesAsync(fallback));
            Assert.True(
                table.Sync is SyncState.Live == expected && table.Sync is SyncState.Forbidden != expected,
                $"{resource}: the dashboard says {table.Sync}, kubectl {(expected ? "yes" : "no")}"
            );
            if (fallback.Length == 0 || resource == "events")
                return;
            foreach (var space in (string[])[home, other])
            {
                var names = (expected && (everywhere || space == fallback) ? await person.GetAsync(resource, space) : null) ?? [];
                Assert.Equal(names, table.InNamespace(space).Select(one => one.Name));
            }

            // Requires both list and watch.
            async Task<bool> SeesAsync(string space) =>
                await person.MayAsync("list", resource, space) && await person.MayAsync("watch", resource, space);
        }
    }
}
