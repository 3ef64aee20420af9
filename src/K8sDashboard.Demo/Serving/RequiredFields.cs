using Google.Protobuf;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Serving;

/// <summary>Required fields of kinds other than workloads. Messages are those of Kubernetes' validation.</summary>
internal static class RequiredFields
{
    public static IEnumerable<FieldFault> MissingIn(IMessage obj) =>
        obj switch
        {
            CronJob { Spec: var spec } => In(spec),
            Service { Spec: var spec } => In(spec),
            PersistentVolumeClaim { Spec: var spec } => In(spec),
            HorizontalPodAutoscaler { Spec: var spec } => In(spec),
            _ => [],
        };

    private static IEnumerable<FieldFault> In(CronJobSpec spec)
    {
        if (spec.Schedule.Length == 0)
            yield return FieldFault.Required("spec.schedule");
        else if (CronSchedule.Parse(spec.Schedule) is null)
            yield return FieldFault.Invalid(
                "spec.schedule",
                $"\"{spec.Schedule}\"",
                "expected five fields: minute, hour, day of month, month, day of week"
            );
    }

    private static IEnumerable<FieldFault> In(ServiceSpec spec)
    {
        if (spec.Ports.Count == 0 && spec.Type != "ExternalName" && spec.ClusterIP != "None")
            yield return FieldFault.Required("spec.ports");
        for (var i = 0; i < spec.Ports.Count; i++)
            if (spec.Ports[i].Port is < 1 or > 65_535)
                yield return FieldFault.Invalid($"spec.ports[{i}].port", $"{spec.Ports[i].Port}", "must be between 1 and 65535, inclusive");
    }

    private static IEnumerable<FieldFault> In(PersistentVolumeClaimSpec spec)
    {
        if (spec.AccessModes.Count == 0)
            yield return FieldFault.Required("spec.accessModes", "at least 1 access mode is required");
        if (spec.Resources?.Requests.ContainsKey("storage") is not true)
            yield return FieldFault.Required("spec.resources[storage]");
    }

    private static IEnumerable<FieldFault> In(HorizontalPodAutoscalerSpec spec)
    {
        if (spec.MaxReplicas < 1)
            yield return FieldFault.Invalid("spec.maxReplicas", $"{spec.MaxReplicas}", "must be greater than 0");
        if (spec.HasMinReplicas && spec.MinReplicas > spec.MaxReplicas)
            yield return FieldFault.Invalid("spec.maxReplicas", $"{spec.MaxReplicas}", "must be greater than or equal to `minReplicas`");
        if (spec.ScaleTargetRef is null or { Kind.Length: 0 })
            yield return FieldFault.Required("spec.scaleTargetRef.kind");
        if (spec.ScaleTargetRef is null or { Name.Length: 0 })
            yield return FieldFault.Required("spec.scaleTargetRef.name");
        for (var i = 0; i < spec.Metrics.Count; i++)
            if (spec.Metrics[i].Resource is { Target: null })
                yield return FieldFault.Required($"spec.metrics[{i}].resource.target.type", "must specify a metric target type");
    }
}
