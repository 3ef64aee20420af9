using System.Collections.Immutable;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>The one list of actions, in the order of their buttons and menu items.</summary>
public static class ActionCatalog
{
    private static readonly ImmutableArray<CatalogAction> All =
    [
        new(ScaleAction.Definition, typeof(ScaleDialog)),
        new(RollbackAction.Definition, typeof(RollbackDialog)),
        new(RestartAction.Definition, typeof(RestartDialog)),
    ];

    /// <summary>The actions on objects of a type.</summary>
    public static IEnumerable<CatalogAction> On(ResourceType type) => All.Where(action => action.Definition.Types.Contains(type));
}

/// <summary>A row of the catalogue.</summary>
/// <param name="Definition">The action.</param>
/// <param name="Dialog">
/// The component with its inputs, in an <see cref="ActionDialog"/>. Its parameters are <c>Context</c> and <c>Object</c>, of the type of the
/// object.
/// </param>
public sealed record CatalogAction(ActionDefinition Definition, Type Dialog);
