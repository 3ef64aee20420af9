using System.Collections.Immutable;
using System.Text;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>Reads a file that a kubeconfig names, bounded: it may be a device that never ends.</summary>
internal static class CredentialFile
{
    /// <summary>A bundle of all authorities of a machine has a quarter of a megabyte.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <exception cref="IOException">It cannot be read, or is larger than any such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string Read(string path)
    {
        using var stream = File.OpenRead(path);
        using var bytes = BoundedBody.Read(stream, MaxBytes, $"the file {path}");
        return BoundedBody.Text(bytes);
    }
}

/// <summary>PEM from the kubeconfig itself, else from the file that it names.</summary>
internal static class PemText
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Of(ImmutableArray<byte> data, string file) =>
        data.IsEmpty ? CredentialFile.Read(file) : Encoding.UTF8.GetString(data.AsSpan());
}
