using System.Collections.Frozen;
using System.Collections.Immutable;
using K8sDashboard.Demo.Api.Coordination.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Fleet;

/// <summary>
/// Separates the fleet's objects from the company's. The company's controllers do not see the fleet, whose 150,000 pods they would have to
/// scan each turn, but do see foreign objects in its namespaces.
/// </summary>
public sealed class FleetScope(FleetPlan plan)
{
    private readonly FrozenSet<string> namespaces = plan.Namespaces.ToFrozenSet();
    private readonly FrozenSet<string> nodes = plan.Machines.Select(machine => machine.Name).ToFrozenSet();

    // Read by the threads of both; grows with what users create there.
    private ImmutableSortedSet<(string Kind, string Namespace, string Name)> foreign = [];

    /// <summary>The fleet's namespaces.</summary>
    public IReadOnlySet<string> Namespaces => namespaces;

    public bool IsNode(string name) => nodes.Contains(name);

    /// <summary>Whether an object in the fleet's namespaces is foreign to its workloads.</summary>
    internal bool IsForeign(ResourceKind kind, StoredObject one) => foreign.Contains((kind.Name, one.Namespace, one.Name));

    /// <summary>Hands a foreign object in one of the fleet's namespaces over to the company's controllers.</summary>
    internal void Admit(ResourceKind kind, ObjectMeta meta)
    {
        if (namespaces.Contains(meta.Namespace))
            ImmutableInterlocked.Update(ref foreign, all => all.Add((kind.Name, meta.Namespace, meta.Name)));
    }

    internal void Forget(ResourceKind kind, StoredObject one) =>
        ImmutableInterlocked.Update(ref foreign, all => all.Remove((kind.Name, one.Namespace, one.Name)));

    /// <summary>The company's view: everything outside the fleet.</summary>
    internal IEnumerable<StoredObject> Outside(ResourceKind kind, KindSnapshot snapshot) =>
        kind.Name switch
        {
            nameof(Node) => snapshot.Objects.Where(one => !IsNode(one.Name)),
            nameof(Lease) => snapshot.Objects.Where(one => !IsNode(one.Name)),
            _ => snapshot
                .Outside(namespaces)
                .Concat(
                    foreign.Where(one => one.Kind == kind.Name).Select(one => snapshot.Find(one.Namespace, one.Name)).OfType<StoredObject>()
                ),
        };

    /// <summary>The events of the fleet: the view of their garbage collection.</summary>
    internal IEnumerable<StoredObject> Inside(ResourceKind kind, KindSnapshot snapshot) => namespaces.SelectMany(ns => snapshot.In(ns));
}
