using Google.Protobuf;

namespace K8sDashboard.Demo.Serving;

/// <summary>Updates metadata.managedFields for a create, update or patch through the API.</summary>
internal static class ChangeRecord
{
    /// <param name="request">The request of the manager.</param>
    /// <param name="before">The stored object; null for a create.</param>
    /// <param name="after">The object to store.</param>
    public static void Write(ApiRequest request, IMessage? before, IMessage after)
    {
        var kind = request.Kind;
        var empty = kind.Parse(default);
        var meta = kind.Meta(after);
        // A client that omits managedFields keeps the stored ones.
        var managed = ManagedFields.Of(meta.ManagedFields.Count > 0 ? meta : kind.Meta(before ?? empty));
        var difference = new FieldDifference(
            WritableFields.Of(request, before ?? empty),
            WritableFields.Of(request, after),
            ApplyType.Of(kind.Message)
        );
        managed.Change(FieldOwner.Of(request, FieldOwner.Update), difference, request.Now);
        managed.WriteTo(meta);
    }
}
