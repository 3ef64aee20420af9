using System.Collections.Immutable;
using System.Text;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>Reads a file that a kubeconfig names, with a size limit: it may be an endless device.</summary>
internal static class CredentialFile
{
    /// <summary>A system's CA bundle has a quarter of a megabyte.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <exception cref="IOException">The file cannot be read, or exceeds the size limit.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static string Read(string path)
    {
        using var stream = File.OpenRead(path);
        using var bytes = BoundedBody.Read(stream, MaxBytes, $"the file {path}");
        return BoundedBody.Text(bytes);
    }
}

/// <summary>PEM inline in the kubeconfig, else from the file that it names.</summary>
internal static class PemText
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Of(ImmutableArray<byte> data, string file) =>
        data.IsEmpty ? CredentialFile.Read(file) : Encoding.UTF8.GetString(data.AsSpan());
}
