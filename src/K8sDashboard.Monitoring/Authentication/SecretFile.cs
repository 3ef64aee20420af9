using System.Text;

namespace K8sDashboard.Monitoring.Authentication;

/// <summary>A file with one secret, such as a mounted Kubernetes Secret. Read at each use, since it is rotated.</summary>
internal static class SecretFile
{
    /// <summary>The size limit: the file may be an endless device.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The text without its trailing line break, validated by <paramref name="faultOf"/>.</summary>
    /// <exception cref="SecretException">It cannot be read or is invalid.</exception>
    public static string Read(string path, Func<string, string?> faultOf)
    {
        var text = Encoding.UTF8.GetString(Bytes(path)).Trim().TrimStart('\ufeff');
        return faultOf(text) is { } fault ? throw new SecretException($"the file \"{path}\" {fault}") : text;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MaxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes)
                throw new SecretException($"the file \"{path}\" is larger than {MaxBytes / 1024} KiB");
            return bytes[..length];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SecretException(
                File.Exists(path) ? $"the file \"{path}\" cannot be read: {fault.Message}" : $"there is no file \"{path}\""
            );
        }
    }
}

/// <summary>A secret is unavailable; the message names its source, never its value.</summary>
internal sealed class SecretException(string message) : Exception(message);
