using System.Net;
using k8s;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Path traversal: for any name, the request is for an object of exactly that name, or none is sent.</summary>
public class FuzzedNamesTests
{
    private static readonly Uri Server = new("http://127.0.0.1:9/");

    [Fact]
    [Trait("BadInput", "B01-names")]
    public async Task ObjectReader_TenThousandFuzzedNames_RequestsThatExactNameOrNothing()
    {
        var (sent, kept) = (0, 0);
        foreach (var name in FuzzedNames.All())
        {
            var asked = await AskAsync(new ObjectRef("shop", name));
            if (asked is null)
            {
                kept++;
                Assert.False(KubeName.IsObject(name), name);
                continue;
            }

            sent++;
            var segments = asked.AbsolutePath.Split('/');
            Assert.Equal(["", "api", "v1", "namespaces", "shop", "pods"], segments[..^1]);
            Assert.Equal((Server.Authority, "", ""), (asked.Authority, asked.Query, asked.Fragment));
            Assert.Equal(name, Uri.UnescapeDataString(segments[^1]));
            // Also after a proxy has decoded the path.
            Assert.DoesNotContain(name, character => character is '/' or '\\' or '%');
        }

        Assert.True(sent > 500 && kept > 500, $"{sent} sent, {kept} kept");
    }

    [Fact]
    [Trait("BadInput", "B01-namespaces")]
    public async Task ObjectReader_TenThousandFuzzedNamespaces_RequestsThatExactNamespaceOrNothing()
    {
        foreach (var name in FuzzedNames.All())
        {
            var asked = await AskAsync(new ObjectRef(name, "web"));
            if (asked is not null)
                Assert.Equal($"/api/v1/namespaces/{name}/pods/web", asked.AbsolutePath);
            Assert.Equal(KubeName.IsNamespace(name), asked is not null);
        }
    }

    [Fact]
    [Trait("BadInput", "B01-paths")]
    public async Task PathGuard_TenThousandFuzzedPaths_SendsOnlyPathsBelowTheKind()
    {
        var wire = new Wire();
        using var client = new HttpClient(new PathGuard(Server) { InnerHandler = wire });
        foreach (var name in FuzzedNames.All())
        {
            wire.Asked = null;
            var path = $"api/v1/namespaces/shop/pods/{name}";
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
                PathGuard.Sign(request);
                request.RequestUri = new Uri(Server, path);
                await client.SendAsync(request, TestContext.Current.CancellationToken);
            }
            catch (Exception refused) when (refused is UnsafePathException or UriFormatException)
            {
                Assert.Null(wire.Asked);
                continue;
            }

            // Appended after the kind, it stays there; more segments are a subresource that the guard cannot know.
            Assert.StartsWith("/api/v1/namespaces/shop/pods/", wire.Asked!.AbsolutePath, StringComparison.Ordinal);
            Assert.DoesNotContain("..", wire.Asked.AbsolutePath.Split('/').Select(Uri.UnescapeDataString));
        }
    }

    private static async Task<Uri?> AskAsync(ObjectRef name)
    {
        var wire = new Wire();
        var config = new KubernetesClientConfiguration { Host = Server.ToString() };
        using var client = new Kubernetes(config, new PathGuard(Server), wire);
        await new ObjectReader(TimeProvider.System).ReadAsync(
            new Actor("tester", client, ReadOnly: true),
            PodDetail.Definition,
            name,
            TestContext.Current.CancellationToken
        );
        return wire.Asked;
    }

    private sealed class Wire : DelegatingHandler
    {
        public Uri? Asked { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request.RequestUri;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("") });
        }
    }
}
