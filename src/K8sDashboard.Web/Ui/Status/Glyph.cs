namespace K8sDashboard.Web.Ui.Status;

/// <summary>
/// The icons of <c>wwwroot/icons.css</c>, where a value selects one: <c>&lt;i class="@Glyph.ClassOf(shape)"&gt;&lt;/i&gt;</c>. A constant
/// icon is written in the markup by name, <c>glyph glyph-menu</c>.
/// </summary>
public static class Glyph
{
    /// <summary>The shape of an icon.</summary>
    public enum Shape
    {
        Check,
        Pause,
        Ban,
        Progress,
        Question,
        Warning,
        Cross,
        Live,
    }

    /// <summary>The classes of an icon element.</summary>
    public static string ClassOf(Shape shape) => $"glyph {NameOf(shape)}";

    /// <summary>The same for the icon of a kind, by its name in the style sheet: <c>pods</c>.</summary>
    public static string ClassOf(string name) => $"glyph glyph-{name}";

    /// <summary>The class that gives a chip its icon.</summary>
    public static string NameOf(Shape shape) =>
        shape switch
        {
            Shape.Check => "glyph-check",
            Shape.Pause => "glyph-pause",
            Shape.Ban => "glyph-ban",
            Shape.Progress => "glyph-progress",
            Shape.Question => "glyph-question",
            Shape.Warning => "glyph-warning",
            Shape.Cross => "glyph-cross",
            Shape.Live => "glyph-live",
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "no icon of this shape"),
        };
}
