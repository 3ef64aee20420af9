using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>Progress of a rollout, as in <c>kubectl rollout status</c>.</summary>
public static class RolloutWords
{
    public static string Of(Workload deployment, Rollout rollout) =>
        deployment switch
        {
            // observedGeneration is behind: the counts below are of the previous spec.
            _ when deployment.ObservedGeneration < deployment.Generation => "Waiting for the spec update to be observed.",
            { Paused: true } when rollout.Progress == RolloutProgress.UnderWay =>
                $"Paused: {deployment.Updated} out of {deployment.Desired} new replicas have been updated.",
            _ when Rollout.ExceededItsDeadline(deployment) =>
                $"Exceeded its progress deadline: {deployment.Updated} out of {deployment.Desired} new replicas have been updated.",
            _ when Rollout.IsScaling(deployment) => $"Scaling: {deployment.Updated} of {deployment.Desired} replicas.",
            _ when deployment.Updated < deployment.Desired =>
                $"Waiting: {deployment.Updated} out of {deployment.Desired} new replicas have been updated.",
            _ when deployment.Current > deployment.Updated =>
                $"Waiting: {deployment.Current - deployment.Updated} old replicas are pending termination.",
            _ when deployment.Available < deployment.Updated =>
                $"Waiting: {deployment.Available} of {deployment.Updated} updated replicas are available.",
            { Desired: 0 } => "Scaled to 0.",
            { Revision: 0 } => "Successfully rolled out.",
            _ => $"Successfully rolled out: revision {deployment.Revision}.",
        };
}
