using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>Routes a resource request to its handler, by verb and subresource.</summary>
internal sealed class ResourceCalls
{
    private readonly ObjectStore store;
    private readonly ApiServerOptions options;
    private readonly ListSnapshots snapshots;
    private readonly CancellationToken stopping;
    private readonly Writes writes;
    private readonly Deletes deletes;
    private readonly Scales scales;
    private readonly PodCalls pods;

    public ResourceCalls(ObjectStore store, ApiServerOptions options, ListSnapshots snapshots, CancellationToken stopping)
    {
        this.store = store;
        this.options = options;
        this.snapshots = snapshots;
        this.stopping = stopping;
        writes = new Writes(store);
        deletes = new Deletes(store, options.Time);
        scales = new Scales(store, writes);
        pods = new PodCalls(store, deletes);
    }

    public async Task AnswerAsync(ApiRequest request)
    {
        try
        {
            await LeadAsync(request);
        }
        catch (StoreException refused)
        {
            throw ApiFailure.Of(refused, request.Kind);
        }
    }

    private Task LeadAsync(ApiRequest request) =>
        (request.Call.Subresource, request.Call.Verb) switch
        {
            ("", "get") when request.Call.Name.Length > 0 => GetAsync(request),
            ("", "list") => ListWriter.WriteAsync(request, ListPage.Read(request, store, snapshots)),
            ("", "watch") => new WatchStream(request, store, options, stopping).RunAsync(),
            ("", "create") when request.Call.Name.Length == 0 && (!request.Kind.Namespaced || request.Call.Namespace.Length > 0) =>
                writes.CreateAsync(request),
            ("", "deletecollection") => deletes.DeleteAllAsync(request),
            ("", "delete") => deletes.DeleteAsync(request),
            ("" or "status", "update") when IsServed(request) => writes.ReplaceAsync(request),
            ("" or "status", "patch") when IsServed(request) => ServerSideApply.IsAskedIn(request.Http)
                ? writes.ApplyAsync(request)
                : writes.PatchAsync(request),
            ("status", "get") when IsServed(request) => GetAsync(request),
            ("scale", "get") when request.Kind.Scales => scales.ReadAsync(request),
            ("scale", "update") when request.Kind.Scales => scales.ReplaceAsync(request),
            ("scale", "patch") when request.Kind.Scales => scales.PatchAsync(request),
            ("log", "get") when request.Kind.Name == "Pod" => new LogStream(store, options, stopping).RunAsync(request),
            ("exec", "get" or "create") when request.Kind.Name == "Pod" => new Execs(store, options, stopping).RunAsync(request),
            (ServiceProxy.Subresource, _) when request.Kind.Name == "Service" => new ServiceProxy(store, options).RunAsync(request),
            ("eviction", "create") when request.Kind.Name == "Pod" => pods.EvictAsync(request),
            ("", _) => throw ApiFailure.NotAllowed(),
            _ => throw ApiFailure.NoResource(),
        };

    private static bool IsServed(ApiRequest request) => request.Call.Subresource.Length == 0 || request.Kind.Status is not null;

    private Task GetAsync(ApiRequest request) =>
        Answers.WriteAsync(
            request,
            store.Get(request.Kind, request.Call.Namespace, request.Call.Name) ?? throw ApiFailure.NotFound(request.Kind, request.Call.Name)
        );
}
