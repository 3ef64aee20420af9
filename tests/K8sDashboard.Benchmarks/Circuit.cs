using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Benchmarks;

/// <summary>
/// A Blazor circuit without a browser: logs in, connects over SignalR, acknowledges each render batch, and reports the first screen of a
/// Virtualize component as visible.
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private const double ScreenHeight = 900;

    /// <summary>JSCallResultType.JSObjectReference, such as a module.</summary>
    private const int JsObject = 1;

    private readonly HubConnection hub;
    private readonly Lock gate = new();
    private bool isLeft;
    private byte[]? awaited;
    private TaskCompletionSource? seen;

    private Circuit(HubConnection hub)
    {
        this.hub = hub;
        hub.On<long, byte[]>("JS.RenderBatch", RenderAsync);
        hub.On<long, string, string, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        hub.On<string>("JS.Error", fault => Fault = fault);
        hub.Closed += fault =>
        {
            if (!isLeft)
                Fault ??= fault?.Message ?? "The server closed the connection.";
            return Task.CompletedTask;
        };
    }

    /// <summary>Render batches and their bytes since the start.</summary>
    public (long Batches, long Bytes) Received { get; private set; }

    /// <summary>The error reported by the server; null for none.</summary>
    public string? Fault { get; private set; }

    /// <param name="login">The dashboard's address with its launch key, which must allow several logins.</param>
    /// <param name="path">The page's path.</param>
    public static async Task<Circuit> OpenAsync(Uri login, string path, CancellationToken cancellation)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies });
        using var entered = await http.GetAsync(login, cancellation);
        var page = new Uri(login, path);
        var html = await http.GetStringAsync(page, cancellation);
        var hub = new HubConnectionBuilder().WithUrl(
            new Uri(login, "/_blazor"),
            options =>
            {
                options.Cookies = cookies;
                options.Headers["Origin"] = login.GetLeftPart(UriPartial.Authority);
                options.SkipNegotiation = true;
                options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            }
        );
        hub.Services.AddSingleton<IHubProtocol, BlazorPack>();
        var circuit = new Circuit(hub.Build());
        await circuit.hub.StartAsync(cancellation);
        var descriptors = Markers().Matches(html).Select(match => match.Groups[1].Value).Where(one => one.Contains("\"descriptor\""));
        var markers = $"[{string.Join(',', descriptors)}]";
        var state = State().Match(html) is { Success: true } match ? match.Groups[1].Value : "";
        var secret = await circuit.hub.InvokeAsync<string?>(
            "StartCircuit",
            new Uri(login, "/").ToString(),
            page.ToString(),
            markers,
            state,
            cancellation
        );
        return secret is { Length: > 0 } ? circuit : throw new NotMeasuredException($"No circuit was started: {circuit.Fault}");
    }

    /// <summary>Completes when a render batch contains this text.</summary>
    public Task SeeAsync(string text)
    {
        lock (gate)
        {
            awaited = Encoding.UTF8.GetBytes(text);
            seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return seen.Task;
        }
    }

    public ValueTask DisposeAsync()
    {
        isLeft = true;
        return hub.DisposeAsync();
    }

    private Task RenderAsync(long batch, byte[] bytes)
    {
        lock (gate)
        {
            Received = (Received.Batches + 1, Received.Bytes + bytes.Length);
            if (awaited is not null && bytes.AsSpan().IndexOf(awaited) >= 0)
                seen!.TrySetResult();
        }

        return hub.SendAsync("OnRenderCompleted", batch, null);
    }

    /// <summary>
    /// Every JS interop call succeeds, with null or a module reference; for Virtualize it also reports the visible range.
    /// </summary>
    private async Task AnswerAsync(long task, string identifier, string arguments, int resultType, long target, int callType)
    {
        if (identifier.EndsWith("Virtualize.init", StringComparison.Ordinal) && Reference().Match(arguments) is { Success: true } list)
        {
            await hub.SendAsync(
                "BeginInvokeDotNetFromJS",
                "1",
                null,
                "OnSpacerBeforeVisible",
                long.Parse(list.Groups[1].Value, null),
                $"[0,0,{ScreenHeight.ToString(System.Globalization.CultureInfo.InvariantCulture)}]"
            );
        }

        var answer = resultType == JsObject ? $"{{\"__jsObjectId\":{task}}}" : "null";
        if (task != 0)
            await hub.SendAsync("EndInvokeJSFromDotNet", task, true, $"[{task},true,{answer}]");
    }

    [GeneratedRegex("<!--Blazor:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex State();

    [GeneratedRegex("\"__dotNetObject\":(\\d+)")]
    private static partial Regex Reference();
}
