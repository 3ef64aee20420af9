using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pod = K8sDashboard.Cluster.Wire.Pod;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>A fake API server for pods over HTTP: paged list, watch, resume, 410. Faults are injected by <see cref="Answer"/>.</summary>
internal sealed class PodApi : IAsyncDisposable
{
    private static readonly byte[] Garbage = [0x0a, 0x05, 0x0a, 0x7f];

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Wire> pods = new(StringComparer.Ordinal);
    private readonly List<(int Version, WatchEvent Event)> history = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource streams = new();
    private WebApplication? app;
    private int version = 10;
    private int oldest;

    private sealed record Wire(byte[] Bytes);

    private sealed record WatchEvent(string Type, byte[] Object);

    /// <summary>Every request in order: path and query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Called first for each request; true if it has responded.</summary>
    public Func<HttpContext, Task<bool>> Answer { get; set; } = _ => Task.FromResult(false);

    /// <summary>Serves other kinds as empty collections; else with 404.</summary>
    public bool ServesOtherKinds { get; init; }

    /// <summary>Supports streaming lists (WatchList), as Kubernetes 1.32 and later; else rejects them, as older versions do.</summary>
    public bool StreamsLists { get; init; }

    public int Port { get; private set; }

    /// <summary>The connection settings.</summary>
    public ConnectionSettings AsServer => new() { Server = new($"http://127.0.0.1:{Port}/") };

    /// <summary>The expected state: every pod's name and version, in order.</summary>
    public IReadOnlyList<(string Name, string Version)> Truth
    {
        get
        {
            lock (gate)
                return [.. pods.Select(pod => (pod.Key, Pod.Parser.ParseFrom(pod.Value.Bytes).Metadata.ResourceVersion))];
        }
    }

