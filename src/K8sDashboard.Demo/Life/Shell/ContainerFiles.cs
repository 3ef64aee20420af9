using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>The read-only file system of a container: the kubelet's files, and mounted ConfigMaps and Secrets.</summary>
internal sealed class ContainerFiles
{
    private static readonly string[] Folders = ["/bin", "/dev", "/etc", "/home", "/proc", "/root", "/sys", "/tmp", "/usr", "/var"];

    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly SortedSet<string> folders = new(StringComparer.Ordinal) { "/" };

    public ContainerFiles(Pod pod, Container container, ObjectStore store)
    {
        var ns = pod.Metadata.Namespace;
        foreach (var folder in Folders)
            folders.Add(folder);
        Add("/etc/hostname", $"{pod.Metadata.Name}\n");
        Add("/etc/hosts", $"# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n{pod.Status?.PodIP}\t{pod.Metadata.Name}\n");
        Add("/etc/resolv.conf", $"search {ns}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n");
        Add("/etc/os-release", "NAME=\"Simulation\"\nPRETTY_NAME=\"A simulated container\"\n");
        Add("/var/run/secrets/kubernetes.io/serviceaccount/namespace", ns);
        foreach (var mount in container.VolumeMounts)
        {
            AddFolder(mount.MountPath.TrimEnd('/'));
            var source = pod.Spec.Volumes.FirstOrDefault(volume => volume.Name == mount.Name)?.VolumeSource;
            foreach (
                var (key, value) in source?.ConfigMap is { } map ? store.Get<ConfigMap>(ns, map.LocalObjectReference.Name)?.Data ?? [] : []
            )
                Add($"{mount.MountPath.TrimEnd('/')}/{key}", value);
            foreach (var (key, value) in source?.Secret is { } secret ? store.Get<Secret>(ns, secret.SecretName)?.Data ?? [] : [])
                Add($"{mount.MountPath.TrimEnd('/')}/{key}", value.ToStringUtf8());
        }
    }

    public bool IsFolder(string path) => folders.Contains(path);

    /// <summary>The content of a file; null if it does not exist.</summary>
    public string? Read(string path) => files.GetValueOrDefault(path);

    /// <summary>The entries of a folder; those of subfolders end with a slash.</summary>
    public IEnumerable<string> In(string folder)
    {
        var prefix = folder == "/" ? "/" : folder + "/";
        return folders
            .Select(one => (Path: one, Mark: "/"))
            .Concat(files.Keys.Select(one => (Path: one, Mark: "")))
            .Where(one =>
                one.Path.Length > prefix.Length
                && one.Path.StartsWith(prefix, StringComparison.Ordinal)
                && !one.Path[prefix.Length..].Contains('/', StringComparison.Ordinal)
            )
            .Select(one => one.Path[prefix.Length..] + one.Mark)
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Resolves a path against a folder.</summary>
    public static string Absolute(string folder, string path)
    {
        var steps = new List<string>();
        foreach (var step in (path.StartsWith('/') ? path : $"{folder}/{path}").Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0)
                steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or ".."))
                steps.Add(step);
        }

        return "/" + string.Join('/', steps);
    }

    private void Add(string path, string text)
    {
        files[path] = text;
        AddFolder(path[..path.LastIndexOf('/')]);
    }

    private void AddFolder(string path)
    {
        for (; path.Length > 0; path = path[..path.LastIndexOf('/')])
            folders.Add(path);
    }
}
