namespace K8sDashboard.Demo.Company;

/// <summary>
/// Decides which images outside the company can be pulled: well-known ones of Docker Hub, and every image of an unknown registry.
/// </summary>
public static class Registries
{
    // Shells and base images: without a command and a terminal they exit at once.
    private static readonly HashSet<string> Shells =
    [
        "alpine",
        "bash",
        "busybox",
        "curlimages/curl",
        "debian",
        "hello-world",
        "node",
        "perl",
        "php",
        "python",
        "ruby",
        "ubuntu",
        "wbitt/network-multitool",
    ];
    private static readonly HashSet<string> Servers =
    [
        "caddy",
        "elasticsearch",
        "ghost",
        "haproxy",
        "hashicorp/http-echo",
        "httpd",
        "influxdb",
        "kennethreitz/httpbin",
        "mariadb",
        "memcached",
        "mongo",
        "mysql",
        "nats",
        "nginxdemos/hello",
        "paulbouwer/hello-kubernetes",
        "registry",
        "tomcat",
        "traefik",
        "wordpress",
        "zookeeper",
    ];

    /// <summary>The behaviour of an image's program; null where the registry has no such repository.</summary>
    /// <param name="repository">The repository without tag and without Docker Hub's prefix.</param>
    /// <param name="released">Whether the tag looks like a release; unknown registries have any tag.</param>
    public static Behaviour? Find(string repository, bool released)
    {
        if (!released && (Shells.Contains(repository) || Servers.Contains(repository)))
            return null;
        if (Shells.Contains(repository))
            return new Behaviour
            {
                Cpu = 0.002,
                MemoryMiB = 4,
                ReadyAfter = TimeSpan.FromSeconds(1),
                RunsFor = TimeSpan.FromSeconds(1),
                Voice = Voice.Batch,
            };
        if (repository.StartsWith(Apps.Registry, StringComparison.Ordinal))
            return repository.StartsWith(Apps.Registry + "team-", StringComparison.Ordinal) ? new Behaviour() : null;
        return Servers.Contains(repository) || IsElsewhere(repository) ? new Behaviour() : null;
    }

    // The first part of a repository is a registry host if it contains a dot or a port.
    private static bool IsElsewhere(string name) =>
        name.Split('/') is [var host, _, ..]
        && (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost");
}
