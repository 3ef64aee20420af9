using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Ui;

/// <summary>What a list says when it was read and holds nothing.</summary>
public static class EmptyWords
{
    /// <summary><c>No pods in namespace shop.</c>; <paramref name="noun"/> in small letters and the plural.</summary>
    public static string Of(string noun, Address address) => address.Namespaces switch
    {
        [] => $"No {noun} in this cluster.",
        [var only] => $"No {noun} in namespace {only}.",
        var several => $"No {noun} in namespaces {string.Join(", ", several)}.",
    };
}
