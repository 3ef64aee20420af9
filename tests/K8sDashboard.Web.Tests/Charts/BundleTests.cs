using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace K8sDashboard.Web.Tests.Charts;

public sealed class BundleTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    [Theory]
    [InlineData("charts.js")]
    [InlineData("charts.css")]
    public void ChartBundle_Banner_MatchesHashOfSources(string bundle)
    {
        var banner = File.ReadLines(Path.Combine(Root, "wwwroot", bundle)).First();

        Assert.True(
            banner.StartsWith($"/* sources {HashOfSources()};", StringComparison.Ordinal),
            "assets/ has changed: run 'make assets' and commit wwwroot/"
        );
    }

    [Fact]
    public void PackageLock_Dependencies_ContainNoRegistryUrl() =>
        Assert.DoesNotContain(
            "\"resolved\"",
            File.ReadAllText(Path.Combine(Root, "assets", "package-lock.json")),
            StringComparison.Ordinal
        );

    // The same as in assets/build: the hash of "sha256sum build package-lock.json package.json src/*".
    private static string HashOfSources()
    {
        var assets = Path.Combine(Root, "assets");
        var files = new[] { "build", "package-lock.json", "package.json" }
            .Concat(Directory.EnumerateFiles(Path.Combine(assets, "src")).Select(file => "src/" + Path.GetFileName(file)))
            .Order(StringComparer.Ordinal);
        return Hash(string.Concat(files.Select(file => $"{Hash(Text(Path.Combine(assets, file)))}  {file}\n")));
    }

    // Git may check out text files with CRLF.
    private static string Text(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
