namespace K8sDashboard.Demo.Company;

/// <summary>The simulated image registries: which images exist, and how their programs behave.</summary>
public static class Images
{
    private const string Own = Apps.Registry;
    private static readonly string[] DockerHub = ["docker.io/", "index.docker.io/", "library/"];
    private static readonly string[] Words = ["latest", "stable", "mainline", "alpine", "slim", "edge", "main"];

    // Only the listed tags of these repositories can be pulled.
    private static readonly Dictionary<string, (string[] Tags, Behaviour Does)> Known = new()
    {
        [Own + "shop/frontend"] = (
            ["3.11.2", "3.12.0", "3.12.1"],
            new()
            {
                Cpu = 0.12,
                MemoryMiB = 110,
                Requests = 40,
                Latency = TimeSpan.FromMilliseconds(35),
                Voice = Voice.AccessLog,
            }
        ),
        [Own + "shop/cart"] = (
            ["2.7.4", "2.8.0", "2.8.1"],
            new()
            {
                Cpu = 0.08,
                MemoryMiB = 140,
                Requests = 18,
                Latency = TimeSpan.FromMilliseconds(12),
            }
        ),
        [Own + "shop/catalogue"] = (
            ["5.2.0", "5.3.0"],
            new()
            {
                Cpu = 0.15,
                MemoryMiB = 220,
                Requests = 30,
                Latency = TimeSpan.FromMilliseconds(18),
            }
        ),
        [Own + "shop/checkout"] = (
            ["1.19.0", "1.20.0"],
            new()
            {
                Cpu = 0.06,
                MemoryMiB = 160,
                Requests = 6,
                Latency = TimeSpan.FromMilliseconds(80),
            }
        ),
        [Own + "shop/search"] = (
            ["4.0.3", "4.1.0"],
            new()
            {
                Cpu = 0.35,
                MemoryMiB = 620,
                Requests = 22,
                Latency = TimeSpan.FromMilliseconds(60),
                ReadyAfter = TimeSpan.FromSeconds(12),
            }
        ),
        [Own + "shop/accounts"] = (
            ["2.2.0", "2.3.0"],
            new()
            {
                Cpu = 0.05,
                MemoryMiB = 130,
                Requests = 9,
            }
        ),
        [Own + "payments/api"] = (
            ["3.4.1", "3.4.2"],
            new()
            {
                Cpu = 0.07,
                MemoryMiB = 180,
                Requests = 6,
                Latency = TimeSpan.FromMilliseconds(120),
            }
        ),
        [Own + "payments/fraud-check"] = (
            ["0.9.1"],
            new()
            {
                Cpu = 0.28,
                MemoryMiB = 410,
                Requests = 6,
                Latency = TimeSpan.FromMilliseconds(90),
                ReadyAfter = TimeSpan.FromSeconds(15),
            }
        ),
        [Own + "payments/ledger"] = (
            ["1.8.0"],
            new()
            {
                Cpu = 0.04,
                MemoryMiB = 150,
                Requests = 5,
            }
        ),
        [Own + "warehouse/stock"] = (
            ["6.1.0"],
            new()
            {
                Cpu = 0.05,
                MemoryMiB = 170,
                Requests = 12,
            }
        ),
        [Own + "warehouse/shipping"] = (
            ["2.0.5"],
            new()
            {
                Cpu = 0.03,
                MemoryMiB = 120,
                Requests = 4,
            }
        ),
        [Own + "warehouse/labels"] = (
            ["1.3.0"],
            new()
            {
                Cpu = 0.02,
                MemoryMiB = 90,
                Requests = 2,
            }
        ),
        [Own + "marketing/newsletter"] = (
            ["1.1.0"],
            new()
            {
                Cpu = 0.01,
                MemoryMiB = 80,
                Requests = 1,
            }
        ),
        [Own + "marketing/reviews"] = (
            ["2.4.0"],
            new()
            {
                Cpu = 0.04,
                MemoryMiB = 140,
                Requests = 7,
            }
        ),
        [Own + "marketing/recommendations"] = (
            ["0.7.2"],
            new()
            {
                Cpu = 0.19,
                MemoryMiB = 480,
                Requests = 10,
                Latency = TimeSpan.FromMilliseconds(45),
            }
        ),
        [Own + "backoffice/admin"] = (
            ["1.0.9"],
            new()
            {
                Cpu = 0.01,
                MemoryMiB = 100,
                ReadyAfter = null,
                DyingWords =
                [
                    "{\"level\":\"error\",\"msg\":\"readiness: cannot reach ldap.office.example.com:636: connection timed out\"}",
                ],
            }
        ),
        [Own + "batch/reports"] = (
            ["1.4.0"],
            new()
            {
                Cpu = 0.6,
                MemoryMiB = 300,
                RunsFor = TimeSpan.FromMinutes(3),
                Voice = Voice.Batch,
            }
        ),
        [Own + "batch/invoices"] = (
            ["2.1.0"],
            new()
            {
                Cpu = 0.4,
                MemoryMiB = 190,
                RunsFor = TimeSpan.FromSeconds(70),
                Voice = Voice.Batch,
            }
        ),
        [Own + "batch/cleanup"] = (
            ["1.0.0"],
            new()
            {
                Cpu = 0.1,
                MemoryMiB = 60,
                RunsFor = TimeSpan.FromSeconds(25),
                Voice = Voice.Batch,
            }
        ),
        [Own + "batch/migrate"] = (
            ["7.0.0"],
            new()
            {
                Cpu = 0.2,
                MemoryMiB = 90,
                RunsFor = TimeSpan.FromSeconds(9),
                ExitCode = 1,
                Voice = Voice.Batch,
                DyingWords =
                [
                    "applying 0042_add_loyalty_tier.sql",
                    "ERROR: column \"tier\" of relation \"accounts\" already exists",
                    "migration failed, rolled back",
                ],
            }
        ),
        // The image of the liveness probe tutorial in Kubernetes' documentation.
        ["registry.k8s.io/e2e-test-images/agnhost"] = (
            [],
            new()
            {
                Cpu = 0.001,
                MemoryMiB = 12,
                ReadyAfter = TimeSpan.FromSeconds(1),
                HangsAfter = TimeSpan.FromSeconds(10),
            }
        ),
        ["nginx"] = (
            [],
            new()
            {
                Cpu = 0.004,
                MemoryMiB = 9,
                Requests = 2,
                Latency = TimeSpan.FromMilliseconds(1),
                ReadyAfter = TimeSpan.FromSeconds(1),
                Voice = Voice.AccessLog,
            }
        ),
        ["postgres"] = (
            [],
            new()
            {
                Cpu = 0.2,
                MemoryMiB = 900,
                ReadyAfter = TimeSpan.FromSeconds(6),
                Voice = Voice.Database,
            }
        ),
        ["redis"] = (
            [],
            new()
            {
                Cpu = 0.05,
                MemoryMiB = 180,
                ReadyAfter = TimeSpan.FromSeconds(2),
                Voice = Voice.Database,
            }
        ),
        ["rabbitmq"] = (
            [],
            new()
            {
                Cpu = 0.12,
                MemoryMiB = 320,
                ReadyAfter = TimeSpan.FromSeconds(14),
                Voice = Voice.Database,
            }
        ),
        ["registry.k8s.io/etcd"] = (
            ["3.6.4-0"],
            new()
            {
                Cpu = 0.06,
                MemoryMiB = 210,
                Voice = Voice.Klog,
            }
        ),
        ["registry.k8s.io/kube-apiserver"] = (
            ["v1.36.2"],
            new()
            {
                Cpu = 0.25,
                MemoryMiB = 720,
                Voice = Voice.Klog,
            }
        ),
        ["registry.k8s.io/kube-controller-manager"] = (
            ["v1.36.2"],
            new()
            {
                Cpu = 0.04,
                MemoryMiB = 120,
                Voice = Voice.Klog,
            }
        ),
        ["registry.k8s.io/kube-scheduler"] = (
            ["v1.36.2"],
            new()
            {
                Cpu = 0.01,
                MemoryMiB = 60,
                Voice = Voice.Klog,
            }
        ),
        ["registry.k8s.io/kube-proxy"] = (
            ["v1.36.2"],
            new()
            {
                Cpu = 0.004,
                MemoryMiB = 38,
                Voice = Voice.Klog,
            }
        ),
        ["registry.k8s.io/coredns/coredns"] = (["v1.12.1"], new() { Cpu = 0.01, MemoryMiB = 32 }),
        ["registry.k8s.io/metrics-server/metrics-server"] = (
            ["v0.8.0"],
            new()
            {
                Cpu = 0.01,
                MemoryMiB = 34,
                Voice = Voice.Klog,
            }
        ),
        ["registry.k8s.io/ingress-nginx/controller"] = (
            ["v1.13.2"],
            new()
            {
                Cpu = 0.09,
                MemoryMiB = 190,
                Requests = 60,
                Voice = Voice.AccessLog,
            }
        ),
        ["quay.io/cilium/cilium"] = (
            ["v1.18.1"],
            new()
            {
                Cpu = 0.05,
                MemoryMiB = 260,
                Voice = Voice.Logfmt,
            }
        ),
        ["cr.fluentbit.io/fluent/fluent-bit"] = (
            ["4.0.8"],
            new()
            {
                Cpu = 0.02,
                MemoryMiB = 46,
                Voice = Voice.Logfmt,
            }
        ),
        ["quay.io/prometheus/prometheus"] = (
            ["v3.5.0"],
            new()
            {
                Cpu = 0.18,
                MemoryMiB = 940,
                ReadyAfter = TimeSpan.FromSeconds(8),
                Voice = Voice.Logfmt,
            }
        ),
        ["quay.io/prometheus/alertmanager"] = (
            ["v0.28.1"],
            new()
            {
                Cpu = 0.004,
                MemoryMiB = 32,
                Voice = Voice.Logfmt,
            }
        ),
        ["quay.io/prometheus/node-exporter"] = (
            ["v1.9.1"],
            new()
            {
                Cpu = 0.006,
                MemoryMiB = 24,
                Voice = Voice.Logfmt,
            }
        ),
        ["quay.io/prometheus/blackbox-exporter"] = (
            ["v0.27.0"],
            new()
            {
                Cpu = 0.003,
                MemoryMiB = 22,
                Voice = Voice.Logfmt,
            }
        ),
        ["grafana/grafana"] = (
            [],
            new()
            {
                Cpu = 0.02,
                MemoryMiB = 190,
                Voice = Voice.Logfmt,
            }
        ),
    };

