using System.Text;
using k8s;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Finds and merges kubeconfig files as kubectl does: the named file alone, else those of <c>$KUBECONFIG</c>, else <c>~/.kube/config</c>.
/// See https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files.
/// </summary>
internal static class KubeconfigFiles
{
    /// <summary>Size limit: ten thousand contexts with their own certificates have some 50 MB.</summary>
    public const int MaxBytes = 128 * 1024 * 1024;

    /// <summary>The merged model and its files. No file, or empty files, give an empty model.</summary>
    /// <param name="named">The explicit file; null reads the default files, of which missing ones are skipped.</param>
    /// <param name="variable">The value of <c>$KUBECONFIG</c>.</param>
    /// <exception cref="StartupException">The named file is missing, or one cannot be read.</exception>
    public static KubeconfigSource Read(string? named, string? variable)
    {
        string[] places = named is null ? Places(variable) : [Path.GetFullPath(named)];
        var files = places.Where(place => !IsMissing(place)).ToArray();
        if (named is not null && files.Length == 0)
            throw new StartupException($"The kubeconfig {named} does not exist (--kubeconfig).");
        var model = files.Select(Load).Aggregate(KubeconfigModel.Empty, (first, later) => first.Or(later));
        return new(model, string.Join(", ", files), string.Join(", ", places));
    }

    private static string[] Places(string? variable)
    {
        var listed =
            variable?.Split(Path.PathSeparator).Where(place => place.Length > 0).Select(Path.GetFullPath).Distinct().ToArray() ?? [];
        return variable is { Length: > 0 } ? listed : [KubernetesClientConfiguration.KubeConfigDefaultLocation];
    }

    /// <summary>Absent; a folder or an unreadable file is an error instead.</summary>
    private static bool IsMissing(string place) => !File.Exists(place) && !Directory.Exists(place);

    private static KubeconfigModel Load(string file)
    {
        try
        {
            using var text = new StringReader(TextOf(file));
            return KubeconfigDecoder.Decode(YamlReader.Read(text), Path.GetDirectoryName(file)!);
        }
        catch (Exception fault) when (fault is KubeconfigException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The kubeconfig {file} cannot be used: {VisibleText.OneLine(fault.Message)}.");
        }
    }

    private static string TextOf(string file)
    {
        using var stream = File.OpenRead(file);
        using var bytes = BoundedBody.Read(stream, MaxBytes, "it");
        try
        {
            using var reader = new StreamReader(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new KubeconfigException("it is not UTF-8 text");
        }
    }
}

/// <summary>The result of reading the kubeconfig files.</summary>
/// <param name="Model">All files, merged.</param>
/// <param name="Files">The files that were read, for messages.</param>
/// <param name="Places">The files that were searched for.</param>
internal sealed record KubeconfigSource(KubeconfigModel Model, string Files, string Places);
