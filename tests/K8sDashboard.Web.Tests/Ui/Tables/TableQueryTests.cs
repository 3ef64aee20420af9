using System.Runtime.CompilerServices;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Ui.Tables;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Ui.Tables;

public sealed class TableQueryTests
{
    private readonly ComputeCache shared = new(TimeProvider.System);
    private int computed;

    private sealed record Row(string Name, int Nodes);

    [Fact]
    public void TableQuery_TableThatWasRead_ChangedInAnyWay_IsComputedAnew()
    {
        var cluster = EmptyCluster.WithPods(Live(Pod())).WithNodes(Live(Node()));
        var first = Read(cluster);
        Assert.Equal([new Row("web-1", 1)], first.Rows);

        // Read by the rows alone, not by the query of the objects.
        var second = Read(cluster.WithNodes(Live(Node(), Node("node-2"))));
        Assert.Equal([new Row("web-1", 2)], second.Rows);
        Assert.NotEqual(first.Version, second.Version);

        // The same objects, in another state.
        var nodes = cluster.Nodes;
        Read(cluster.WithNodes(new Table<Node>(nodes.Items, new SyncState.Forbidden("no"), nodes.Version)));
        Assert.Equal(3, computed);
    }

    [Fact]
    public void TableQuery_TableThatWasNotRead_Changes_IsNotComputedAnew()
    {
        var cluster = EmptyCluster.WithPods(Live(Pod())).WithNodes(Live(Node()));
        var first = Read(cluster);

        Assert.Equal(first, Read(cluster.WithServices(Live(Service())).WithEvents(Live(Event("Pod", Pod(), "Started", "yes")))));
        Assert.Equal(1, computed);
    }

    [Fact]
    public void TableQuery_InputsOrTimeChange_IsComputedAnew()
    {
        var cluster = EmptyCluster.WithPods(Live(Pod()));
        Read(cluster, inputs: "a");
        Read(cluster, inputs: "b");
        Read(cluster, inputs: "b", minutes: 1);
        Assert.Equal(3, computed);

        Read(cluster, inputs: "b", minutes: 1);
        Assert.Equal(3, computed);
    }

    [Fact]
    public void TableQuery_SelectOfOneChangedObject_ComputesThatRow()
    {
        Pod[] pods = [.. Enumerable.Range(0, 10).Select(index => Pod($"web-{index}"))];
        var before = Select(EmptyCluster.WithPods(Live([.. pods])));
        Assert.Equal(10, computed);

        var after = Select(EmptyCluster.WithPods(Live([.. pods[1..], pods[0] with { ResourceVersion = "2" }])));
        Assert.Equal(11, computed);
        Assert.Same(before.Rows.ElementAt(5), after.Rows.ElementAt(5));
    }

    [Fact]
    public void TableQuery_CachedRows_DoNotRetainTheSnapshot()
    {
        var table = ReadOnce();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(table.IsAlive);
    }

    // Not inlined: the caller's frame must not hold the snapshot.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ReadOnce()
    {
        var cluster = EmptyCluster.WithPods(Live(Pod())).WithNodes(Live(Node()));
        Read(cluster);
        return new(cluster.Nodes);
    }

    private RowVersion<Row> Read(ClusterSnapshot cluster, object? inputs = null, double minutes = 0) =>
        new TableQuery<Pod>(View(cluster, minutes), "pods", snapshot => snapshot.Pods.Items) { Inputs = inputs }
            .SelectMany(
                cluster.Pods.Sync,
                (snapshot, pods) =>
                {
                    computed++;
                    return pods.Select(pod => new Row(pod.Name, snapshot.Nodes.Count));
                }
            )
            .Read(shared);

    private RowVersion<Row> Select(ClusterSnapshot cluster) =>
        new TableQuery<Pod>(View(cluster, 0), "pods", snapshot => snapshot.Pods.Items)
            .Select(
                cluster.Pods.Sync,
                pod =>
                {
                    computed++;
                    return new Row(pod.Name, 0);
                },
                _ => false
            )
            .Read(shared);

    private static ClusterView View(ClusterSnapshot cluster, double minutes) => new(cluster, null!, "test", Now.AddMinutes(minutes));
}
