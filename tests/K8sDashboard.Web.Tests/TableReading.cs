using AngleSharp.Dom;

namespace K8sDashboard.Web.Tests;

/// <summary>Reads live tables as people do: a cell by the heading above it.</summary>
internal static class TableReading
{
    /// <summary>The rows of objects, without those that only take room.</summary>
    public const string Rows = "tbody tr[aria-label]";

    /// <summary>The heading above a cell.</summary>
    public static string Heading(this IElement cell) => Headings(cell)[cell.ParentElement!.Children.Index(cell)];

    /// <summary>The cell of a row below a heading.</summary>
    public static IElement Cell(this IElement row, string heading) => row.Children[Array.IndexOf(Headings(row), heading)];

    private static string[] Headings(IElement part) => part.Closest("table")!.Headers();
}
