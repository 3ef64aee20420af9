using System.Collections.Frozen;
using K8sDashboard.Cluster.Health;

namespace K8sDashboard.Web.Ui.Status;

/// <summary>
/// The look of a health level: shape and colour class. The level's name is always beside it, so that colour is never the only indication.
/// </summary>
public static class HealthLook
{
    // Precomputed: a long list needs thousands.
    private static readonly FrozenDictionary<HealthLevel, string> Chips = Enum.GetValues<HealthLevel>()
        .ToFrozenDictionary(level => level, level => $"chip {ClassOf(level)} {Glyph.NameOf(ShapeOf(level))}");

    public static Glyph.Shape ShapeOf(HealthLevel level) =>
        level switch
        {
            HealthLevel.Healthy => Glyph.Shape.Check,
            HealthLevel.Idle => Glyph.Shape.Pause,
            HealthLevel.Cordoned => Glyph.Shape.Ban,
            HealthLevel.Progressing => Glyph.Shape.Progress,
            HealthLevel.Unknown => Glyph.Shape.Question,
            HealthLevel.Degraded => Glyph.Shape.Warning,
            HealthLevel.Unhealthy => Glyph.Shape.Cross,
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "no look for this level"),
        };

    /// <summary>The classes of a chip: the level's colour, and its icon before the text.</summary>
    public static string ChipOf(HealthLevel level) => Chips[level];

    /// <summary>The class of the level's colour in <c>app.css</c>.</summary>
    public static string ClassOf(HealthLevel level) =>
        level switch
        {
            HealthLevel.Healthy => "is-healthy",
            HealthLevel.Degraded => "is-degraded",
            HealthLevel.Unhealthy => "is-unhealthy",
            _ => "is-neutral",
        };
}
