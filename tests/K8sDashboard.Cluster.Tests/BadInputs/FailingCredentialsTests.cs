using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Connection.Authentication;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Failures to get credentials: no exception discloses a secret.</summary>
public class FailingCredentialsTests
{
    private const string Canary = "canary-token-31aa";

    private static readonly Exception[] Faults =
    [
        new CredentialException("the credential plugin x ended with exit code 1. It printed: \u001b[31mnot logged in\u001b[0m"),
        new InvalidOperationException("no such file", new InvalidOperationException(Canary)),
        new TimeoutException("the plugin did not end"),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Faults.Length)];

    [Theory]
    [Trait("BadInput", "B15-canary-exceptions")]
    [MemberData(nameof(All))]
    public async Task Credentials_SourceFails_RequestIsNotSentAndTokenIsNotLeaked(int fault)
    {
        using var connection = new ClusterConnection(GuardedClient.Create(Failing(Faults[fault])), "test", "tester");

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/pods", UriKind.Relative));
        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() =>
            connection.SendAsync(request, TestContext.Current.CancellationToken)
        );
        var answer = await new ApiClient(connection.Client, TimeProvider.System).GetAsync(
            "api/v1/pods",
            TestContext.Current.CancellationToken
        );

        Assert.Null(thrown.InnerException);
        foreach (var message in (string[])[thrown.ToString(), Assert.IsType<ApiAnswer.NotSent>(answer).Message])
        {
            Assert.Contains("The credentials could not be", message, StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, message, StringComparison.Ordinal);
            Assert.True(TerminalPayloads.IsHarmless(message.ReplaceLineEndings(" ")), message);
        }
    }

    [Theory]
    [Trait("BadInput", "B15-canary-exceptions")]
    [MemberData(nameof(All))]
    public async Task Credentials_SourceFailsAfterDeadline_TokenIsNotLeaked(int fault)
    {
        using var deadline = new CancellationTokenSource();
        using var connection = new ClusterConnection(GuardedClient.Create(Failing(Faults[fault], deadline.Cancel)), "test", "tester");

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/pods", UriKind.Relative));
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => connection.SendAsync(request, deadline.Token));
        Assert.True(thrown is HttpRequestException or OperationCanceledException, thrown.ToString());
        Assert.DoesNotContain(Canary, thrown.ToString(), StringComparison.Ordinal);
    }

    private static ConnectionSettings Failing(Exception fault, Action? meanwhile = null) =>
        new() { Server = new("http://127.0.0.1:9/"), Credentials = new(new FailingSource(fault, meanwhile), TimeProvider.System) };

    private sealed class FailingSource(Exception fault, Action? meanwhile) : ICredentialSource
    {
        public Task<IssuedCredential> IssueAsync()
        {
            meanwhile?.Invoke();
            return Task.FromException<IssuedCredential>(fault);
        }
    }
}
