using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>Who has fields: a program by its name, and the way in which it wrote them.</summary>
internal sealed record FieldOwner(string Name, string Operation, string ApiVersion, string Subresource)
{
    public const string Apply = "Apply";
    public const string Update = "Update";
    private const int LongestName = 128;

    /// <summary>Whoever sends a request: as the request names it, or by the name of its program.</summary>
    public static FieldOwner Of(ApiRequest request, string operation)
    {
        var name = request.Query("fieldManager");
        if (name.Length == 0)
            name = request.Http.Request.Headers.UserAgent.ToString().Split('/')[0];
        if (name.Length == 0)
            name = "unknown";
        return new FieldOwner(name[..Math.Min(name.Length, LongestName)], operation, request.Kind.ApiVersion, request.Call.Subresource);
    }

    /// <summary>As a conflict names it.</summary>
    public string Words =>
        $"\"{Name}\""
        + (Subresource.Length > 0 ? $" with subresource \"{Subresource}\"" : "")
        + (Operation == Update ? $" using {ApiVersion}" : "");
}

/// <summary>What a manager has, and since when.</summary>
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
