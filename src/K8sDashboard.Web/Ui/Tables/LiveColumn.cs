using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui.Status;
using K8sDashboard.Web.Ui.Time;
using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>
/// One column of a <see cref="LiveTable{TRow}"/>: its header and the cell of each row. Declare a list's columns once, as a static list: a
/// column depends on rows, never on pages.
/// </summary>
/// <param name="Title">The header in kubectl's spelling; in lower case it is the column's name in the URL.</param>
/// <param name="Text">The cell's plain text: rendered without <see cref="Cell"/>, searched by the filter, the default sort value.</param>
public sealed record LiveColumn<TRow>(string Title, Func<TRow, string> Text)
{
    /// <summary>The cell's markup where plain text is not sufficient.</summary>
    public RenderFragment<TRow>? Cell { get; init; }

    /// <summary>The sort value; rows without one come last.</summary>
    public Func<TRow, IComparable?>? Sort { get; init; }

    /// <summary>The exported text, where <see cref="Text"/> is not all that the cell shows at that time.</summary>
    public Func<TRow, DateTimeOffset, string>? Plain { get; init; }

    /// <summary>The timestamp of a cell such as an age: exported as a column of its own.</summary>
    public ColumnMoment<TRow>? Moment { get; init; }

    /// <summary>The text searched by the filter instead of <see cref="Text"/>, where the cell abbreviates it.</summary>
    public Func<TRow, string>? SearchText { get; init; }

    /// <summary>False for continuously changing values: a row must not leave a filtered list because its measurements changed.</summary>
    public bool Searched { get; init; } = true;

    /// <summary>Right-aligned tabular figures.</summary>
    public bool Numeric { get; init; }

    /// <summary>Numeric columns sort in descending order first. Exception: an age sorts by its timestamp, latest first.</summary>
    public bool LargestFirst => Numeric && Moment is null;

    /// <summary>Free text such as a message: when space is short, the column gets twice the share of others.</summary>
    public bool IsFreeText { get; init; }

    /// <summary>Monospace: for text that is copied.</summary>
    public bool Mono { get; init; }

    public PhonePlace Phone { get; init; } = PhonePlace.Hidden;

    /// <summary>The minimum width of the list for the column to be visible.</summary>
    public ColumnRoom Room { get; init; }

    /// <summary>The column's name in the URL.</summary>
    public string Key => Title.ToLowerInvariant().Replace(' ', '-');
}

/// <summary>The timestamp of a cell, and the title of its own column in an export.</summary>
public sealed record ColumnMoment<TRow>(string Title, Func<TRow, DateTimeOffset?> Of);

/// <summary>The position of a cell on a phone, where a row has two lines. The first column always starts the first line.</summary>
public enum PhonePlace
{
    /// <summary>Not shown.</summary>
    Hidden,

    /// <summary>First line, right of the name: the status.</summary>
    Beside,

    /// <summary>Second line, with its title before it.</summary>
    Below,
}

/// <summary>The priority of a column when space is short: hidden ones are on the object's page.</summary>
public enum ColumnRoom
{
    /// <summary>Shown in every table.</summary>
    Any,

    /// <summary>From 1100 px on.</summary>
    Wide,

    /// <summary>From 1400 px on.</summary>
    Widest,

    /// <summary>Only if chosen by the user.</summary>
    Chosen,
}

/// <summary>Columns shared by many lists.</summary>
public static class LiveColumns
{
    /// <summary>The name of <see cref="Namespace{TRow}"/> in the URL.</summary>
    public const string NamespaceKey = "namespace";

    /// <summary>kubectl's AGE: counted in the browser, youngest first.</summary>
    public static LiveColumn<TRow> Age<TRow>(Func<TRow, DateTimeOffset> created, string title = "AGE") =>
        new(title, _ => "")
        {
            Plain = (row, now) => KubectlAge.Of(created(row), now),
            Moment = new(title == "AGE" ? "CREATED" : $"{title} AT", row => created(row)),
            Cell = row => AgeText.Draw(created(row)),
            // As in `kubectl get`: a small age is a late creation.
            Sort = row => -created(row).UtcTicks,
            Numeric = true,
            Phone = PhonePlace.Below,
        };

    /// <summary>kubectl's STATUS in the colour of its verdict, the worst first.</summary>
    public static LiveColumn<TRow> Status<TRow>(Func<TRow, string> word, Func<TRow, Verdict> verdict) =>
        new("STATUS", word)
        {
            Cell = row => StatusText.Draw(word(row), verdict(row)),
            Sort = row => BySeverity(verdict(row).Level, word(row)),
            Phone = PhonePlace.Beside,
        };

    /// <summary>HEALTH: the verdict with its reason, the worst first.</summary>
    public static LiveColumn<TRow> Health<TRow>(Func<TRow, Verdict> verdict) =>
        new("HEALTH", row => verdict(row).ToString())
        {
            Cell = row => HealthChip.Draw(verdict(row)),
            IsFreeText = true,
            Sort = row => BySeverity(verdict(row).Level, verdict(row).Reason),
            Phone = PhonePlace.Beside,
        };

    /// <summary>Sort key: by severity, the worst first, then by text.</summary>
    private static string BySeverity(HealthLevel level, string words) => $"{HealthLevel.Unhealthy - level}{words}";

    /// <summary>NAMESPACE, for lists over several namespaces.</summary>
    public static LiveColumn<TRow> Namespace<TRow>(Func<TRow, ObjectRef> name) =>
        new("NAMESPACE", row => name(row).Namespace) { Phone = PhonePlace.Below };
}
