namespace K8sDashboard.Demo.Company;

/// <summary>Which images can be pulled of those that the company does not run: what everybody has heard of, and all of a registry that nobody here knows.</summary>
public static class Registries
{
    private const string Own = "registry.example.com/";
    private const string DockerHub = "docker.io/";
    private static readonly string[] OfDocker = [DockerHub + "library/", DockerHub];

    // What is for a command: without one it ends at once, for want of a terminal.
    private static readonly HashSet<string> Shells = ["alpine", "bash", "busybox", "curlimages/curl", "debian", "node", "perl", "python", "ruby", "ubuntu", "wbitt/network-multitool"];
    private static readonly HashSet<string> Servers =
    [
        "caddy", "elasticsearch", "ghost", "haproxy", "hashicorp/http-echo", "hello-world", "httpd", "influxdb", "kennethreitz/httpbin", "mariadb", "memcached", "mongo", "mysql", "nats",
        "nginxdemos/hello", "paulbouwer/hello-kubernetes", "php", "postgres", "rabbitmq", "redis", "registry", "tomcat", "traefik", "wordpress", "zookeeper",
    ];

    /// <summary>The program of an image; null where its registry has none of that name.</summary>
    /// <param name="repository">Without the tag.</param>
    public static Behaviour? Find(string repository)
    {
        var name = OfDocker.FirstOrDefault(prefix => repository.StartsWith(prefix, StringComparison.Ordinal)) is { } docker ? repository[docker.Length..] : repository;
        if (Shells.Contains(name)) return new Behaviour { Cpu = 0.002, MemoryMiB = 4, ReadyAfter = TimeSpan.FromSeconds(1), RunsFor = TimeSpan.FromSeconds(1), Voice = Voice.Batch };
        if (repository.StartsWith(Own, StringComparison.Ordinal)) return repository.StartsWith(Own + "team-", StringComparison.Ordinal) ? new Behaviour() : null;
        return Servers.Contains(name) || IsElsewhere(name) ? new Behaviour() : null;
    }

    // A name's first part is a registry where it has a dot or a port.
    private static bool IsElsewhere(string name) => name.Split('/') is [var host, _, ..] && (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost");
}
