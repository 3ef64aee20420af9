using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>A field selector, <c>spec.nodeName=node-1,status.phase!=Running</c>, restricted to the supported fields of each kind.</summary>
internal sealed class FieldSelection
{
    // Fields beside metadata.name and metadata.namespace.
    private static readonly Dictionary<string, string[]> More = new()
    {
        ["Pod"] =
        [
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.phase",
            "status.podIP",
            "status.nominatedNodeName",
        ],
        ["Event"] =
        [
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "type",
        ],
        ["Node"] = ["spec.unschedulable"],
        ["Namespace"] = ["status.phase"],
        ["Secret"] = ["type"],
        ["ReplicaSet"] = ["status.replicas"],
        ["Job"] = ["status.successful"],
        ["Service"] = ["spec.clusterIP", "spec.type"],
    };

    private readonly List<Requirement> requirements = [];

    private sealed record Requirement(IReadOnlyList<FieldDescriptor> Path, string Value, bool Equal);

    public bool IsAll => requirements.Count == 0;

    public static FieldSelection Parse(string text, ResourceKind kind)
    {
        var selection = new FieldSelection();
        foreach (var term in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equal = !term.Contains("!=", StringComparison.Ordinal);
            var parts = term.Split(
                equal
                    ? term.Contains("==", StringComparison.Ordinal)
                        ? "=="
                        : "="
                    : "!=",
                2
            );
            if (parts.Length != 2)
                throw ApiFailure.BadRequest($"invalid field selector: can't understand '{term}'");
            selection.requirements.Add(new Requirement(Path(kind, parts[0]), parts[1], equal));
        }

        return selection;
    }

    public bool Matches(StoredObject stored) =>
        requirements.All(requirement => StoredFields.At(stored.Bytes, requirement.Path) == requirement.Value == requirement.Equal);

    private static List<FieldDescriptor> Path(ResourceKind kind, string name)
    {
        if (name is not ("metadata.name" or "metadata.namespace") && !More.GetValueOrDefault(kind.Name, []).Contains(name))
            throw ApiFailure.BadRequest($"field label not supported: {name}");
        // The selector's name of a Job's field differs from its path.
        var path = kind.Name == "Job" && name == "status.successful" ? "status.succeeded" : name;
        var message = kind.Message;
        List<FieldDescriptor> fields = [];
        foreach (var part in path.Split('.'))
        {
            var field = message.FindFieldByName(part);
            fields.Add(field);
            if (field.FieldType == FieldType.Message)
                message = field.MessageType;
        }

        return fields;
    }
}
