using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui;

/// <summary>
/// One column of a <see cref="LiveTable{TRow}"/>: kubectl's word above it, and what each row says in it. Declare a list's columns
/// once, as a static list: a column knows rows, never pages.
/// </summary>
/// <param name="Title">The header, in kubectl's letters; in lower case it is the column's name in the address.</param>
/// <param name="Text">The cell's plain text: drawn where there is no <see cref="Cell"/>, searched by the filter, the default to sort by.</param>
public sealed record LiveColumn<TRow>(string Title, Func<TRow, string> Text)
{
    /// <summary>The cell's markup where plain text is not enough.</summary>
    public RenderFragment<TRow>? Cell { get; init; }

    /// <summary>What to sort by; rows without a value come last.</summary>
    public Func<TRow, IComparable?>? Sort { get; init; }

    /// <summary>What an export has in the cell where <see cref="Text"/> is not all that the cell shows: its words at that time.</summary>
    public Func<TRow, DateTimeOffset, string>? Plain { get; init; }

    /// <summary>The moment behind a cell, such as an age's: an export has it in a column of its own.</summary>
    public ColumnMoment<TRow>? Moment { get; init; }

    /// <summary>What the filter searches instead of <see cref="Text"/>, where the cell stands for more than it prints.</summary>
    public Func<TRow, string>? SearchText { get; init; }

    /// <summary>False for what changes by itself: a row must not leave a filtered list because its figures moved.</summary>
    public bool Searched { get; init; } = true;

    /// <summary>Right-aligned figures of one width.</summary>
    public bool Numeric { get; init; }

    /// <summary>
    /// The first order of a numeric column is descending, since the largest is what is looked for. An age is the exception: its column
    /// sorts by the moment behind it, and the latest is wanted first.
    /// </summary>
    public bool LargestFirst => Numeric && Moment is null;

    /// <summary>Sentences, such as a message: where there is too little room, the column gets twice the share of others.</summary>
    public bool IsFreeText { get; init; }

    /// <summary>In a monospace face: for what people copy.</summary>
    public bool Mono { get; init; }

    public PhonePlace Phone { get; init; } = PhonePlace.Hidden;

    /// <summary>How wide the list must be for the column to be shown.</summary>
    public ColumnRoom Room { get; init; }

    /// <summary>The column's name in the address.</summary>
    public string Key => Title.ToLowerInvariant().Replace(' ', '-');
}

/// <summary>A moment that a cell only hints at, and the title of its own column in an export.</summary>
public sealed record ColumnMoment<TRow>(string Title, Func<TRow, DateTimeOffset?> Of);

/// <summary>Where a cell goes on a phone, where a row has two lines. The first column always leads the first line.</summary>
public enum PhonePlace
{
    /// <summary>Not shown.</summary>
    Hidden,

    /// <summary>First line, right of the name: the status.</summary>
    Beside,

    /// <summary>Second line, with its title before it.</summary>
    Below,
}

/// <summary>What a column gives way to where there is no room for all: the object's own page has what is left out.</summary>
public enum ColumnRoom
{
    /// <summary>Shown in every table.</summary>
    Any,

    /// <summary>From 1100 px on.</summary>
    Wide,

    /// <summary>From 1400 px on.</summary>
    Widest,

    /// <summary>Only where somebody chose it.</summary>
    Chosen,
}

/// <summary>Columns that many lists share.</summary>
public static class LiveColumns
{
    /// <summary>The name in the address of <see cref="Namespace{TRow}"/>.</summary>
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

    /// <summary>kubectl's STATUS: its word in the colours of the verdict behind it, the worst first.</summary>
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

    /// <summary>A sort key: the worst level first, and equal words together within a level.</summary>
    private static string BySeverity(HealthLevel level, string words) => $"{HealthLevel.Unhealthy - level}{words}";

    /// <summary>NAMESPACE, for lists over more than one of them.</summary>
    public static LiveColumn<TRow> Namespace<TRow>(Func<TRow, ObjectRef> name) =>
        new("NAMESPACE", row => name(row).Namespace) { Phone = PhonePlace.Below };
}
