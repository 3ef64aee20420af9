using System.Text.RegularExpressions;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>The object of a row, as an argument of kubectl.</summary>
/// <param name="Type">Its type; kubectl's name of the kind is the singular.</param>
/// <param name="Ref">Its name.</param>
public sealed partial record RowSubject(ResourceType Type, ObjectRef Ref)
{
    public bool IsNamespaced => Ref.Namespace.Length > 0;

    /// <summary>
    /// The kubectl command for details; null where the name is not safe as an unquoted shell word. An event's involvedObject may have any
    /// name.
    /// </summary>
    public string? Kubectl =>
        PlainWord().IsMatch(Type.Singular) && PlainWord().IsMatch(Ref.Name) && (!IsNamespaced || PlainWord().IsMatch(Ref.Namespace))
            ? $"kubectl describe {Type.Singular} {Ref.Name}" + (IsNamespaced ? $" -n {Ref.Namespace}" : "")
            : null;

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9.:_-]*\z")]
    private static partial Regex PlainWord();
}
