namespace K8sDashboard.Demo.Company;

/// <summary>Which images can be pulled of those that the company does not run: what everybody has heard of, and all of a registry that nobody here knows.</summary>
public static class Registries
{
    // What is for a command, or has nothing to do: it ends at once, for want of a terminal.
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

    /// <summary>The program of an image; null where its registry has none of that name.</summary>
    /// <param name="repository">Without the tag, and without Docker's registry.</param>
    /// <param name="released">Its tag is one that releases have. Of registries that nobody here knows any tag may be one.</param>
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

    // A name's first part is a registry where it has a dot or a port.
    private static bool IsElsewhere(string name) =>
        name.Split('/') is [var host, _, ..]
        && (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost");
}
