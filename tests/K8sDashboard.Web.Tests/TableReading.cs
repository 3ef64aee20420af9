using AngleSharp.Dom;

namespace K8sDashboard.Web.Tests;

/// <summary>Reads live tables: cells by their column header.</summary>
internal static class TableReading
{
    /// <summary>The rows of objects, without the spacers of virtualization.</summary>
    public const string Rows = "tbody tr[aria-label]";

    /// <summary>The column header of a cell.</summary>
    public static string Heading(this IElement cell) => Headings(cell)[cell.ParentElement!.Children.Index(cell)];

    /// <summary>The cell of a row in a column.</summary>
    public static IElement Cell(this IElement row, string heading) => row.Children[Array.IndexOf(Headings(row), heading)];

    private static string[] Headings(IElement part) => part.Closest("table")!.Headers();
}
