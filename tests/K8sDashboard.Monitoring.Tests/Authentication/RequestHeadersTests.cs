using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prometheus;

namespace K8sDashboard.Monitoring.Tests.Authentication;

/// <summary>Authentication headers over real HTTP: only the configured Prometheus gets them, and no message quotes them.</summary>
public sealed class RequestHeadersTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentQueue<IHeaderDictionary> sent = new();
    private readonly string file = Path.GetTempFileName();
    private LoopbackPrometheus server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await LoopbackPrometheus.StartAsync();
        server.Answer = Record(context => LoopbackPrometheus.Vector(context));
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return server.DisposeAsync();
    }

    [Theory]
    [InlineData("admin:s3cret", "admin:s3cret")]
    [InlineData("ad%40min:s%3A3%2Fcret", "ad@min:s:3/cret")]
    [InlineData("tenant", "tenant:")]
    public async Task RequestHeaders_UserInfoInUrl_IsSentAsBasicAuthAndOmittedFromSource(string userInfo, string pair)
    {
        var url = new UriBuilder(server.Address).Uri.AbsoluteUri.Replace("http://", $"http://{userInfo}@", StringComparison.Ordinal);

        var source = await AskAsync(new() { Url = url });

        Assert.Equal(Basic(pair), Header("Authorization"));
        Assert.Equal(server.Address.AbsoluteUri, source);
    }

    [Fact]
    public async Task RequestHeaders_BasicAuthFile_IsSentAsBasicAuth()
    {
        await File.WriteAllTextAsync(file, "admin:gehörig\n");
        await AskAsync(new() { Url = server.Address.AbsoluteUri, BasicAuthFile = file });
        Assert.Equal(Basic("admin:gehörig"), Header("Authorization"));
    }

    [Fact]
    public async Task RequestHeaders_BearerTokenFileChanged_IsRereadForEachRequest()
    {
        await File.WriteAllTextAsync(file, "first-token\n");
        await using var asked = Open(new() { Url = server.Address.AbsoluteUri, BearerTokenFile = file });
        await asked.Client.InstantAsync("up", Noon, default);
        await File.WriteAllTextAsync(file, "second-token\n");
        await asked.Client.InstantAsync("up", Noon.AddSeconds(15), default);

        Assert.Equal(["Bearer first-token", "Bearer second-token"], sent.Select(headers => headers.Authorization.ToString()));
    }

    [Fact]
    public async Task RequestHeaders_LiteralFileAndEnvironmentValues_AreAllSent()
    {
        const string Variable = "K8SDASHBOARD_TEST_OF_A_HEADER";
        await File.WriteAllTextAsync(file, "from-file\n");
        Environment.SetEnvironmentVariable(Variable, "from-variable");

        await AskAsync(
            new() { Url = server.Address.AbsoluteUri, Headers = $"X-Scope-OrgID: a|b\nX-File=file:{file}\nX-Variable: env:{Variable}" }
        );

        Assert.Equal(("a|b", "from-file", "from-variable"), (Header("X-Scope-OrgID"), Header("X-File"), Header("X-Variable")));
    }

    [Fact]
    [Trait("BadInput", "B10-headers-and-credentials")]
    public async Task RequestHeaders_BearerTokenFileDeleted_SendsNoRequestAndNamesTheFile()
    {
        await File.WriteAllTextAsync(file, "token");
        await using var asked = Open(new() { Url = server.Address.AbsoluteUri, BearerTokenFile = file });
        File.Delete(file);

        var answer = await asked.Client.InstantAsync("up", Noon, default);

        Assert.Equal($"Prometheus cannot be reached: there is no file \"{file}\"", answer.FailureMessage);
        Assert.Empty(sent);
    }

    [Theory]
    [Trait("BadInput", "B10-headers-and-credentials")]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(200)]
    public async Task RequestHeaders_SecretEchoedByServer_IsNotShown(int status)
    {
        await File.WriteAllTextAsync(file, "admin:s3cret-password");
        server.Answer = Record(context =>
        {
            var all = context.Request.Headers.Authorization.ToString() + " s3cret-password";
            context.Response.ContentType = "text/plain";
            context.Response.StatusCode = status;
            if (status == 302)
                context.Response.Headers.Location = "/login?from=" + Uri.EscapeDataString("s3cret-password");
            return status == 200
                ? LoopbackPrometheus.Json(
                    context,
                    $$"""{"status":"success","data":{"resultType":"vector","result":[]},"warnings":["{{all}}"]}"""
                )
                : context.Response.WriteAsync("not allowed: " + all);
        });
        await using var asked = Open(new() { Url = server.Address.AbsoluteUri, BasicAuthFile = file });

        var answer = await asked.Client.InstantAsync("up", Noon, default);

        var shown =
            answer.FailureMessage
            ?? string.Join(' ', Assert.IsType<PrometheusAnswer<System.Collections.Immutable.ImmutableArray<Sample>>.Data>(answer).Warnings);
        Assert.NotEmpty(shown);
        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Basic("admin:s3cret-password")["Basic ".Length..], shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestHeaders_RedirectToOtherServer_SendsItNoRequest()
    {
        await using var other = await LoopbackPrometheus.StartAsync();
        await File.WriteAllTextAsync(file, "token");
        server.Answer = Record(context =>
        {
            context.Response.Redirect(new Uri(other.Address, "api/v1/query").AbsoluteUri);
            return Task.CompletedTask;
        });
        await AskAsync(new() { Url = server.Address.AbsoluteUri, BearerTokenFile = file });

        Assert.NotEmpty(sent);
        Assert.Empty(other.Asked);
    }

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private string Header(string name) => Assert.Single(sent)[name].ToString();

    private Func<HttpContext, string, Task> Record(Func<HttpContext, Task> answer) =>
        (context, _) =>
        {
            // A copy: the server recycles its header dictionary after the response.
            sent.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary()));
            return answer(context);
        };

    private static Opened Open(PrometheusOptions options)
    {
        Assert.Null(options.Fault());
        var configured = new ConfiguredPrometheus(Options.Create(options), TimeProvider.System);
        return new(
            configured,
            new PrometheusClient(
                configured.LocateAsync,
                TimeProvider.System,
                new QueryMetrics(new CollectorRegistry()),
                NullLogger<PrometheusClient>.Instance
            )
        );
    }

    private static async Task<string> AskAsync(PrometheusOptions options)
    {
        await using var opened = Open(options);
        await opened.Client.InstantAsync("up", Noon, default);
        return await opened.Client.SourceAsync(default);
    }

    private sealed record Opened(ConfiguredPrometheus Configured, PrometheusClient Client) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            Configured.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
