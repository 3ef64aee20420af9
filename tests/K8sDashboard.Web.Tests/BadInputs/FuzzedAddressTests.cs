using System.Net;
using Bunit;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.BadInputs;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Tests.Hosting;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.BadInputs;

/// <summary>Fuzzed URLs: the page shows what is invalid.</summary>
[Trait("BadInput", "B01-names-in-addresses")]
public sealed class FuzzedAddressTests(HostAndOriginTests.SignedIn signedIn) : IClassFixture<HostAndOriginTests.SignedIn>
{
    [Fact]
    public void Address_FuzzedNamesWithoutSurrogates_RoundTripThroughPodLinksAndNamespaceFilter()
    {
        foreach (var name in FuzzedNames.All().Where(name => !name.Any(char.IsSurrogate)))
        {
            var link = Address.Of("/?ns=shop&range=6h").Object(PodResource.Type, new ObjectRef("shop", name))!;

            Assert.StartsWith("/pods/shop/", link, StringComparison.Ordinal);
            Assert.EndsWith("?ns=shop&range=6h", link, StringComparison.Ordinal);
            var segment = link["/pods/shop/".Length..^"?ns=shop&range=6h".Length];
            Assert.Equal(name, Uri.UnescapeDataString(segment));
            Assert.DoesNotContain(segment, character => character is '/' or '?' or '#' or '"' or '<' or '\\' || char.IsControl(character));
            Assert.Equal(
                KubeName.IsNamespace(name) ? [name] : [],
                Address.Of($"/pods?ns={Uri.EscapeDataString(name).Replace("%2C", "%20", StringComparison.Ordinal)}").Namespaces.Names
            );
        }
    }

    [Fact]
    public void PodPage_ThousandFuzzedNames_ShowsNotFoundOrInvalidName()
    {
        using var context = new PageContext();
        foreach (var name in FuzzedNames.All().Where(name => !name.Any(char.IsSurrogate)).Take(1_000))
        {
            var words = context
                .Open<PodPage>(EmptyCluster.WithPods(Live(Pod("the-only-pod"))), "/pods/shop/x", ("Namespace", "shop"), ("Name", name))
                .Words();
            Assert.Contains(KubeName.IsObject(name) ? "was not found" : "cannot be the name of a pod", words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task PodRoute_TwoThousandFuzzedAddresses_Returns200Or400Or404()
    {
        foreach (var name in FuzzedNames.All().Where(name => !name.Any(char.IsSurrogate)).Take(2_000))
        {
            var status = (
                await signedIn.Browser.GetAsync(
                    new Uri(signedIn.Browser.BaseAddress!, $"/pods/shop/{Uri.EscapeDataString(name)}?q={Uri.EscapeDataString(name)}")
                )
            ).StatusCode;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{name}: {status}");
        }
    }
}
