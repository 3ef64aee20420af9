using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The volume provisioner: binds pending claims to new volumes, and deletes volumes of deleted claims.</summary>
public sealed class Volumes(ClusterState state, EventLog events)
{
    public void Turn(DateTimeOffset now)
    {
        foreach (var claim in state.List<PersistentVolumeClaim>().Where(claim => claim.Status?.Phase is not "Bound"))
            Bind(claim, now);
        foreach (var volume in state.List<PersistentVolume>().Where(IsReleased))
            state.Remove<PersistentVolume>(volume.Metadata, now);
    }

    private bool IsReleased(PersistentVolume volume) =>
        volume.Spec is { PersistentVolumeReclaimPolicy: "Delete", ClaimRef: { } claim }
        && state.Get<PersistentVolumeClaim>(claim.Namespace, claim.Name)?.Metadata.Uid != claim.Uid;

    private void Bind(PersistentVolumeClaim claim, DateTimeOffset now)
    {
        var volume = new PersistentVolume
        {
            Metadata = new ObjectMeta { Name = "pvc-" + claim.Metadata.Uid, CreationTimestamp = now.ToTime() },
            Spec = new PersistentVolumeSpec
            {
                AccessModes = { claim.Spec.AccessModes },
                PersistentVolumeReclaimPolicy = "Delete",
                StorageClassName = claim.Spec.StorageClassName,
                VolumeMode = "Filesystem",
                ClaimRef = new ObjectReference
                {
                    Kind = "PersistentVolumeClaim",
                    Namespace = claim.Metadata.Namespace,
                    Name = claim.Metadata.Name,
                    Uid = claim.Metadata.Uid,
                },
                PersistentVolumeSource = new PersistentVolumeSource
                {
                    Csi = new CSIPersistentVolumeSource { Driver = "disk.csi.example.com", VolumeHandle = claim.Metadata.Uid },
                },
            },
            Status = new PersistentVolumeStatus { Phase = "Bound" },
        };
        volume.Spec.Capacity.Add(claim.Spec.Resources.Requests);
        state.Create(volume);
        if (state.Change(claim, changed => changed.Spec.VolumeName = volume.Metadata.Name) is not { } named)
            return;
        state.ChangeStatus(
            named,
            changed =>
            {
                changed.Status = new PersistentVolumeClaimStatus { Phase = "Bound", AccessModes = { claim.Spec.AccessModes } };
                changed.Status.Capacity.Add(claim.Spec.Resources.Requests);
            }
        );
        events.Normal(
            claim,
            "ProvisioningSucceeded",
            $"Successfully provisioned volume {volume.Metadata.Name}",
            "disk.csi.example.com",
            now
        );
    }
}
