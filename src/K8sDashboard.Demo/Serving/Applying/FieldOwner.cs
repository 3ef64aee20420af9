using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The identity of a field manager: name, operation, apiVersion and subresource.</summary>
internal sealed record FieldOwner(string Name, string Operation, string ApiVersion, string Subresource)
{
    public const string Apply = "Apply";
    public const string Update = "Update";
    private const int LongestName = 128;

    /// <summary>The manager of a request: its fieldManager, or the program of its User-Agent.</summary>
    public static FieldOwner Of(ApiRequest request, string operation)
    {
        var name = request.Query("fieldManager");
        if (name.Length == 0)
            name = request.Http.Request.Headers.UserAgent.ToString().Split('/')[0];
        if (name.Length == 0)
            name = "unknown";
        return new FieldOwner(name[..Math.Min(name.Length, LongestName)], operation, request.Kind.ApiVersion, request.Call.Subresource);
    }

    /// <summary>The name in conflict messages.</summary>
    public string Words =>
        $"\"{Name}\""
        + (Subresource.Length > 0 ? $" with subresource \"{Subresource}\"" : "")
        + (Operation == Update ? $" using {ApiVersion}" : "");
}

/// <summary>The field set of a manager, with its time.</summary>
internal sealed record ManagedSet(FieldSet Fields, Time? At)
{
    public ManagedFieldsEntry ToEntry(FieldOwner manager) =>
        new()
        {
            Manager = manager.Name,
            Operation = manager.Operation,
            ApiVersion = manager.ApiVersion,
            Subresource = manager.Subresource,
            Time = At,
            FieldsType = "FieldsV1",
            FieldsV1 = new FieldsV1 { Raw = ByteString.CopyFrom(Fields.ToJson()) },
        };
}
