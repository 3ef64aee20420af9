using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>The selection of a list or watch: namespace, labels, fields.</summary>
internal sealed record Selection(string? Namespace, LabelSelection Labels, FieldSelection Fields)
{
    public bool IsWhole => Labels.IsAll && Fields.IsAll;

    public static Selection Of(ApiRequest request)
    {
        var fields = request.Query("fieldSelector");
        if (request.Call.Name.Length > 0)
            fields = $"metadata.name={request.Call.Name}";
        return new Selection(
            request.Call.Namespace.Length == 0 ? null : request.Call.Namespace,
            LabelSelection.Parse(request.Query("labelSelector")),
            FieldSelection.Parse(fields, request.Kind)
        );
    }

    public bool Matches(StoredObject stored) =>
        (Namespace is null || stored.Namespace == Namespace) && Labels.Matches(stored) && Fields.Matches(stored);
}
