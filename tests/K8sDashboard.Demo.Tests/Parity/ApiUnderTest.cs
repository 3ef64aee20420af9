using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Demo.Tests.Parity;

/// <summary>An API server, simulated or real, with administrator rights and a test namespace.</summary>
internal sealed class ApiUnderTest(ConnectionSettings settings) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly ClusterConnection connection = new(GuardedClient.Create(settings), "parity", "admin");

    /// <summary>The test namespace.</summary>
    public string Space { get; } = $"parity-{Guid.NewGuid():n}"[..20];

    public async Task<(int Code, string Text)> AskAsync(
        string method,
        string path,
        string? body = null,
        string type = "application/json",
        string? accept = null,
        string? impersonated = null
    )
    {
        using var response = await SendAsync(method, path, body, type, accept, impersonated);
        return (
            (int)response.StatusCode,
            (await response.Content.ReadAsStringAsync()).Replace(Space, "SPACE", StringComparison.Ordinal).TrimEnd('\n')
        );
    }

    /// <summary>The response's object; fails with the response if it is an error.</summary>
    public async Task<JsonObject> ObjectAsync(string method, string path, string? body = null, string type = "application/json")
    {
        var (code, text) = await AskAsync(method, path, body, type);
        Assert.True(code is 200 or 201, $"{method} {path}: {code} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Reads a number of watch events: <c>ADDED name</c>.</summary>
    public async Task<List<JsonObject>> WatchAsync(string path, int events)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        using var response = await SendAsync("GET", path, null, "", null);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(deadline.Token));
        List<JsonObject> read = [];
        while (read.Count < events && await lines.ReadLineAsync(deadline.Token) is { } line)
            read.Add(JsonNode.Parse(line)!.AsObject());
        return read;
    }

    /// <summary>Reads watch events up to one of a type; fails after a timeout.</summary>
    public Task WatchUntilAsync(string path, string type) => FirstEventAsync(path, one => (string?)one["type"] == type, type);

    /// <summary>Watches a collection until one object meets a condition; fails after a timeout.</summary>
    public async Task<JsonNode> WaitForAsync(string path, string what, Func<JsonNode, bool> isSo) =>
        (
            await FirstEventAsync(
                $"{path}?watch=true&timeoutSeconds=20",
                one => (string?)one["type"] != "DELETED" && isSo(one["object"]!),
                what
            )
        )["object"]!;

    private async Task<JsonNode> FirstEventAsync(string path, Func<JsonNode, bool> isSo, string what)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        using var response = await SendAsync("GET", path, null, "", null);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(deadline.Token));
        while (await lines.ReadLineAsync(deadline.Token) is { } line)
        {
            if (JsonNode.Parse(line.Replace(Space, "SPACE", StringComparison.Ordinal)) is { } one && isSo(one))
                return one;
        }

        throw new TimeoutException($"no {what} came");
    }

    public void Dispose() => connection.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        string method,
        string path,
        string? body,
        string type,
        string? accept,
        string? impersonated = null
    )
    {
        var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(path.Replace("SPACE", Space, StringComparison.Ordinal), UriKind.Relative)
        );
        if (body is not null)
            request.Content = new StringContent(body.Replace("SPACE", Space, StringComparison.Ordinal), new MediaTypeHeaderValue(type));
        request.Headers.TryAddWithoutValidation("Accept", accept ?? "application/json");
        if (impersonated is not null)
            request.Headers.Add("Impersonate-User", impersonated);
        return await connection.SendAsync(request, CancellationToken.None);
    }
}
