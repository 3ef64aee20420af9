using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Rbac.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>Immutable fields and the API server's messages: one row a kind.</summary>
internal static class ImmutableFields
{
    private const string Fixed = "field is immutable";

    private const string OfPods =
        "pod updates may not change fields other than "
        + "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only "
        + "additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously "
        + "negative)";

    private const string OfStatefulSets =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
        + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private const string WhenSet = "field is immutable when `immutable` is set";

    private const string OfClaims =
        "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";

    /// <summary>The faults of an update; none if it is valid.</summary>
    public static IEnumerable<FieldFault> ChangedBy(IMessage before, IMessage after) =>
        (before, after) switch
        {
            (Pod { Spec: { } was }, Pod { Spec: { } now }) => Forbid(!Bare(was, now).Equals(Bare(now, now)), OfPods),
            (Deployment { Spec: { } was }, Deployment { Spec: { } now }) => Keep(was.Selector, now.Selector, "spec.selector"),
            (ReplicaSet { Spec: { } was }, ReplicaSet { Spec: { } now }) => Keep(was.Selector, now.Selector, "spec.selector"),
            (DaemonSet { Spec: { } was }, DaemonSet { Spec: { } now }) => Keep(was.Selector, now.Selector, "spec.selector"),
            (StatefulSet { Spec: { } was }, StatefulSet { Spec: { } now }) => Forbid(!Bare(was, now).Equals(now), OfStatefulSets),
            (RoleBinding was, RoleBinding now) => Keep(was.RoleRef, now.RoleRef, "roleRef"),
            (ClusterRoleBinding was, ClusterRoleBinding now) => Keep(was.RoleRef, now.RoleRef, "roleRef"),
            (Job { Spec: { } was }, Job { Spec: { } now }) =>
            [
                .. Keep(was.Selector, now.Selector, "spec.selector"),
                .. Keep(was.Template, now.Template, "spec.template"),
            ],
            (PersistentVolumeClaim { Spec: { } was }, PersistentVolumeClaim { Spec: { } now }) => Forbid(
                !Bare(was, now).Equals(Bare(now, now)),
                OfClaims
            ),
            (Service { Spec: { } was }, Service { Spec: { } now })
                when was.Type != "ExternalName" && now.Type != "ExternalName" && was.ClusterIP != now.ClusterIP =>
            [
                FieldFault.Invalid("spec.clusterIPs[0]", $"[\"{now.ClusterIP}\"]", "may not change once set"),
            ],
            (Secret was, Secret now) =>
            [
                .. Sealed(was.Immutable, now.Immutable, (!was.Data.Equals(now.Data), "data")),
                .. was.Type == now.Type ? [] : (FieldFault[])[FieldFault.Invalid("type", $"\"{now.Type}\"", Fixed)],
            ],
            (ConfigMap was, ConfigMap now) => Sealed(
                was.Immutable,
                now.Immutable,
                (!was.Data.Equals(now.Data), "data"),
                (!was.BinaryData.Equals(now.BinaryData), "binaryData")
            ),
            _ => [],
        };

    // A copy of the old spec with all mutable fields of the new one: any remaining difference is a fault.
    private static PodSpec Bare(PodSpec of, PodSpec now)
    {
        var bare = of.Clone();
        foreach (var (container, other) in bare.Containers.Zip(now.Containers).Concat(bare.InitContainers.Zip(now.InitContainers)))
            container.Image = other.Image;
        if (now.HasActiveDeadlineSeconds)
            bare.ActiveDeadlineSeconds = now.ActiveDeadlineSeconds;
        if (of.Tolerations.All(now.Tolerations.Contains))
        {
            bare.Tolerations.Clear();
            bare.Tolerations.Add(now.Tolerations);
        }

        // Scheduling gates can only be removed.
        if (now.SchedulingGates.All(of.SchedulingGates.Contains))
        {
            bare.SchedulingGates.Clear();
            bare.SchedulingGates.Add(now.SchedulingGates);
        }

        bare.EphemeralContainers.Clear();
        return bare;
    }

    private static StatefulSetSpec Bare(StatefulSetSpec was, StatefulSetSpec now)
    {
        var bare = now.Clone();
        (bare.Selector, bare.ServiceName, bare.PodManagementPolicy) = (was.Selector, was.ServiceName, was.PodManagementPolicy);
        bare.VolumeClaimTemplates.Clear();
        bare.VolumeClaimTemplates.Add(was.VolumeClaimTemplates);
        return bare;
    }

    private static PersistentVolumeClaimSpec Bare(PersistentVolumeClaimSpec of, PersistentVolumeClaimSpec now)
    {
        var bare = of.Clone();
        bare.Resources = now.Resources;
        // volumeName is set when the claim is bound.
        if (of.VolumeName.Length == 0)
            bare.VolumeName = now.VolumeName;
        return bare;
    }

    // A ConfigMap or Secret with immutable: true can neither be changed nor made mutable again.
    private static IEnumerable<FieldFault> Sealed(bool was, bool now, params (bool Changed, string Field)[] parts) =>
        was ? parts.Prepend((Changed: !now, Field: "immutable")).SelectMany(part => Forbid(part.Changed, WhenSet, part.Field)) : [];

    private static IEnumerable<FieldFault> Keep(IMessage? was, IMessage? now, string field) =>
        Equals(was, now) ? [] : [FieldFault.Invalid(field, now?.ToString() ?? "null", Fixed)];

    private static IEnumerable<FieldFault> Forbid(bool changed, string why, string field = "spec") =>
        changed ? [FieldFault.Forbidden(field, why)] : [];
}
