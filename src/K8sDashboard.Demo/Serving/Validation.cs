using System.Text.RegularExpressions;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>The API server's validation: names, size of annotations, and selectors that match their template.</summary>
internal static partial class Validation
{
    private const int MostAnnotationBytes = 256 * 1024; // keys and values together
    private const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end "
        + "with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public static void Check(ResourceKind kind, IMessage obj)
    {
        var meta = kind.Meta(obj);
        List<FieldFault> faults =
        [
            .. Names(kind, meta),
            .. Annotations(meta, "metadata.annotations"),
            .. RequiredFields.MissingIn(obj),
            .. NumericFields.InvalidIn(obj),
        ];
        switch (obj)
        {
            case Pod pod:
                faults.AddRange(Containers(pod.Spec, "spec"));
                break;
            case Deployment { Spec: var spec }:
                faults.AddRange(Template(spec.Selector, spec.Template));
                break;
            case ReplicaSet { Spec: var spec }:
                faults.AddRange(Template(spec.Selector, spec.Template));
                break;
            case StatefulSet { Spec: var spec }:
                faults.AddRange(Template(spec.Selector, spec.Template));
                break;
            case DaemonSet { Spec: var spec }:
                faults.AddRange(Template(spec.Selector, spec.Template));
                break;
            case Job { Spec: var spec }:
                faults.AddRange([
                    .. Containers(spec.Template?.Spec, "spec.template.spec"),
                    .. Ending(spec.Template?.Spec, "spec.template.spec"),
                ]);
                break;
            case CronJob { Spec: var spec }:
                var worker = spec.JobTemplate?.Spec?.Template?.Spec;
                faults.AddRange([
                    .. Containers(worker, "spec.jobTemplate.spec.template.spec"),
                    .. Ending(worker, "spec.jobTemplate.spec.template.spec"),
                ]);
                break;
        }

        if (faults.Count > 0)
            throw ApiFailure.Invalid(kind, meta.Name, faults);
    }

    /// <summary>Refuses changes of immutable fields.</summary>
    public static void CheckUpdate(ResourceKind kind, IMessage before, IMessage after)
    {
        if (ImmutableFields.ChangedBy(before, after).ToList() is { Count: > 0 } faults)
            throw ApiFailure.Invalid(kind, kind.Meta(after).Name, faults);
    }

    private static IEnumerable<FieldFault> Names(ResourceKind kind, ObjectMeta meta)
    {
        if (meta.Name.Length == 0 && meta.GenerateName.Length == 0)
            yield return FieldFault.Required("metadata.name", "name or generateName is required");
        // RBAC names are path segments, not DNS subdomains.
        var named = kind.Group != "rbac.authorization.k8s.io";
        if (named && meta.Name.Length > 0 && (meta.Name.Length > 253 || !Dns().IsMatch(meta.Name)))
            yield return FieldFault.Invalid("metadata.name", $"\"{meta.Name}\"", Subdomain);
    }

    private static IEnumerable<FieldFault> Annotations(ObjectMeta? meta, string field)
    {
        var text = System.Text.Encoding.UTF8;
        var bytes = meta?.Annotations.Sum(pair => text.GetByteCount(pair.Key) + text.GetByteCount(pair.Value));
        if (bytes > MostAnnotationBytes)
            yield return FieldFault.TooLong(field, MostAnnotationBytes);
    }

    private static IEnumerable<FieldFault> Template(LabelSelector? selector, PodTemplateSpec? template)
    {
        if (selector is null or { MatchLabels.Count: 0, MatchExpressions.Count: 0 })
            yield return FieldFault.Required("spec.selector");
        var labels = template?.Metadata?.Labels;
        if (
            selector is not null
            && selector.MatchLabels.Any(label => labels is null || !labels.TryGetValue(label.Key, out var value) || value != label.Value)
        )
        {
            var written = string.Join(
                ", ",
                (labels ?? []).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"\"{label.Key}\":\"{label.Value}\"")
            );
            yield return FieldFault.Invalid(
                "spec.template.metadata.labels",
                $"map[string]string{{{written}}}",
                "`selector` does not match template `labels`"
            );
        }

        foreach (var fault in Annotations(template?.Metadata, "spec.template.annotations"))
            yield return fault;
        foreach (var fault in Containers(template?.Spec, "spec.template.spec"))
            yield return fault;
    }

    // A Job's pods must have restartPolicy OnFailure or Never.
    private static IEnumerable<FieldFault> Ending(PodSpec? spec, string path)
    {
        if (spec?.RestartPolicy is not ("OnFailure" or "Never"))
            yield return FieldFault.Required($"{path}.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
    }

    private static IEnumerable<FieldFault> Containers(PodSpec? spec, string path)
    {
        if (spec is null or { Containers.Count: 0 })
            yield return FieldFault.Required($"{path}.containers");
        for (var i = 0; i < (spec?.Containers.Count ?? 0); i++)
        {
            if (spec!.Containers[i].Name.Length == 0)
                yield return FieldFault.Required($"{path}.containers[{i}].name");
            if (spec.Containers[i].Image.Length == 0)
                yield return FieldFault.Required($"{path}.containers[{i}].image");
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Dns();
}
