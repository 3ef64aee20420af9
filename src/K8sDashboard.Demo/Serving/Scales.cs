using Google.Protobuf;
using K8sDashboard.Demo.Api.Autoscaling.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>The subresource <c>/scale</c> of scalable workloads.</summary>
internal sealed class Scales(ObjectStore store, Writes writes)
{
    private const string ApiVersion = "autoscaling/v1";

    public Task ReadAsync(ApiRequest request)
    {
        var workload =
            store.Get(request.Kind, request.Call.Namespace, request.Call.Name)
            ?? throw ApiFailure.NotFound(request.Kind, request.Call.Name);
        return AnswerAsync(request, Of(request.Kind, workload));
    }

    public async Task ReplaceAsync(ApiRequest request)
    {
        var wanted = (Scale)await RequestBody.ReadAsync(request.Http, Scale.Descriptor, ApiVersion);
        await AnswerAsync(request, Put(request, wanted));
    }

    public async Task PatchAsync(ApiRequest request)
    {
        var patch = await PatchBody.ReadAsync(request.Http);
        var scale = writes.Again(
            request,
            patch.Version.Length == 0,
            workload => Put(request, (Scale)patch.ApplyTo(request.Http, Of(request.Kind, workload), ApiVersion))
        );
        await AnswerAsync(request, scale);
    }

    private Scale Put(ApiRequest request, Scale wanted)
    {
        var (kind, name) = (request.Kind, request.Call.Name);
        if (wanted.Metadata is { Name.Length: > 0 } named && named.Name != name)
            throw ApiFailure.BadRequest($"the name of the object ({named.Name}) does not match the name on the URL ({name})");
        if (wanted.Spec is { Replicas: < 0 } spec)
        {
            throw ApiFailure.Invalid(
                new ResourceKind(Scale.Descriptor, "autoscaling", "v1", "scales"),
                name,
                [FieldFault.Invalid("spec.replicas", $"{spec.Replicas}", "must be greater than or equal to 0")]
            );
        }

        var scaled = writes.Again(
            request,
            wanted.Metadata is not { ResourceVersion.Length: > 0 },
            workload =>
            {
                var before = kind.Clone(workload);
                var meta = kind.Meta(workload);
                if (wanted.Metadata?.Uid is { Length: > 0 } uid)
                    meta.Uid = uid;
                if (wanted.Metadata?.ResourceVersion is { Length: > 0 } version)
                    meta.ResourceVersion = version;
                WorkloadReplicas.Set(workload, wanted.Spec?.Replicas ?? 0);
                ChangeRecord.Write(request, before, workload);
                return store.Update(kind, workload, ObjectPart.AllButStatus, request.IsDryRun);
            }
        );
        return Of(kind, scaled);
    }

    private static Scale Of(ResourceKind kind, IMessage workload)
    {
        var meta = kind.Meta(workload);
        var (wanted, actual, selector) = WorkloadReplicas.Of(workload) ?? throw ApiFailure.NoResource();
        return new Scale
        {
            Metadata = new ObjectMeta
            {
                Name = meta.Name,
                Namespace = meta.Namespace,
                Uid = meta.Uid,
                ResourceVersion = meta.ResourceVersion,
                CreationTimestamp = meta.CreationTimestamp,
            },
            Spec = new ScaleSpec { Replicas = wanted ?? 0 },
            Status = new ScaleStatus { Replicas = actual ?? 0, Selector = CellText.Selector(selector) },
        };
    }

    private static Task AnswerAsync(ApiRequest request, IMessage scale) =>
        Answers.WriteAsync(
            request.Http,
            request.Format.Body == BodyFormat.Table ? request.Format with { Body = BodyFormat.Json } : request.Format,
            200,
            scale,
            ApiVersion
        );
}
