using System.Net.Http.Headers;
using k8s;
using k8s.Authentication;
using k8s.Autorest;
using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Exec plugins and token services fail in many ways; none of them leaves an exception that carries what they know.</summary>
public class FailingCredentialsTests
{
    private const string Canary = "canary-token-31aa";

    private static readonly Exception[] Faults =
    [
        new HttpOperationException($"refused {Canary}")
        {
            Request = new HttpRequestMessageWrapper(
                new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Canary) } }, Canary),
        },
        new k8s.Exceptions.KubeConfigException("external exec failed: \u001b[31mnot logged in\u001b[0m"),
        new InvalidOperationException("no such file"),
        new TimeoutException("the plugin did not end"),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Faults.Length)];

    [Theory]
    [Trait("BadInput", "Canary: token in the client library's exceptions")]
    [MemberData(nameof(All))]
    public async Task It_is_a_request_that_did_not_go_out_and_tells_no_token(int fault)
    {
        using var connection = new ClusterConnection(
            GuardedClient.Create(new KubernetesClientConfiguration { Host = "http://127.0.0.1:9", TokenProvider = new Failing(Faults[fault]) }), "test", "tester");

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/pods", UriKind.Relative));
        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() => connection.SendAsync(request, TestContext.Current.CancellationToken));
        var answer = await new ApiClient(connection.Client, TimeProvider.System).GetAsync("api/v1/pods", TestContext.Current.CancellationToken);

        Assert.Null(thrown.InnerException);
        foreach (var words in (string[])[thrown.ToString(), Assert.IsType<ApiAnswer.NotSent>(answer).Why])
        {
            Assert.Contains("The credentials could not be", words, StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, words, StringComparison.Ordinal);
            Assert.True(TerminalPayloads.IsHarmless(words.ReplaceLineEndings(" ")), words);
        }
    }

    [Theory]
    [Trait("BadInput", "Canary: token in the client library's exceptions")]
    [MemberData(nameof(All))]
    public async Task So_it_is_where_the_deadline_has_passed_meanwhile(int fault)
    {
        using var deadline = new CancellationTokenSource();
        using var connection = new ClusterConnection(
            GuardedClient.Create(new KubernetesClientConfiguration { Host = "http://127.0.0.1:9", TokenProvider = new Failing(Faults[fault], deadline.Cancel) }), "test", "tester");

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/pods", UriKind.Relative));
        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() => connection.SendAsync(request, deadline.Token));
        Assert.DoesNotContain(Canary, thrown.ToString(), StringComparison.Ordinal);
    }

    private sealed class Failing(Exception fault, Action? meanwhile = null) : ITokenProvider
    {
        public Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
        {
            meanwhile?.Invoke();
            return Task.FromException<AuthenticationHeaderValue>(fault);
        }
    }
}
