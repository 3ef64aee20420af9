using System.Text.RegularExpressions;

namespace K8sDashboard.Web.Shell;

/// <summary>
/// Which names from the address bar may become a request. The API client puts names into its URLs unescaped and `..` is
/// normalised on the way, so a name that Kubernetes would refuse must not get that far.
/// </summary>
public static partial class ObjectName
{
    /// <summary>A DNS-1123 label: what a namespace may be called.</summary>
    public static bool IsNamespace(string name) => name.Length is > 0 and <= 63 && Label().IsMatch(name);

    /// <summary>A DNS-1123 subdomain: what nodes, pods, deployments and services may be called.</summary>
    public static bool IsObject(string name) => name.Length is > 0 and <= 253 && Subdomain().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();
}
