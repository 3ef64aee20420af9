using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>What every dialog of an action gets, beside the object as it was displayed when the dialog was opened.</summary>
/// <param name="Definition">The action.</param>
/// <param name="Target">The object.</param>
/// <param name="Actor">The user.</param>
/// <param name="ClusterName">The kubeconfig's context.</param>
/// <param name="Ended">Called with the result of each request, also after the dialog was closed.</param>
public sealed record ActionDialogContext(
    ActionDefinition Definition,
    ActionTarget Target,
    Actor Actor,
    string ClusterName,
    Action<ActionResult> Ended
);
