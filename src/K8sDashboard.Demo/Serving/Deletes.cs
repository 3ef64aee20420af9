using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>Deletion: graceful for pods, foreground for owners, finalization for namespaces, and immediate for everything else.</summary>
internal sealed class Deletes(ObjectStore store, TimeProvider time)
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    public async Task DeleteAsync(ApiRequest request)
    {
        var options = await OptionsAsync(request);
        var (kind, call) = (request.Kind, request.Call);
        var stored = store.Get(kind, call.Namespace, call.Name) ?? throw ApiFailure.NotFound(kind, call.Name);
        Check(kind, kind.Meta(stored), options.Preconditions);
        var dryRun = request.IsDryRun || options.DryRun.Contains("All");
        if (Delete(kind, stored, options, dryRun) is { } held)
            await Answers.WriteAsync(request, held);
        else
            await Answers.WriteStatusAsync(request.Http, request.Format, Success(kind, kind.Meta(stored)));
    }

    public async Task DeleteAllAsync(ApiRequest request)
    {
        var options = await OptionsAsync(request);
        var selection = Selection.Of(request);
        var dryRun = request.IsDryRun || options.DryRun.Contains("All");
        foreach (var stored in store.Snapshot(request.Kind).In(selection.Namespace).Where(selection.Matches))
            Delete(request.Kind, request.Kind.Parse(stored.Bytes), options, dryRun);
        await Answers.WriteStatusAsync(request.Http, request.Format, new Status { Metadata = new ListMeta(), Status_ = "Success" });
    }

    /// <summary>Deletes a pod for an eviction.</summary>
    public void Evict(ResourceKind kind, IMessage pod, DeleteOptions options, bool dryRun) => Delete(kind, pod, options, dryRun);

    // A kept object is returned with its deletionTimestamp; null if it is gone.
    private IMessage? Delete(ResourceKind kind, IMessage stored, DeleteOptions options, bool dryRun)
    {
        var meta = kind.Meta(stored);
        var grace = Grace(stored, options);
        Hold(meta, options);
        if (grace == 0 && meta.Finalizers.Count == 0 && stored is not Namespace)
        {
            if (!dryRun)
                Remove(kind, stored);
            return null;
        }

        meta.DeletionTimestamp ??= Timestamps.Of(time.GetUtcNow().AddSeconds(grace));
        meta.DeletionGracePeriodSeconds = grace;
        // Without a precondition on the resourceVersion: the delete applies to any version.
        meta.ResourceVersion = "";
        var held = store.Update(kind, stored, ObjectPart.AllButStatus, dryRun);
        if (held is not Namespace space || space.Status?.Phase == "Terminating")
            return held;
        space.Status ??= new NamespaceStatus();
        space.Status.Phase = "Terminating";
        return store.Update(kind, space, ObjectPart.Status, dryRun);
    }

    private void Remove(ResourceKind kind, IMessage stored)
    {
        var meta = kind.Meta(stored);
        if (!store.Delete(kind, meta.Namespace, meta.Name, meta.Uid))
            throw ApiFailure.NotFound(kind, meta.Name);
    }

    // An unscheduled or finished pod needs no grace period.
    private static long Grace(IMessage stored, DeleteOptions options)
    {
        if (stored is not Pod pod || pod.Spec is not { NodeName.Length: > 0 } || pod.Status?.Phase is "Succeeded" or "Failed")
            return 0;
        var wanted =
            options.HasGracePeriodSeconds ? options.GracePeriodSeconds
            : pod.Spec.HasTerminationGracePeriodSeconds ? pod.Spec.TerminationGracePeriodSeconds
            : 30;
        return Math.Max(0, wanted);
    }

    private static void Hold(ObjectMeta meta, DeleteOptions options)
    {
        var holder = options.PropagationPolicy switch
        {
            "Foreground" => Foreground,
            "Orphan" => Orphan,
            _ => options.OrphanDependents ? Orphan : "",
        };
        if (holder.Length > 0 && !meta.Finalizers.Contains(holder))
            meta.Finalizers.Add(holder);
    }

    private static async Task<DeleteOptions> OptionsAsync(ApiRequest request)
    {
        var options =
            request.Http.Request.ContentLength is null or 0 && !request.Http.Request.Headers.ContainsKey("Transfer-Encoding")
                ? new DeleteOptions()
                : (DeleteOptions)await DeleteBody.ReadAsync(request.Http);
        if (request.Number("gracePeriodSeconds") is { } grace)
            options.GracePeriodSeconds = grace;
        if (request.Query("propagationPolicy") is { Length: > 0 } policy)
            options.PropagationPolicy = policy;
        return options;
    }

    private static void Check(ResourceKind kind, ObjectMeta meta, Preconditions? wanted)
    {
        if (wanted is { HasUid: true } && wanted.Uid != meta.Uid)
        {
            throw ApiFailure.Precondition(
                kind,
                meta.Name,
                $"the UID in the precondition ({wanted.Uid}) does not match the UID in record ({meta.Uid}). The object might "
                    + "have been deleted and then recreated"
            );
        }

        if (wanted is { HasResourceVersion: true } && wanted.ResourceVersion != meta.ResourceVersion)
        {
            throw ApiFailure.Precondition(
                kind,
                meta.Name,
                $"the ResourceVersion in the precondition ({wanted.ResourceVersion}) does not match the ResourceVersion in "
                    + $"record ({meta.ResourceVersion}). The object might have been modified"
            );
        }
    }

    private static Status Success(ResourceKind kind, ObjectMeta meta) =>
        new()
        {
            Metadata = new ListMeta(),
            Status_ = "Success",
            Details = new StatusDetails
            {
                Name = meta.Name,
                Group = kind.Group,
                Kind = kind.Plural,
                Uid = meta.Uid,
            },
        };
}
