using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Tests.Kubeconfigs;

namespace K8sDashboard.Cluster.Tests.Objects;

public class ObjectYamlTests
{
    /// <summary>The output of <c>kubectl annotate --local -o yaml</c> of 1.32 for an object with every style of scalar.</summary>
    private static readonly string Golden = Path.Combine(Folder(), "scalar-styles.yaml");

    private static readonly string GoldenInput = Path.ChangeExtension(Golden, "json");

    [Fact]
    public void ObjectYaml_OfAnObject_IsWrittenAsByKubectl() =>
        Assert.Equal(File.ReadAllText(Golden), ObjectYaml.Of(JsonNode.Parse(File.ReadAllText(GoldenInput))!) + "\n");

    [Fact]
    public async Task ObjectYamlGolden_WhereKubectlExists_IsItsOutput()
    {
        var kubectl = await NewKubectl.PathAsync();

        var (code, output, errors) = await NewKubectl.RunAsync(
            kubectl,
            ["annotate", "--local", "--overwrite", "-f", GoldenInput, "-o", "yaml", "checked=yes"],
            [("HOME", Path.GetTempPath())]
        );

        Assert.True(code == 0, errors);
        Assert.Equal(output, File.ReadAllText(Golden));
    }

    [Fact]
    public void ObjectYaml_KeysOfAnObject_AreSorted() =>
        Assert.Equal(
            "apiVersion: v1\nkind: Pod\nspec:\n  b: 1\n  c: 2",
            ObjectYaml.Of(JsonNode.Parse("""{"kind":"Pod","spec":{"c":2,"b":1},"apiVersion":"v1"}""")!)
        );

    // kubectl quotes these as one line of escapes: a configuration with tabs would be unreadable.
    [Theory]
    [InlineData("server {\n\tlisten 80;\n}\n", "v: |\n  server {\n  \tlisten 80;\n  }")]
    [InlineData("a 😀\nb\n", "v: |\n  a 😀\n  b")]
    [InlineData("a\r\nb", "v: |-\n  a\\u000d\n  b")]
    public void ObjectYaml_LinesWithTabsOrEmoji_AreALiteralBlock(string value, string written) =>
        Assert.Equal(written, ObjectYaml.Of(new JsonObject { ["v"] = value }));

    [Theory]
    [InlineData("a\tb", "\"a\tb\"")]
    [InlineData("\u001b[2K", "\\u001b[2K")]
    [InlineData("a\u202eb\0", "a\\u202eb\\u0000")]
    public void ObjectYaml_InvisibleCharacters_AreEscaped(string value, string written) =>
        Assert.Equal($"v: {written}", ObjectYaml.Of(new JsonObject { ["v"] = value }));

    [Fact]
    public void ObjectYaml_LoneSurrogate_IsEscaped()
    {
        Assert.Equal("v: a\\ud800b", ObjectYaml.Of(new JsonObject { ["v"] = "a\ud800b" }));
        Assert.Equal("v: a\\ud800b", ObjectYaml.Of(JsonNode.Parse("""{"v":"a\ud800b"}""")!));
    }

    [Fact]
    public void ObjectYaml_MergeKeyAsAString_IsQuoted() => Assert.Equal("v: \"<<\"", ObjectYaml.Of(new JsonObject { ["v"] = "<<" }));

    [Fact]
    public void ObjectYaml_LongLine_IsNotFolded()
    {
        var value = string.Join(' ', Enumerable.Repeat("word", 5_000));

        Assert.Equal($"v: {value}", ObjectYaml.Of(new JsonObject { ["v"] = value }));
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
