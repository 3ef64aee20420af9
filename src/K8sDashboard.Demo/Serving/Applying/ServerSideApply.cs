using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>A server-side apply: sets the configuration's fields, and removes those that its manager no longer applies.</summary>
internal sealed class ServerSideApply
{
    private const string MediaType = "application/apply-patch+yaml";
    private const string BeforeFirst = "before-first-apply";

    private readonly ApiRequest request;
    private readonly FieldOwner manager;
    private readonly JsonObject configuration;
    private readonly JsonObject fields;
    private readonly ApplyType type;

    private ServerSideApply(ApiRequest request, JsonObject configuration)
    {
        this.request = request;
        this.configuration = configuration;
        manager = FieldOwner.Of(request, FieldOwner.Apply);
        fields = WritableFields.Of(request, configuration);
        // The object's identity is not part of the field set.
        if (fields["metadata"] is JsonObject { Count: 0 })
            fields.Remove("metadata");
        type = ApplyType.Of(request.Kind.Message);
    }

    /// <summary>The configuration's resourceVersion; empty for any.</summary>
    public string Version => Meta("resourceVersion");

    public static bool IsAskedIn(HttpContext http) => http.Request.ContentType?.Split(';')[0].Trim() == MediaType;

    public static async Task<ServerSideApply> ReadAsync(ApiRequest request)
    {
        if (request.Query("fieldManager").Length == 0)
            throw ApiFailure.InvalidOptions("PatchOptions", FieldFault.Required("fieldManager", "is required for apply patch"));
        var apply = new ServerSideApply(request, YamlBody.Object(await RequestBody.BytesAsync(request.Http)));
        apply.Check();
        return apply;
    }

    /// <summary>Applies the configuration to the live object, or creates one; returns the same instance if nothing changes.</summary>
    public IMessage ApplyTo(IMessage? live)
    {
        var kind = request.Kind;
        var current = live ?? kind.Parse(default);
        var (before, meta) = (WritableFields.Json(request, current), kind.Meta(current));
        var managed = ManagedFields.Of(meta);
        // Fields from before the first apply are attributed to a manager, as the API server does; otherwise an apply would remove them
        // without a conflict.
        if (live is not null && managed.IsEmpty)
            managed.Assign(manager with { Name = BeforeFirst, Operation = FieldOwner.Update }, Everything(current), request.Now);

        var (last, wanted) = (
            managed.Of(manager),
            AppliedFields.Of(fields, type, $"{request.Call.Namespace}/{request.Call.Name}; {kind.ApiVersion}, Kind={kind.Name}")
        );
        managed.Assign(manager, wanted, request.Now);
        var after = ApplyMerge.Remove(ApplyMerge.Merge(before, fields, type), last.Released(managed.All), type)!.AsObject();
        var difference = new FieldDifference(WritableFields.Of(request, before), WritableFields.Of(request, after), type);
        if (
            live is not null
            && difference.IsNone
            && last.ToString() == wanted.ToString()
            && (Version.Length == 0 || Version == meta.ResourceVersion)
        )
            return live;

        var conflicts = managed.Conflicts(manager, difference.Set.Except(LastApplied.Of(request, manager, meta))).ToList();
        if (conflicts.Count > 0 && !request.Flag("force"))
            throw ApplyConflict.Of(conflicts);
        managed.TakeFromOthers(manager, difference.Set);
        managed.Forget(difference.Removed);
        return Decode(after, managed);
    }

    private IMessage Decode(JsonObject after, ManagedFields managed)
    {
        using var document = JsonDocument.Parse(after.ToJsonString(), RequestBody.Bounds);
        var applied = RequestBody.Decode(request.Http, document.RootElement, request.Kind.Message, request.Kind.ApiVersion);
        var meta = request.Kind.Meta(applied);
        managed.WriteTo(meta);
        LastApplied.Renew(manager, meta, configuration);
        if (Version.Length > 0)
            meta.ResourceVersion = Version;
        if (Meta("uid") is { Length: > 0 } uid)
            meta.Uid = uid;
        return applied;
    }

    private FieldSet Everything(IMessage live) =>
        new FieldDifference(WritableFields.Of(request, request.Kind.Parse(default)), WritableFields.Of(request, live), type).Set;

    private void Check()
    {
        var (kind, call) = (request.Kind, request.Call);
        if (Text(configuration["apiVersion"]) is var version && version != kind.ApiVersion)
            throw ApiFailure.BadRequest(
                $"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {kind.ApiVersion}"
            );
        RequestBody.CheckKind(version, Text(configuration["kind"]), kind.Message, kind.ApiVersion);
        if (configuration["metadata"] is JsonObject meta && meta["managedFields"] is not null)
            throw ApiFailure.BadRequest("metadata.managedFields must be nil");
        if (Meta("name") is { Length: > 0 } name && name != call.Name)
            throw ApiFailure.OtherName(name, call.Name);
        if (Meta("namespace") is { Length: > 0 } ns && ns != call.Namespace)
            throw ApiFailure.OtherNamespace();
    }

    private string Meta(string name) => Text((configuration["metadata"] as JsonObject)?[name]);

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
