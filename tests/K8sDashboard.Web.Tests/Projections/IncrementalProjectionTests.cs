using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Tests.Hosting;

namespace K8sDashboard.Web.Tests.Projections;

public sealed class IncrementalProjectionTests
{
    private readonly List<string> worked = [];

    [Theory]
    [InlineData("a b c", "a b c", "")]
    [InlineData("a b c", "a b2 c", "b2")]
    [InlineData("a b c", "a c", "")]
    [InlineData("a b c", "a c d", "d")]
    [InlineData("b c", "a b c", "a")]
    [InlineData("", "a", "a")]
    [InlineData("a", "", "")]
    [InlineData("a b c d", "b2 d e", "b2 e")]
    public void IncrementalProjection_NextVersionOfList_ComputesOnlyNewItems(string before, string after, string asked)
    {
        var pods = new Dictionary<string, Pod>();
        var first = Work(before, pods, null);
        worked.Clear();
        Assert.Equal(after.Split(' ', StringSplitOptions.RemoveEmptyEntries), Work(after, pods, first).Values);
        Assert.Equal(asked, string.Join(' ', worked));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "b!")]
    [InlineData(-1, "a b! c")]
    public void IncrementalProjection_TimeForwardOrBackward_RecomputesTimeDependentItemsOrAll(int seconds, string asked)
    {
        var pods = new Dictionary<string, Pod>();
        var first = Work("a b! c", pods, null);
        worked.Clear();
        var second = Work("a b! c", pods, first, seconds);
        Assert.Equal(asked, string.Join(' ', worked));
        Assert.Equal(["a", "b!", "c"], second.Values);
    }

    [Fact]
    public void IncrementalProjection_EqualResult_KeepsThePreviousInstance()
    {
        var pods = new Dictionary<string, Pod>();
        var first = Work("b!", pods, null);
        Assert.Same(first.Values[0], Work("b!", pods, first, seconds: 1).Values[0]);
    }

    [Fact]
    public void IncrementalProjection_UnsortedList_MapsEachItemToItsOwnValue()
    {
        var pods = new Dictionary<string, Pod>();
        var first = Work("c a b", pods, null);
        Assert.Equal(["b", "c", "a"], Work("b c a", pods, first).Values);
    }

    /// <summary>Each word is a version of the pod named by its first character; with an exclamation mark it depends on time.</summary>
    private IncrementalProjection<Pod, string> Work(
        string list,
        Dictionary<string, Pod> pods,
        IncrementalProjection<Pod, string>? before,
        int seconds = 0
    )
    {
        ImmutableArray<Pod> items =
        [
            .. list.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => pods.TryGetValue(word, out var known) ? known : pods[word] = Bare.Pod("shop", word[..1])),
        ];
        return IncrementalProjection<Pod, string>.Of(
            items,
            Bare.Epoch.AddSeconds(seconds),
            pod =>
            {
                var word = pods.First(pair => ReferenceEquals(pair.Value, pod)).Key;
                worked.Add(word);
                return (new string(word.AsSpan()), word.EndsWith('!'));
            },
            before
        );
    }
}
