using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace K8sDashboard.Faults;

/// <summary>
/// A reverse proxy that injects faults of networks, proxies and servers in front of an API server or Prometheus, fake or real. The client's
/// credentials are forwarded; a client certificate is configured in <see cref="FaultProxyOptions.Upstream"/>.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly ForwarderRequestConfig Patient = new() { ActivityTimeout = TimeSpan.FromDays(1) };

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(2);

    private readonly FaultProxyOptions options;
    private readonly WebApplication app;
    private readonly HttpMessageInvoker upstream;
    private readonly IHttpForwarder forwarder;

    private FaultProxy(FaultProxyOptions options)
    {
        this.options = options;
        upstream = new HttpMessageInvoker(
            options.Upstream
                ?? new SocketsHttpHandler
                {
                    UseProxy = false,
                    AllowAutoRedirect = false,
                    UseCookies = false,
                }
        );
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // No minimum data rate: slow bodies are an injected fault, and long watches are none.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    listen.Protocols = options.Protocols;
                    if (options.Tls)
                        listen.UseHttps(TestAuthority.Server);
                }
            );
        });
        app = builder.Build();
        forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        app.Run(HandleAsync);
    }

    /// <summary>The proxy's address for the client.</summary>
    public Uri Address => new($"{(options.Tls ? "https" : "http")}://127.0.0.1:{Line.Port}");

    /// <summary>The CA that the client must accept.</summary>
    public static X509Certificate2 Authority => TestAuthority.Root;

    /// <summary>The TCP connection below: resets, refused and half-open connections.</summary>
    public Line Line { get; private set; } = null!;

    public FaultRules Rules { get; } = new();

    /// <summary>All requests, in order.</summary>
    public ConcurrentQueue<Asked> Requests { get; } = []; // bounded by the length of a test; a long one empties it

    /// <summary>Called with the server's responses before fault injection: whole lists, and each watch event.</summary>
    public Action<Asked, byte[]>? Passed { get; set; }

    public static async Task<FaultProxy> StartAsync(FaultProxyOptions options)
    {
        var proxy = new FaultProxy(options);
        await proxy.app.StartAsync();
        proxy.Line = new Line(new Uri(proxy.app.Urls.Single()).Port);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        upstream.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var asked = new Asked(
            context.Request.Method,
            context.Request.Path.Value!,
            context.Request.QueryString.Value!,
            options.Time.GetUtcNow()
        );
        Requests.Enqueue(asked);
        var fault = Rules.For(asked);
        try
        {
            switch (fault)
            {
                case Fault.Answer answer:
                    await AnswerAsync(context, answer);
                    return;
                case Fault.Hang:
                    await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, context.RequestAborted);
                    return;
                case Fault.Delay delay:
                    await Task.Delay(delay.Time, options.Time, context.RequestAborted);
                    break;
            }

            await ForwardAsync(context, asked, fault);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client disconnected.
        }
    }

    private async Task ForwardAsync(HttpContext context, Asked asked, Fault? fault)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var original = context.Response.Body;
        var body = Spoiling.Of(fault, original, context, options.Time);
        using var list = new MemoryStream();
        if (Passed is { } passed && context.Request.Method == "GET")
            body = Spoiling.Tapped(body, Listener(asked, passed, list));
        context.Response.Body = body;
        var forwarding = forwarder
            .SendAsync(context, options.Server.ToString(), upstream, Patient, new PlainBodies(fault), end.Token)
            .AsTask();
        if (fault is Fault.EndAfter ending && await Task.WhenAny(forwarding, EndAsync()) != forwarding)
        {
            context.Response.Body = original;
            await context.Response.CompleteAsync();
            await end.CancelAsync();
        }

        var whole = await forwarding == ForwarderError.None;
        if (fault is Fault.LoseAnswer)
            context.Abort();
        if (whole && asked.IsList && context.Response.StatusCode == 200)
            Passed?.Invoke(asked, list.ToArray());

        async Task EndAsync()
        {
            while (!context.Response.HasStarted)
                await Task.Delay(Soon, TimeProvider.System, end.Token);
            await Task.Delay(ending.Time, options.Time, end.Token);
        }
    }

    private static Action<ReadOnlyMemory<byte>> Listener(Asked asked, Action<Asked, byte[]> passed, MemoryStream list)
    {
        if (asked.IsList)
            return bytes => list.Write(bytes.Span);
        var splitter = new FrameSplitter();
        return bytes =>
        {
            foreach (var frame in splitter.Split(bytes))
                passed(asked, frame);
        };
    }

    private static async Task AnswerAsync(HttpContext context, Fault.Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.ContentType.Length > 0)
            context.Response.ContentType = answer.ContentType;
        if (answer.RetryAfter is { } retry)
            context.Response.Headers.RetryAfter = retry;
        if (answer.Location is { } location)
            context.Response.Headers.Location = location;
        if (answer.Body is { } body)
            await context.Response.Body.WriteAsync(body);
    }

    /// <summary>Disables compression, so that bodies can be read and changed, and drops Content-Length where a fault changes it.</summary>
    private sealed class PlainBodies(Fault? fault) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext context,
            HttpRequestMessage request,
            string prefix,
            CancellationToken cancellation
        )
        {
            await base.TransformRequestAsync(context, request, prefix, cancellation);
            request.Headers.Host = null;
            request.Headers.AcceptEncoding.Clear();
        }

        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext context,
            HttpResponseMessage? response,
            CancellationToken cancellation
        )
        {
            var proceed = await base.TransformResponseAsync(context, response, cancellation);
            if (fault is not null)
                context.Response.ContentLength = null;
            // The forwarder aborts the connection after this end: the client must not reuse it for its next request.
            if (fault is Fault.EndAfter && HttpProtocol.IsHttp11(context.Request.Protocol))
                context.Response.Headers.Connection = "close";
            // Flushes the response head, which a quiet watch would otherwise delay until its first event.
            await context.Response.StartAsync(cancellation);
            return proceed;
        }
    }
}
