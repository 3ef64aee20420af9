using Google.Protobuf.Collections;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Storage.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The columns of volumes, claims and storage classes.</summary>
internal static class StorageTables
{
    public static TableColumns Claims { get; } =
        TableColumns.For<PersistentVolumeClaim>(
            [
                new("Name"),
                new("Status"),
                new("Volume"),
                new("Capacity"),
                new("Access Modes"),
                new("StorageClass"),
                new("VolumeAttributesClass"),
                new("Age"),
                new("VolumeMode", IsWide: true),
            ],
            (claim, now) =>
                [
                    claim.Metadata.Name,
                    claim.Metadata.DeletionTimestamp is null ? claim.Status?.Phase ?? "" : "Terminating",
                    claim.Spec?.VolumeName ?? "",
                    Capacity(claim.Status?.Capacity),
                    Modes(claim.Status?.AccessModes),
                    claim.Spec?.StorageClassName ?? "",
                    "<unset>",
                    CellText.Age(claim.Metadata, now),
                    claim.Spec?.VolumeMode ?? "",
                ]
        );

    public static TableColumns Volumes { get; } =
        TableColumns.For<PersistentVolume>(
            [
                new("Name"),
                new("Capacity"),
                new("Access Modes"),
                new("Reclaim Policy"),
                new("Status"),
                new("Claim"),
                new("StorageClass"),
                new("VolumeAttributesClass"),
                new("Reason"),
                new("Age"),
                new("VolumeMode", IsWide: true),
            ],
            (volume, now) =>
                [
                    volume.Metadata.Name,
                    Capacity(volume.Spec?.Capacity),
                    Modes(volume.Spec?.AccessModes),
                    volume.Spec?.PersistentVolumeReclaimPolicy ?? "",
                    volume.Metadata.DeletionTimestamp is null ? volume.Status?.Phase ?? "" : "Terminating",
                    volume.Spec?.ClaimRef is { } claim ? $"{claim.Namespace}/{claim.Name}" : "",
                    volume.Spec?.StorageClassName ?? "",
                    "<unset>",
                    volume.Status?.Reason ?? "",
                    CellText.Age(volume.Metadata, now),
                    volume.Spec?.VolumeMode ?? "",
                ]
        );

    public static TableColumns Classes { get; } =
        TableColumns.For<StorageClass>(
            [new("Name"), new("Provisioner"), new("ReclaimPolicy"), new("VolumeBindingMode"), new("AllowVolumeExpansion"), new("Age")],
            (storage, now) =>
                [
                    Name(storage),
                    storage.Provisioner,
                    storage.HasReclaimPolicy ? storage.ReclaimPolicy : "Delete",
                    storage.HasVolumeBindingMode ? storage.VolumeBindingMode : "Immediate",
                    storage.AllowVolumeExpansion ? "true" : "false",
                    CellText.Age(storage.Metadata, now),
                ]
        );

    private static string Name(StorageClass storage) =>
        storage.Metadata.Annotations.GetValueOrDefault("storageclass.kubernetes.io/is-default-class") == "true"
            ? $"{storage.Metadata.Name} (default)"
            : storage.Metadata.Name;

    private static string Capacity(MapField<string, Quantity>? capacity) =>
        capacity is not null && capacity.TryGetValue("storage", out var storage) ? storage.String : "";

    private static string Modes(IEnumerable<string>? modes) =>
        string.Join(
            ',',
            (modes ?? []).Select(mode =>
                mode switch
                {
                    "ReadWriteOnce" => "RWO",
                    "ReadOnlyMany" => "ROX",
                    "ReadWriteMany" => "RWX",
                    "ReadWriteOncePod" => "RWOP",
                    _ => mode,
                }
            )
        );
}
