using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using K8sDashboard.Web.Resources;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Status;

namespace K8sDashboard.Web.Tests.Architecture;

/// <summary>Conventions that the compiler does not check: size and names of files, raw markup, colours outside of tokens.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestLine = 140;

    // Built from the chart library's style sheet; ours in it uses tokens.
    private const string LibraryStyles = "charts.css";

    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../.."));

    [Fact]
    public void SourceFiles_OfProductAndTests_HaveAtMost300Lines() =>
        Assert.Equal(
            [],
            Written().Where(file => File.ReadLines(file).Count() > LongestFile).Select(file => Path.GetRelativePath(Root, file))
        );

    [Fact]
    public void SourceFiles_OfProductAndTests_HaveAtMost140Columns() =>
        Assert.Equal(
            [],
            from file in Written()
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > LongestLine && !line.Text.Contains("url(\"data:", StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Root, file)}:{line.Number}"
        );

    [Fact]
    public void Glossary_FilesNamed_Exist()
    {
        var named = GlossaryFile().Matches(File.ReadAllText(Path.Combine(Root, "docs/glossary.md"))).Select(match => match.Groups[1].Value);
        Assert.All(named, file => Assert.True(File.Exists(Path.Combine(Root, $"src/K8sDashboard.{file}")), file));
    }

    [Fact]
    public void SourceFiles_Paths_ContainNoUtilsHelpersCommonManagerOrMisc() =>
        Assert.DoesNotContain(Sources("src", "*.cs", "*.razor"), file => Drawer().IsMatch(Path.GetRelativePath(Root, file)));

    [Fact]
    public void SourceFiles_Rendering_UseNoMarkupStringAddMarkupContentOrInnerHtml() =>
        Assert.DoesNotContain(Sources("src", "*.cs", "*.razor"), file => RawMarkup().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void ColourLiterals_SourcesAndStylesheets_OccurOnlyInTokensAndChartLibraryCss() =>
        Assert.Empty(
            Sources("src", "*.razor", "*.cs")
                .Concat(
                    Directory
                        .GetFiles(Path.Combine(Root, "wwwroot"), "*.css")
                        .Where(file => Path.GetFileName(file) is not ("tokens.css" or LibraryStyles))
                )
                .Where(file => Colour().IsMatch(File.ReadAllText(file)))
                .Select(file => Path.GetRelativePath(Root, file))
        );

    [Fact]
    public void ProgramFile_Length_IsAtMost40Lines() =>
        Assert.InRange(File.ReadLines(Path.Combine(Root, "src/K8sDashboard.Web/Program.cs")).Count(), 1, 40);

    [Fact]
    public void PromQL_SourceFiles_OccursOnlyUnderMonitoringQueries() =>
        Assert.DoesNotContain(
            Sources("src", "*.cs", "*.razor").Where(file => !file.Contains("/K8sDashboard.Monitoring/Queries/", StringComparison.Ordinal)),
            file => PromQl().IsMatch(File.ReadAllText(file))
        );

    [Fact]
    public void Icons_OfRazorGlyphShapesAndKinds_AreDefinedInIconsCss()
    {
        var drawn = DrawnIcon().Matches(File.ReadAllText(Path.Combine(Root, "wwwroot/icons.css"))).Select(match => match.Groups[1].Value);
        var named = Sources("src", "*.razor")
            .SelectMany(file => NamedIcon().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value);
        var ofKinds = ResourceViews.All.Select(view => view.List).OfType<ListPage>().Select(list => $"glyph-{list.Icon}");
        Assert.Empty(named.Concat(ofKinds).Concat(Enum.GetValues<Glyph.Shape>().Select(Glyph.NameOf)).Distinct().Except(drawn));
    }

    /// <summary>What people write: without the bundled chart library.</summary>
    private static IEnumerable<string> Written() =>
        Sources("src", "*.cs", "*.razor", "*.proto")
            .Concat(Sources("tests", "*.cs"))
            .Concat(Sources("assets/src", "*.js"))
            .Concat(Sources("wwwroot", "*.js", "*.css").Where(file => Path.GetFileName(file) is not ("charts.js" or LibraryStyles)));

    internal static IEnumerable<string> Sources(string folder, params string[] patterns) =>
        from pattern in patterns
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !relative.Contains("/bin/", StringComparison.Ordinal) && !relative.Contains("/obj/", StringComparison.Ordinal)
        select file.Replace('\\', '/');

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"`((?:Caching|Cluster|Monitoring|Web|Demo)/[\w/]+\.(?:cs|razor))`")]
    private static partial Regex GlossaryFile();

    [GeneratedRegex(@"(Utils?|Helpers?|Common|Manager|Misc)(\.|/)")]
    private static partial Regex Drawer();

    [GeneratedRegex(@"^\.(glyph-[a-z]+) \{ --glyph: url\(", RegexOptions.Multiline)]
    private static partial Regex DrawnIcon();

    [GeneratedRegex("glyph (glyph-[a-z]+)")]
    private static partial Regex NamedIcon();

    [GeneratedRegex(@"AddMarkupContent|MarkupString|\.innerHTML")]
    private static partial Regex RawMarkup();

    // #abc and #aabbcc, not numbers of issues or HTML entities; rgb() and hsl() in any case.
    [GeneratedRegex(@"(?<![&\w""'/(])#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\b(?!-)|\b(rgb|hsl)a?\(")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\b(sum|rate|irate|increase|histogram_quantile|topk)\s*(by\s*\(|\()\s*[a-z_:]+\{")]
    private static partial Regex PromQl();
}
