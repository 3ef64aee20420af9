using Google.Protobuf;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Storage;

/// <summary>Server-set metadata of a created object.</summary>
internal static class NewObject
{
    public static IMessage Complete(ResourceKind kind, IMessage obj, ObjectNames names, DateTimeOffset now)
    {
        var created = kind.Clone(obj);
        var meta = kind.Meta(created);
        if (meta.Name.Length == 0 && meta.GenerateName.Length > 0)
            meta.Name = names.Complete(meta.GenerateName);
        meta.Uid = names.NewUid();
        meta.CreationTimestamp ??= new Time { Seconds = now.ToUnixTimeSeconds() };
        meta.Generation = kind.CountsGenerations ? 1 : 0;
        meta.DeletionTimestamp = null;
        meta.ClearDeletionGracePeriodSeconds();
        if (created is Job job)
            JobIdentity.Give(job);
        return created;
    }
}