    // Faulty releases: how they deviate from the other tags of their repository.
    private static readonly Dictionary<string, Func<Behaviour, Behaviour>> Faulty = new()
    {
        [Own + "shop/cart:2.8.1"] = cart =>
            cart with
            {
                LeakMiBPerMinute = 28,
                DyingWords = ["{\"level\":\"warn\",\"msg\":\"session cache holds 184220 entries\"}"],
            },
        [Own + "payments/api:3.4.2"] = api =>
            api with
            {
                RunsFor = TimeSpan.FromSeconds(6),
                ExitCode = 1,
                ReadyAfter = null,
                DyingWords =
                [
                    "{\"level\":\"info\",\"msg\":\"payments api 3.4.2 starting\"}",
                    "panic: config: PAYMENTS_PROVIDER_URL is not set",
                    "goroutine 1 [running]:",
                    "main.mustEnv(...)\n\t/src/cmd/api/main.go:41",
                ],
            },
    };

    /// <summary>The behaviour of an image's program; null where the registry has no such image.</summary>
    public static Behaviour? Find(string image)
    {
        var (repository, tag) = Split(image);
        if (!Known.TryGetValue(repository, out var known))
            return Registries.Find(repository, tag is null || IsRelease(tag));
        // A digest always names an existing image.
        if (
            tag is not null
            && (
                known.Tags.Length > 0 ? !known.Tags.Contains(tag)
                : repository == "nginx" ? !IsReleaseOfNginx(tag)
                : !IsRelease(tag)
            )
        )
            return null;
        return Faulty.TryGetValue($"{repository}:{tag}", out var change) ? change(known.Does) : known.Does;
    }

