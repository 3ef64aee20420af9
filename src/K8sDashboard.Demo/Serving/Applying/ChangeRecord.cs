using Google.Protobuf;

namespace K8sDashboard.Demo.Serving;

/// <summary>Writes into an object who has changed what of it, for whatever is created, replaced or patched through the API.</summary>
internal static class ChangeRecord
{
    /// <param name="request">Whose author it was.</param>
    /// <param name="before">The object as it is stored; null where it is new.</param>
    /// <param name="after">The object as it is to be stored.</param>
    public static void Write(ApiRequest request, IMessage? before, IMessage after)
    {
        var kind = request.Kind;
        var empty = kind.Parse(default);
        var meta = kind.Meta(after);
        // A client that leaves them out means those that there are.
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
