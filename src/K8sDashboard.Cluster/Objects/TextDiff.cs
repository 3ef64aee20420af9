using System.Collections.Immutable;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace K8sDashboard.Cluster.Objects;

/// <summary>One line of a diff.</summary>
public readonly record struct DiffLine(DiffMark Mark, string Text);

public enum DiffMark
{
    Same,
    Added,
    Removed,
}

/// <summary>A line-based diff of two texts.</summary>
public static class TextDiff
{
    public static ImmutableArray<DiffLine> Of(string before, string after) =>
        [
            .. InlineDiffBuilder
                .Diff(before, after, ignoreWhiteSpace: false)
                .Lines.Select(line => new DiffLine(MarkOf(line.Type), line.Text)),
        ];

    private static DiffMark MarkOf(ChangeType type) =>
        type switch
        {
            ChangeType.Inserted => DiffMark.Added,
            ChangeType.Deleted => DiffMark.Removed,
            _ => DiffMark.Same,
        };
}
