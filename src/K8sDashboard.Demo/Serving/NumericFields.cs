using Google.Protobuf;
using Google.Protobuf.Collections;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// Validates numbers: negative values, quantities, and requests above limits. Messages are those of Kubernetes' validation.
/// </summary>
internal static class NumericFields
{
    private const string NotNegative = "must be greater than or equal to 0";

    public static IEnumerable<FieldFault> InvalidIn(IMessage obj) =>
        obj switch
        {
            Pod { Spec: var spec } => In(spec, "spec"),
            Deployment { Spec: var spec } =>
            [
                .. Negative(
                    ("spec.replicas", spec.Replicas),
                    ("spec.minReadySeconds", spec.MinReadySeconds),
                    ("spec.revisionHistoryLimit", spec.RevisionHistoryLimit),
                    ("spec.progressDeadlineSeconds", spec.ProgressDeadlineSeconds)
                ),
                .. In(spec.Template),
            ],
            ReplicaSet { Spec: var spec } =>
            [
                .. Negative(("spec.replicas", spec.Replicas), ("spec.minReadySeconds", spec.MinReadySeconds)),
                .. In(spec.Template),
            ],
            StatefulSet { Spec: var spec } =>
            [
                .. Negative(("spec.replicas", spec.Replicas), ("spec.minReadySeconds", spec.MinReadySeconds)),
                .. In(spec.Template),
            ],
            DaemonSet { Spec: var spec } =>
            [
                .. Negative(("spec.minReadySeconds", spec.MinReadySeconds), ("spec.revisionHistoryLimit", spec.RevisionHistoryLimit)),
                .. In(spec.Template),
            ],
            Job { Spec: var spec } => In(spec, "spec"),
            CronJob { Spec: var spec } =>
            [
                .. Negative(
                    ("spec.startingDeadlineSeconds", spec.StartingDeadlineSeconds),
                    ("spec.successfulJobsHistoryLimit", spec.SuccessfulJobsHistoryLimit),
                    ("spec.failedJobsHistoryLimit", spec.FailedJobsHistoryLimit)
                ),
                .. In(spec.JobTemplate?.Spec, "spec.jobTemplate.spec"),
            ],
            Node { Status: { } status } =>
            [
                .. Negative(status.Capacity, "status.capacity"),
                .. Negative(status.Allocatable, "status.allocatable"),
            ],
            _ => [],
        };

    private static IEnumerable<FieldFault> In(JobSpec? spec, string path) =>
        spec is null
            ? []
            :
            [
                .. Negative(
                    ($"{path}.parallelism", spec.Parallelism),
                    ($"{path}.completions", spec.Completions),
                    ($"{path}.backoffLimit", spec.BackoffLimit),
                    ($"{path}.activeDeadlineSeconds", spec.ActiveDeadlineSeconds),
                    ($"{path}.ttlSecondsAfterFinished", spec.TtlSecondsAfterFinished)
                ),
                .. In(spec.Template?.Spec, $"{path}.template.spec"),
            ];

    private static IEnumerable<FieldFault> In(PodTemplateSpec? template) => In(template?.Spec, "spec.template.spec");

    private static IEnumerable<FieldFault> In(PodSpec? spec, string path) =>
        [.. In(spec?.Containers ?? [], $"{path}.containers"), .. In(spec?.InitContainers ?? [], $"{path}.initContainers")];

    private static IEnumerable<FieldFault> In(RepeatedField<Container> containers, string path) =>
        containers.SelectMany((container, i) => container.Resources is { } resources ? In(resources, $"{path}[{i}].resources") : []);

    private static IEnumerable<FieldFault> In(ResourceRequirements resources, string path) =>
        [
            .. Negative(resources.Limits, $"{path}.limits"),
            .. Negative(resources.Requests, $"{path}.requests"),
            .. resources
                .Requests.Where(pair => Amount.Of(pair.Value.String) > (Amount.Find(resources.Limits, pair.Key) ?? double.MaxValue))
                .Select(pair =>
                    FieldFault.Invalid($"{path}.requests", $"\"{pair.Value.String}\"", $"must be less than or equal to {pair.Key} limit")
                ),
        ];

    private static IEnumerable<FieldFault> Negative(MapField<string, Quantity> quantities, string path) =>
        quantities
            .Where(pair => pair.Value.String.StartsWith('-'))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => FieldFault.Invalid($"{path}[{pair.Key}]", $"\"{pair.Value.String}\"", NotNegative));

    private static IEnumerable<FieldFault> Negative(params (string Field, long Value)[] numbers) =>
        numbers.Where(number => number.Value < 0).Select(number => FieldFault.Invalid(number.Field, $"{number.Value}", NotNegative));
}
