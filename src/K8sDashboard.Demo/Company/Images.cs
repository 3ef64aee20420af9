namespace K8sDashboard.Demo.Company;

/// <summary>The simulated image registries: which images exist, and how their programs behave.</summary>
public static class Images
{
    private const string Own = Apps.Registry;
    private static readonly string[] DockerHub = ["docker.io/", "index.docker.io/", "library/"];
    private static readonly string[] Words = ["latest", "stable", "mainline", "alpine", "slim", "edge", "main"];

    private static readonly Dictionary<string, (string[] Tags, Behaviour Does)> Known = new(CompanyImages.All.Concat(PublicImages.All));

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
