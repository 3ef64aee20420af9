using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>Creates, replaces and patches objects.</summary>
internal sealed class Writes(ObjectStore store)
{
    // The API server's limit of retries for a patch without resourceVersion.
    private const int Tries = 5;

    private readonly NodePorts ports = new(store);

    public async Task CreateAsync(ApiRequest request)
    {
        var kind = request.Kind;
        var obj = await RequestBody.ReadAsync(request.Http, kind.Message, kind.ApiVersion);
        Place(request, obj);
        ForgetThePast(kind.Meta(obj));
        Defaults.Apply(obj);
        ChangeRecord.Write(request, before: null, obj);
        await Answers.WriteAsync(request, Create(request, obj), 201);
    }

    public async Task ReplaceAsync(ApiRequest request)
    {
        var obj = await RequestBody.ReadAsync(request.Http, request.Kind.Message, request.Kind.ApiVersion);
        Place(request, obj);
        var anyVersion = request.Kind.Meta(obj).ResourceVersion.Length == 0;
        await Answers.WriteAsync(request, Again(request, anyVersion, current => Put(request, current, request.Kind.Clone(obj))));
    }

    public async Task PatchAsync(ApiRequest request)
    {
        var patch = await PatchBody.ReadAsync(request.Http);
        await Answers.WriteAsync(
            request,
            Again(
                request,
                patch.Version.Length == 0,
                current =>
                {
                    var patched = patch.ApplyTo(request.Http, current, request.Kind.ApiVersion);
                    Place(request, patched);
                    KeepIdentity(request.Kind, request.Kind.Meta(current), request.Kind.Meta(patched));
                    return Put(request, current, patched);
                }
            )
        );
    }

    public async Task ApplyAsync(ApiRequest request)
    {
        var apply = await ServerSideApply.ReadAsync(request);
        var (kind, call) = (request.Kind, request.Call);
        if (store.Find(kind, call.Namespace, call.Name) is null && call.Subresource.Length == 0 && apply.Version.Length == 0)
        {
            var made = apply.ApplyTo(null);
            Place(request, made);
            Defaults.Apply(made);
            await Answers.WriteAsync(request, Create(request, made), 201);
            return;
        }

        await Answers.WriteAsync(
            request,
            Again(
                request,
                apply.Version.Length == 0,
                current =>
                {
                    var applied = apply.ApplyTo(current);
                    return ReferenceEquals(applied, current) ? current : Store(request, current, applied);
                }
            )
        );
    }

    /// <summary>
    /// Optimistic concurrency: applies a change to the current object, and retries on a conflict if the change accepts any version.
    /// </summary>
    public IMessage Again(ApiRequest request, bool anyVersion, Func<IMessage, IMessage> change)
    {
        for (var tries = 1; ; tries++)
        {
            var current =
                store.Get(request.Kind, request.Call.Namespace, request.Call.Name)
                ?? throw ApiFailure.NotFound(request.Kind, request.Call.Name);
            try
            {
                return change(current);
            }
            catch (StoreException refused) when (refused.Error == StoreError.Conflict && anyVersion && tries < Tries)
            {
                // Conflict: retry on the current object.
            }
        }
    }

    // Stores the result of a request: the status alone, or everything else.
    private IMessage Put(ApiRequest request, IMessage current, IMessage obj)
    {
        // managedFields are only correct against the compared object, hence a precondition on its version.
        if (request.Kind.Meta(obj) is { ResourceVersion.Length: 0 } meta)
            meta.ResourceVersion = request.Kind.Meta(current).ResourceVersion;
        if (current is Service before && obj is Service after)
            ServiceDefaults.Keep(before, after);
        // A Node's status is defaulted.
        if (!IsStatus(request) || obj is Node)
            Defaults.Apply(obj);
        ChangeRecord.Write(request, current, obj);
        return Store(request, current, obj);
    }

    private IMessage Store(ApiRequest request, IMessage current, IMessage obj)
    {
        if (IsStatus(request))
            return store.Update(request.Kind, obj, ObjectPart.Status, request.IsDryRun);
        Defaults.Apply(obj);
        Validation.Check(request.Kind, obj);
        Validation.CheckUpdate(request.Kind, current, obj);
        return obj is Service service ? ports.Give(service, (Service)current, Write) : Write();

        IMessage Write() => store.Update(request.Kind, obj, ObjectPart.AllButStatus, request.IsDryRun);
    }

    private IMessage Create(ApiRequest request, IMessage obj)
    {
        NamespaceMustTakeNew(request, request.Kind.Meta(obj).Name);
        NewStatus.Set(request.Kind, obj);
        if (obj is Pod pod)
            DefaultTolerations.Admit(pod.Spec);
        if (obj is Node node)
            DefaultTolerations.Admit(node);
        Validation.Check(request.Kind, obj);
        return obj is Service service ? ports.Give(service, null, Write) : Write();

        IMessage Write() => store.Create(request.Kind, obj, request.IsDryRun);
    }

    private static bool IsStatus(ApiRequest request) => request.Call.Subresource == "status";

    private static void Place(ApiRequest request, IMessage obj)
    {
        var (call, meta) = (request.Call, request.Kind.Meta(obj));
        if (meta.Namespace.Length == 0)
            meta.Namespace = call.Namespace;
        if (meta.Namespace != call.Namespace)
            throw ApiFailure.OtherNamespace();
        if (call.Name.Length == 0)
            return;
        if (meta.Name.Length == 0)
            meta.Name = call.Name;
        if (meta.Name != call.Name)
            throw ApiFailure.OtherName(meta.Name, call.Name);
    }

    // A patch cannot change the identity; an update states the uid it means.
    private static void KeepIdentity(ResourceKind kind, ObjectMeta current, ObjectMeta patched)
    {
        if (patched.Uid.Length > 0 && patched.Uid != current.Uid)
            throw ApiFailure.Invalid(kind, current.Name, [FieldFault.Invalid("metadata.uid", $"\"{patched.Uid}\"", "field is immutable")]);
    }

    // Server-set metadata, which a client that copies an object sends too.
    private static void ForgetThePast(ObjectMeta meta)
    {
        if (meta.ResourceVersion.Length > 0)
            throw new ApiFailure(500, "", "resourceVersion should not be set on objects to be created");
        meta.CreationTimestamp = null;
        meta.SelfLink = "";
        meta.ManagedFields.Clear();
    }

    private void NamespaceMustTakeNew(ApiRequest request, string name)
    {
        if (!request.Kind.Namespaced)
            return;
        var ns = request.Call.Namespace;
        var found = store.Get<Namespace>("", ns) ?? throw ApiFailure.NotFound(Kinds.Of<Namespace>(), ns);
        if (found.Metadata.DeletionTimestamp is not null)
        {
            var cause = new StatusCause
            {
                Reason = "NamespaceTerminating",
                Message = $"namespace {ns} is being terminated",
                Field = "metadata.namespace",
            };
            throw new ApiFailure(
                403,
                "Forbidden",
                $"{request.Kind.QualifiedName} \"{name}\" is forbidden: unable to create new content in namespace {ns} because "
                    + "it is being terminated",
                new StatusDetails
                {
                    Name = name,
                    Group = request.Kind.Group,
                    Kind = request.Kind.Plural,
                    Causes = { cause },
                }
            );
        }
    }
}
