using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;

namespace K8sDashboard.Web.Ui;

/// <summary>
/// The columns that the person chose for each list, kept by the browser in a cookie: the server has it before the first list is
/// drawn, so nothing flickers. What an address names goes first.
/// </summary>
public sealed class ColumnMemory
{
    public const string Cookie = "columns";

    /// <summary>More lists than there are pages; bounds what a cookie can make the circuit hold.</summary>
    private const int MostLists = 32;

    private const int LongestCookie = 2048;

    private ImmutableSortedDictionary<string, string> chosen;

    private ColumnMemory(ImmutableSortedDictionary<string, string> chosen) => this.chosen = chosen;

    /// <summary>Reads the cookie's value; what cannot be one is no choice.</summary>
    public static ColumnMemory Read(string? cookie) =>
        new(
            cookie is null or { Length: > LongestCookie }
                ? ImmutableSortedDictionary<string, string>.Empty
                : QueryHelpers
                    .ParseQuery(cookie)
                    .Take(MostLists)
                    .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)
        );

    public string? Of(string list) => chosen.GetValueOrDefault(list);

    /// <summary>Remembers a choice, or with null that there is none, and gives the cookie's new value.</summary>
    public string Put(string list, string? words)
    {
        chosen = chosen.Remove(list);
        if (words is not null && chosen.Count < MostLists)
            chosen = chosen.Add(list, words);
        var cookie = string.Join('&', chosen.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return cookie.Length > LongestCookie ? "" : cookie;
    }
}
