using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <summary>
/// The contract of API servers: one set of scenarios, run against the simulated and a real one. Where they differ, the real one is right.
/// </summary>
public abstract partial class ApiScenarios : IAsyncLifetime
{
    protected const string Strategic = "application/strategic-merge-patch+json";
    protected const string Merge = "application/merge-patch+json";
    protected const string Json = "application/json-patch+json";
    private const string Deployments = "apis/apps/v1/namespaces/SPACE/deployments";
    private const string Maps = "api/v1/namespaces/SPACE/configmaps";

    // Without replicas: no pods, and controllers write only its status.
    private const string Web = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
        "spec":{"replicas":0,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
        "spec":{"containers":[{"name":"web","image":"web:1","resources":{"requests":{"cpu":"0.5","memory":"1024Mi"}}},
        {"name":"log","image":"log"}]}}}}
        """;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ApiUnderTest? api;

    private ApiUnderTest Api => api!;

    public async ValueTask InitializeAsync()
    {
        if ((api = await StartAsync()) is null)
            return;
        await Api.ObjectAsync("POST", "api/v1/namespaces", """{"metadata":{"name":"SPACE"}}""");
        await SettleAsync(api);
    }

    public async ValueTask DisposeAsync()
    {
        if (api is not null)
            await api.AskAsync("DELETE", "api/v1/namespaces/SPACE");
        api?.Dispose();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The server; null if there is none.</summary>
    private protected abstract Task<ApiUnderTest?> StartAsync();

    /// <summary>Waits for the default objects of a new namespace.</summary>
    private protected virtual Task SettleAsync(ApiUnderTest started) => Task.CompletedTask;

    /// <summary>Stops what <see cref="StartAsync"/> started.</summary>
    protected abstract ValueTask StopAsync();

    private async Task<JsonObject> WebAsync() => await Api.ObjectAsync("POST", Deployments, Web);

    // The whole body of an error response, since clients may depend on each field.
    private static (int Code, string Text) Refusal(int code, string reason, string message, string details) =>
        (
            code,
            """{"kind":"Status","apiVersion":"v1","metadata":{}"""
                + $$$""","status":"Failure","message":{{{JsonSerializer.Serialize(message, Readable)}}}"""
                + $$$""","reason":"{{{reason}}}","details":{{{details}}},"code":{{{code}}}}"""
        );

    private static string Named(string name, string labels) => $"{{\"metadata\":{{\"name\":\"{name}\",\"labels\":{{{labels}}}}}}}";

    private static string Names(JsonObject list) =>
        string.Join(' ', list["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));

    private static string Version(JsonObject obj) => (string)obj["metadata"]!["resourceVersion"]!;

    // Servers before 1.34 wrote creationTimestamp: null into templates.
    private static string Timeless(JsonNode spec) =>
        spec.ToJsonString().Replace("\"creationTimestamp\":null,", "", StringComparison.Ordinal);
}
