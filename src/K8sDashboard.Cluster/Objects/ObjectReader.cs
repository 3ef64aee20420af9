using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Objects;

/// <summary>Live reads of one object with the actor's credentials: fields of its page that the cached tables lack.</summary>
public sealed class ObjectReader(TimeProvider time)
{
    public async Task<ObjectState<TDetail>> ReadAsync<TDetail>(
        Actor actor,
        DetailDefinition<TDetail> detail,
        ObjectRef name,
        CancellationToken cancellation
    ) =>
        // A page's URL may hold any text; an invalid name is reported as not found.
        IsName(name)
            ? State(
                await new ApiClient(actor.Client, time).GetAsync(
                    ApiPath.Of(detail.Type.ApiVersion, detail.Type.Plural, name),
                    cancellation
                ),
                detail.Map
            )
            : new ObjectState<TDetail>.Gone();

    /// <summary>The revisions of a Deployment, the newest first.</summary>
    public async Task<ObjectState<RevisionHistory>> ReadRevisionsAsync(Actor actor, ObjectRef name, CancellationToken cancellation)
    {
        if (!IsName(name))
            return new ObjectState<RevisionHistory>.Gone();
        var api = new ApiClient(actor.Client, time);
        var answer = await api.GetAsync(ApiPath.Of(DeploymentResource.Type.ApiVersion, DeploymentResource.Type.Plural, name), cancellation);
        if (answer is not ApiAnswer.Success { Body: var deployment })
            return State<RevisionHistory>(answer, _ => throw new InvalidOperationException());
        return State(
            await ReplicaSets.ReadAsync(api, deployment, cancellation),
            sets => RevisionHistory.Of(deployment, sets.Items("items"))
        );
    }

    private static bool IsName(ObjectRef name) => KubeName.IsNamespace(name.Namespace) && KubeName.IsObject(name.Name);

    private static ObjectState<T> State<T>(ApiAnswer answer, Func<JsonObject, T> map) =>
        answer switch
        {
            ApiAnswer.Success success => Read(success.Body, map),
            // A proxy's 403 proves nothing about rights or objects.
            ApiAnswer.StatusError { Status: 401 or 403, IsOfApiServer: true } refusal => new ObjectState<T>.Forbidden(refusal.Message),
            ApiAnswer.StatusError { Status: 404, IsOfApiServer: true } => new ObjectState<T>.Gone(),
            ApiAnswer.StatusError refusal => new ObjectState<T>.Failed(refusal.Message),
            ApiAnswer.NotSent failure => new ObjectState<T>.Failed(failure.Message),
            ApiAnswer.Lost failure => new ObjectState<T>.Failed(failure.Message),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };

    private static ObjectState<T> Read<T>(JsonObject body, Func<JsonObject, T> map)
    {
        try
        {
            return new ObjectState<T>.Object(map(VisibleObject.Of(body)));
        }
        catch (InvalidOperationException fault)
        {
            // JSON may hold a lone surrogate as an escape; the parser only throws when the string is read.
            return new ObjectState<T>.Failed($"the API server's answer cannot be read: {VisibleText.OneLine(fault.Message)}");
        }
    }
}
