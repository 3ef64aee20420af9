using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.State;

/// <summary>Random changes of a table, each published table compared with a reference dictionary.</summary>
public sealed class TableTests : IDisposable
{
    private const int Seed = 20;
    private readonly FakeTimeProvider time = new();
    private readonly ClusterStore store;
    private readonly TableWriter<Pod> writer;
    private readonly Random random = new(Seed);

    public TableTests()
    {
        store = new ClusterStore(time);
        writer = new TableWriter<Pod>(store, PodResource.Definition);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public void Table_RandomChanges_EqualsADictionary()
    {
        var cache = writer.Open();
        var model = new Dictionary<ObjectRef, Pod>();
        for (var round = 0; round < 300; round++)
        {
            for (var change = random.Next(12); change >= 0; change--)
                Change(cache, model);
            time.Advance(ClusterStore.PublishInterval);
            Compare(model, store.Current.Pods);
        }
    }

    [Fact]
    public void Table_ListBetweenPutsOfOneInterval_ReplacesEarlierAndYieldsToLaterPuts()
    {
        var cache = writer.Open();
        cache.Put(Pod("a", "gone", "s1"));
        cache.Put(Pod("a", "early", "s1"));
        cache.Replace(new[] { Pod("b", "z", "s1"), Pod("a", "z", "s1") }.ToDictionary(pod => pod.Ref), new SyncState.Live());
        cache.Put(Pod("a", "z", "s2"));
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(["a/z", "b/z"], store.Current.Pods.Items.Select(pod => pod.Ref.ToString()));
        Assert.Equal(["a/z"], store.Current.Pods.OwnedBy("s2").Select(pod => pod.Ref.ToString()));
    }

    [Fact]
    public void Table_SeveralNamespaces_AreMergedInOrderAndClosedOneIsRemoved()
    {
        var (first, second) = (writer.Open(), writer.Open());
        second.Put(Pod("a", "x", "s1"));
        first.Put(Pod("b", "x", "s1"));
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(["a/x", "b/x"], store.Current.Pods.Items.Select(pod => pod.Ref.ToString()));
        writer.Close(second);
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(["b/x"], store.Current.Pods.OwnedBy("s1").Select(pod => pod.Ref.ToString()));
    }

    [Theory]
    [InlineData("0b5ca1ff-0000-4000-8000-000000000001")]
    [InlineData("0B5CA1FF-0000-4000-8000-000000000001")]
    [InlineData("{0b5ca1ff-0000-4000-8000-000000000001}")]
    [InlineData("node-7")]
    [InlineData("")]
    public void PodUid_GuidOrOtherText_RoundTripsExactly(string uid) => Assert.Equal(uid, (Pod("a", "x", "s1") with { Uid = uid }).Uid);

    [Theory]
    [InlineData("0")]
    [InlineData("007")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("+5")]
    [InlineData("opaque")]
    [InlineData("")]
    public void PodResourceVersion_NumberOrOpaqueText_RoundTripsExactly(string version) =>
        Assert.Equal(version, (Pod("a", "x", "s1") with { ResourceVersion = version }).ResourceVersion);

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("010.0.0.7")]
    [InlineData("7")]
    [InlineData("fd00::7")]
    [InlineData("FD00::7")]
    [InlineData("no address")]
    [InlineData("")]
    public void PodIp_AddressOrOtherText_RoundTripsExactly(string address) =>
        Assert.Equal(address, (Pod("a", "x", "s1") with { PodIp = address }).PodIp);

    private void Change(ResourceCache<Pod> cache, Dictionary<ObjectRef, Pod> model)
    {
        var pod = Pod($"ns-{random.Next(3)}", $"pod-{random.Next(40)}", $"set-{random.Next(5)}");
        if (random.Next(4) == 0)
        {
            cache.Remove(pod.Ref);
            model.Remove(pod.Ref);
        }
        else if (random.Next(50) == 0)
        {
            model.Clear();
            model[pod.Ref] = pod;
            cache.Replace(new(model), new SyncState.Live());
        }
        else
        {
            cache.Put(pod);
            model[pod.Ref] = pod;
        }
    }

    private static void Compare(Dictionary<ObjectRef, Pod> model, Table<Pod> table)
    {
        var expected = model
            .Values.OrderBy(pod => pod.Namespace, StringComparer.Ordinal)
            .ThenBy(pod => pod.Name, StringComparer.Ordinal)
            .ToList();
        Assert.Equal(expected, table.Items);
        foreach (var index in Enumerable.Range(0, 40))
            Assert.Equal(model.GetValueOrDefault(new("ns-1", $"pod-{index}")), table.Find("ns-1", $"pod-{index}"));
        foreach (var name in new[] { "ns-0", "ns-1", "ns-2", "ns-", "ns-11" })
            Assert.Equal(expected.Where(pod => pod.Namespace == name), table.InNamespace(name));
        foreach (var names in new string[][] { [], ["ns-1"], ["ns-1", "ns-0", "ns-1"], ["ns-7"] })
            Assert.Equal(
                expected.Where(pod => names.Length == 0 || names.Contains(pod.Namespace)),
                table.InNamespaces(new NamespaceFilter(names))
            );
        foreach (var owner in Enumerable.Range(0, 6).Select(index => $"set-{index}"))
            Assert.Equal(expected.Where(pod => pod.Owner!.Uid == owner), table.OwnedBy(owner));
    }

    private static Pod Pod(string @namespace, string name, string owner) =>
        new()
        {
            Ref = new(@namespace, name),
            Uid = $"{@namespace}/{name}/{owner}",
            ResourceVersion = "1",
            Created = DateTimeOffset.UnixEpoch,
            Owner = new(ReplicaSetResource.Type, owner, owner),
        };
}
