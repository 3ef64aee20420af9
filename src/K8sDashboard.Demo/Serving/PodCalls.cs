using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Policy.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>Subresources of pods: eviction, subject to disruption budgets.</summary>
internal sealed class PodCalls(ObjectStore store, Deletes deletes)
{
    public async Task EvictAsync(ApiRequest request)
    {
        var eviction = (Eviction)await RequestBody.ReadAsync(request.Http, Eviction.Descriptor, "policy/v1");
        var pod = store.Get<Pod>(request.Call.Namespace, request.Call.Name) ?? throw ApiFailure.NotFound(request.Kind, request.Call.Name);
        foreach (var budget in store.List<PodDisruptionBudget>(request.Call.Namespace).Where(budget => Guards(budget, pod)))
        {
            if (budget.Status is { DisruptionsAllowed: > 0 })
                continue;
            var (needs, has) = (budget.Status?.DesiredHealthy ?? 0, budget.Status?.CurrentHealthy ?? 0);
            var why = $"The disruption budget {budget.Metadata.Name} needs {needs} healthy pods and has {has} currently";
            throw new ApiFailure(
                429,
                "TooManyRequests",
                "Cannot evict pod as it would violate the pod's disruption budget.",
                new StatusDetails
                {
                    Causes =
                    {
                        new StatusCause { Reason = "DisruptionBudget", Message = why },
                    },
                }
            );
        }

        deletes.Evict(request.Kind, pod, eviction.DeleteOptions ?? new DeleteOptions(), request.IsDryRun);
        await Answers.WriteAsync(
            request.Http,
            201,
            "application/json",
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Success\",\"code\":201}\n"u8.ToArray()
        );
    }

    private static bool Guards(PodDisruptionBudget budget, Pod pod) =>
        budget.Spec?.Selector is { } selector
        && selector.MatchLabels.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
