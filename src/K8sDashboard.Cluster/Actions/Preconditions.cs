using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>Preconditions of a write (optimistic concurrency): what the user saw still holds.</summary>
internal static class Preconditions
{
    /// <summary>Why an action cannot be sent for the object as it is; null where it can. The uid is checked for every action.</summary>
    public static ActionResult? Refusal(IResourceAction action, LiveTarget live) =>
        live.Object.Uid() == action.Target.Uid
            ? action.Refusal(live)
            : new ActionResult.Conflict($"{action.Target.Name} was deleted and created again since you looked; this is another object.");

    /// <summary>The conflict where the spec is of another generation than the user saw; else null.</summary>
    public static ActionResult? Generation(LiveTarget live, long seen)
    {
        var now = live.Object.Whole("metadata", "generation");
        return now == seen
            ? null
            : new ActionResult.Conflict($"the spec was changed since you looked: generation is {now} now, not {seen}.");
    }
}
