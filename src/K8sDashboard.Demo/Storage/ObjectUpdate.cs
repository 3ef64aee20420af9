using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Storage;

/// <summary>The part of an object that an update may change.</summary>
internal enum ObjectPart
{
    AllButStatus,
    Status,
}

/// <summary>Applies an update to the stored object: other parts are kept, and the generation counts changes of the spec.</summary>
internal static class ObjectUpdate
{
    public static IMessage Apply(ResourceKind kind, IMessage before, IMessage wanted, ObjectPart part)
    {
        if (part == ObjectPart.Status)
            return WithStatus(kind, before, wanted);
        var updated = kind.Clone(wanted);
        kind.Status?.Accessor.SetValue(updated, kind.Status.Accessor.GetValue(kind.Clone(before)));
        var (was, now) = (kind.Meta(before), kind.Meta(updated));
        now.Uid = was.Uid;
        now.CreationTimestamp = was.CreationTimestamp;
        now.DeletionTimestamp ??= was.DeletionTimestamp;
        if (was.HasDeletionGracePeriodSeconds && !now.HasDeletionGracePeriodSeconds)
            now.DeletionGracePeriodSeconds = was.DeletionGracePeriodSeconds;
        now.ResourceVersion = was.ResourceVersion;
        now.Generation = was.Generation;
        if (
            kind.CountsGenerations
            && (SpecChanged(kind, before, updated) || (was.DeletionTimestamp is null && now.DeletionTimestamp is not null))
        )
            now.Generation++;
        return updated;
    }

    /// <summary>Whether a deleted object can be removed: no finalizers, a pod's grace period is zero, and a namespace is empty.</summary>
    public static bool IsFinished(ResourceKind kind, IMessage obj) =>
        kind.Meta(obj) is { DeletionTimestamp: not null, Finalizers.Count: 0, DeletionGracePeriodSeconds: 0 } && obj is not Namespace;

    private static IMessage WithStatus(ResourceKind kind, IMessage before, IMessage wanted)
    {
        var updated = kind.Clone(before);
        kind.Status?.Accessor.SetValue(updated, kind.Status.Accessor.GetValue(kind.Clone(wanted)));
        // managedFields of a status update are metadata.
        var managed = kind.Meta(updated).ManagedFields;
        managed.Clear();
        managed.Add(kind.Meta(wanted).ManagedFields);
        return updated;
    }

    private static bool SpecChanged(ResourceKind kind, IMessage before, IMessage updated)
    {
        if (kind.Spec is not { } spec)
            return false;
        // Binding a pod does not change its generation.
        if (before is Pod { Spec: not null } bound && updated is Pod { Spec: not null } pod && bound.Spec.NodeName.Length == 0)
        {
            var unbound = pod.Spec.Clone();
            unbound.NodeName = "";
            return !unbound.Equals(bound.Spec);
        }

        return !Equals(spec.Accessor.GetValue(before), spec.Accessor.GetValue(updated));
    }
}
