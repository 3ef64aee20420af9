using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>The text of an empty list that is synced.</summary>
public static class EmptyWords
{
    /// <summary><c>No pods in namespace shop.</c></summary>
    public static string Of(ResourceType type, Address address, SyncState sync)
    {
        var unread = address.Namespaces.Names.Where(name => !sync.Reach.Has(name)).ToList();
        if (unread.Count > 0)
            return $"Not known: {In(unread)} {(unread.Count == 1 ? "is" : "are")} not read.";
        return address.Namespaces.IsAll && sync.Reach.IsWhole
            ? $"No {type.Plural} in this cluster."
            : $"No {type.Plural} in {In([.. address.Namespaces.IsAll ? sync.Reach.Namespaces : address.Namespaces.Names])}.";
    }

    /// <summary>This text, where the sync state makes it certain for this namespace.</summary>
    public static string Of(string words, string @namespace, SyncState sync) =>
        sync.Reach.Has(@namespace) ? words : $"Not known: {In([@namespace])} is not read.";

    private static string In(List<string> namespaces) => $"namespace{(namespaces.Count == 1 ? "" : "s")} {string.Join(", ", namespaces)}";
}