    /// <summary>
    /// Splits <c>host:5000/name:tag</c> at the tag's colon, not at the port's. Docker Hub's prefixes are dropped; an image by digest has no
    /// tag.
    /// </summary>
    private static (string Repository, string? Tag) Split(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        var (name, slash) = (digest < 0 ? image : image[..digest], image.LastIndexOf('/', digest < 0 ? image.Length - 1 : digest));
        var colon = name.IndexOf(':', slash + 1);
        var repository = colon < 0 ? name : name[..colon];
        foreach (var docker in DockerHub)
        {
            if (repository.StartsWith(docker, StringComparison.Ordinal))
                repository = repository[docker.Length..];
        }

        return (
            repository,
            digest >= 0 ? null
            : colon < 0 ? "latest"
            : name[(colon + 1)..]
        );
    }

    // A common tag such as "latest", or a version with any suffix.
    private static bool IsRelease(string tag) => Words.Contains(tag.Split('-')[0]) || tag.TrimStart('v') is [>= '0' and <= '9', ..];

    // Common in first experiments, typing errors included: 1.161 is no release of nginx.
    private static bool IsReleaseOfNginx(string tag)
    {
        var version = tag.Split('-')[0];
        return Words.Contains(version)
            || (Version.TryParse(version, out var release) && release is { Major: 1, Minor: >= 7 and <= 29, Build: < 30 });
    }
}
