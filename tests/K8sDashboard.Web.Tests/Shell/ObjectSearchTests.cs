using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Shell;
using K8sDashboard.Web.Tests.Hosting;

namespace K8sDashboard.Web.Tests.Shell;

public sealed class ObjectSearchTests
{
    private static readonly ClusterSnapshot Snapshot = ClusterSnapshot.Empty with
    {
        Pods = new Table<Pod>(
        [
            Bare.Pod("shop", "cart-1"), Bare.Pod("shop", "big-cart"), Bare.Pod("pay", "cart"),
            Bare.Pod("pay", "api") with { Labels = Labels.Of([new("app", "cart")]) },
            .. Enumerable.Range(0, 50).Select(index => Bare.Pod("many", $"batch-{index:00}")),
        ], new SyncState.Live(), 1),
    };

    [Theory]
    [InlineData("cart", "pay/cart,shop/cart-1,shop/big-cart,pay/api")]
    [InlineData("CART shop", "shop/big-cart,shop/cart-1")]
    [InlineData("app=cart", "pay/api")]
    [InlineData("node", "")]
    [InlineData("  ", "")]
    public void The_best_hits_come_first(string text, string found) =>
        Assert.Equal(found, string.Join(',', ObjectSearch.Find(Snapshot, text).Select(hit => hit.Ref)));

    [Fact]
    public void A_word_that_fits_everything_brings_no_more_than_anyone_reads() =>
        Assert.Equal(ObjectSearch.MostHits, ObjectSearch.Find(Snapshot, "pod").Length);
}