    /// <summary>The number of lists, without idle probes (<c>limit=1</c>).</summary>
    public int Lists =>
        Requests.Count(request =>
            !request.Contains("watch=true", StringComparison.Ordinal) && !request.EndsWith("?limit=1", StringComparison.Ordinal)
        );

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port));
        app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        Port = new Uri(app.Urls.Single()).Port;
    }

    /// <summary>Simulates a crash: closes all connections and the port. <see cref="StartAsync"/> restarts it on the same port.</summary>
    public async Task StopAsync()
    {
        await CutAsync();
        await app!.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    /// <summary>Breaks every open watch.</summary>
    public Task CutAsync()
    {
        var old = Interlocked.Exchange(ref streams, new());
        return old.CancelAsync();
    }

    public void Put(string name, Action<Pod>? shape = null) => Put("default", name, shape);

    public void Put(string @namespace, string name, Action<Pod>? shape = null)
    {
        lock (gate)
        {
            var pod = new Pod
            {
                Metadata = new()
                {
                    Name = name,
                    Namespace = @namespace,
                    Uid = $"uid-{name}",
                    ResourceVersion = $"{++version}",
                },
                Spec = new(),
                Status = new() { Phase = "Running" },
            };
            shape?.Invoke(pod);
            Record(pods.ContainsKey(name) ? "MODIFIED" : "ADDED", pod.ToByteArray());
            pods[name] = new(pod.ToByteArray());
        }
    }

    public void Delete(string name)
    {
        lock (gate)
        {
            var pod = Pod.Parser.ParseFrom(pods[name].Bytes);
            pod.Metadata.ResourceVersion = $"{++version}";
            pods.Remove(name);
            Record("DELETED", pod.ToByteArray());
        }
    }

    /// <summary>Sends an undecodable event.</summary>
    public void SendGarbage() => Send("MODIFIED", Garbage);

    /// <summary>Sends an event with arbitrary bytes.</summary>
    public void Send(string type, byte[] item)
    {
        lock (gate)
        {
            version++;
            Record(type, item);
        }
    }

    /// <summary>Adds an item of arbitrary bytes to lists, by default an undecodable one.</summary>
    public void Spoil(string name, byte[]? item = null)
    {
        lock (gate)
            pods[name] = new(item ?? Garbage);
    }

    /// <summary>Sends a bookmark at a new version of the store.</summary>
    public void Bookmark()
    {
        lock (gate)
            Record("BOOKMARK", new Pod { Metadata = new() { ResourceVersion = $"{++version}" } }.ToByteArray());
    }

    /// <summary>Simulates writes to other kinds: the store's version advances without a change of pods.</summary>
    public void ChangeOthers(int times)
    {
        lock (gate)
            version += times;
    }

    /// <summary>Simulates a restore from a backup: the version goes back, and the history since is lost.</summary>
    public void Restore(int to)
    {
        lock (gate)
        {
            history.Clear();
            (version, oldest) = (to, 0);
        }
    }

    /// <summary>Compacts the history except the newest events, as etcd does: older versions get 410.</summary>
    public void Compact(int keep = 0)
    {
        lock (gate)
        {
            var dropped = Math.Max(0, history.Count - keep);
            if (keep == 0)
                oldest = version;
            else if (dropped > 0)
                oldest = history[dropped - 1].Version;
            history.RemoveRange(0, dropped);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await StopAsync();
        streams.Dispose();
    }

    private byte[] EndOfList() =>
        Protobuf.Frame(
            "BOOKMARK",
            new Pod
            {
                Metadata = new() { ResourceVersion = $"{version}", Annotations = { ["k8s.io/initial-events-end"] = "true" } },
            }.ToByteArray()
        );

    private void Record(string type, byte[] pod)
    {
        history.Add((version, new(type, pod)));
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString);
        if (await Answer(context))
            return;
        var others = !context.Request.Path.Value!.EndsWith("/pods", StringComparison.Ordinal);
        if (others && !ServesOtherKinds)
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("404 page not found");
        }
        else if (context.Request.Query.ContainsKey("sendInitialEvents") && !StreamsLists)
            context.Response.StatusCode = 422;
        else if (context.Request.Query.ContainsKey("watch"))
            await WatchAsync(context, others);
        else
            await ListAsync(context, others);
    }

    private async Task ListAsync(HttpContext context, bool empty)
    {
        byte[] answer;
        lock (gate)
        {
            var limit = int.TryParse(context.Request.Query["limit"], out var number) ? number : int.MaxValue;
            var from = context.Request.Query["continue"].ToString();
            var rest = pods.Where(pod => !empty && string.CompareOrdinal(pod.Key, from) >= 0).ToList();
            answer = Protobuf.List(
                $"{version}",
                rest.Count > limit ? rest[limit].Key : "",
                Math.Max(0, rest.Count - limit),
                rest.Take(limit).Select(pod => pod.Value.Bytes)
            );
        }

        context.Response.ContentType = Envelope.MediaType;
        await context.Response.Body.WriteAsync(answer);
    }

    private async Task WatchAsync(HttpContext context, bool empty)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, streams.Token);
        var whole = context.Request.Query.ContainsKey("sendInitialEvents");
        var seen = whole ? 0 : int.Parse(context.Request.Query["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture);
        context.Response.ContentType = Envelope.MediaType + ";stream=watch";
        await context.Response.Body.FlushAsync();
        try
        {
            while (true)
            {
                Task more;
                List<byte[]> frames;
                lock (gate)
                {
                    more = changed.Task;
                    frames =
                        whole ? [.. pods.Where(_ => !empty).Select(pod => Protobuf.Frame("ADDED", pod.Value.Bytes)), EndOfList()]
                        : seen < oldest
                            ?
                            [
                                Protobuf.Frame(
                                    "ERROR",
                                    new Status
                                    {
                                        Code = 410,
                                        Reason = "Expired",
                                        Message = $"too old resource version: {seen} ({oldest})",
                                    }.ToByteArray()
                                ),
                            ]
                        :
                        [
                            .. history
                                .Where(entry => !empty && entry.Version > seen)
                                .Select(entry => Protobuf.Frame(entry.Event.Type, entry.Event.Object)),
                        ];
                    (seen, whole) = (Math.Max(seen, version), false);
                }

                foreach (var frame in frames)
                    await context.Response.Body.WriteAsync(frame, ended.Token);
                await context.Response.Body.FlushAsync(ended.Token);
                await more.WaitAsync(ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
