using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>One page of a list: the encoded objects and the ListMeta.</summary>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, ListMeta Meta)
{
    private const string Exact = "Exact";

    public static ListPage Read(ApiRequest request, ObjectStore store, ListSnapshots snapshots)
    {
        var selection = Selection.Of(request);
        var token = request.Query("continue") is { Length: > 0 } text ? ContinueToken.Parse(text) : null;
        var snapshot = token is null ? Current(request, store, snapshots) : snapshots.Find(request.Kind, token.Version);
        var last = token is null ? null : StoredObject.Probe(token.Last.Namespace, token.Last.Name);
        var limit = (int)Math.Clamp(request.Number("limit") ?? 0, 0, int.MaxValue - 1);
        var meta = new ListMeta { ResourceVersion = $"{snapshot.Version}" };
        var candidates = snapshot.In(selection.Namespace, last);
        var matching = selection.IsWhole ? candidates : candidates.Where(selection.Matches);
        if (limit == 0)
            return new ListPage([.. matching], meta);

        var items = matching.Take(limit + 1).ToList();
        if (items.Count <= limit)
            return new ListPage(items, meta);
        items.RemoveAt(limit);
        meta.Continue = ContinueToken.After(snapshot.Version, items[^1].Namespace, items[^1].Name);
        // remainingItemCount is omitted with a selector, as it would need a full scan.
        if (selection.IsWhole)
            meta.RemainingItemCount = snapshot.Count(selection.Namespace, items[^1]);
        snapshots.Keep(request.Kind, snapshot);
        return new ListPage(items, meta);
    }

    private static KindSnapshot Current(ApiRequest request, ObjectStore store, ListSnapshots snapshots)
    {
        var wanted = request.Number("resourceVersion") ?? 0;
        var snapshot = store.Snapshot(request.Kind);
        if (wanted > snapshot.Version)
        {
            var cause = new StatusCause { Reason = "ResourceVersionTooLarge", Message = "Too large resource version" };
            throw new ApiFailure(
                504,
                "Timeout",
                $"Timeout: Too large resource version: {wanted}, current: {snapshot.Version}",
                new StatusDetails { Causes = { cause }, RetryAfterSeconds = 1 }
            );
        }

        return request.Query("resourceVersionMatch") == Exact && wanted != snapshot.Version
            ? snapshots.Find(request.Kind, wanted)
            : snapshot;
    }
}
