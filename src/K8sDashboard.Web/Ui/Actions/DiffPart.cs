using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>A line of a diff, or <paramref name="Folded"/> unchanged lines collapsed into one.</summary>
internal readonly record struct DiffPart(DiffLine Line, int Folded)
{
    /// <summary>The number of unchanged context lines before and after a change.</summary>
    public const int Context = 3;

    public static ImmutableArray<DiffPart> Fold(ImmutableArray<DiffLine> lines)
    {
        var parts = ImmutableArray.CreateBuilder<DiffPart>();
        for (var index = 0; index < lines.Length; )
        {
            var end = index;
            while (end < lines.Length && !IsNearChange(lines, end))
                end++;
            // A single line is not collapsed.
            if (end - index > 1)
                parts.Add(new(new(DiffMark.Same, ""), end - index));
            else
                end = index;
            if (end < lines.Length && end == index)
                parts.Add(new(lines[end++], 0));
            index = end;
        }

        return parts.ToImmutable();
    }

    private static bool IsNearChange(ImmutableArray<DiffLine> lines, int index)
    {
        for (var near = Math.Max(0, index - Context); near <= Math.Min(lines.Length - 1, index + Context); near++)
            if (lines[near].Mark != DiffMark.Same)
                return true;
        return false;
    }
}
