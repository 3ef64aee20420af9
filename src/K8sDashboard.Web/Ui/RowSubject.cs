using System.Text.RegularExpressions;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui;

/// <summary>The object behind a row, as kubectl is told of it.</summary>
/// <param name="Kind">kubectl's word for its kind: <c>deployment</c>.</param>
public sealed partial record RowSubject(string Kind, ObjectRef Ref)
{
    public bool IsNamespaced => Ref.Namespace.Length > 0;

    /// <summary>What to type for more; null where the name is none that a shell takes as one plain word. An event may name anything.</summary>
    public string? Kubectl =>
        PlainWord().IsMatch(Kind) && PlainWord().IsMatch(Ref.Name) && (!IsNamespaced || PlainWord().IsMatch(Ref.Namespace))
            ? $"kubectl describe {Kind} {Ref.Name}" + (IsNamespaced ? $" -n {Ref.Namespace}" : "")
            : null;

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9.:_-]*\z")]
    private static partial Regex PlainWord();
}
