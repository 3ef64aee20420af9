using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>
/// Persists the chosen columns of each list in a cookie, which the server has before the first render (no flicker). A choice in the URL
/// takes precedence.
/// </summary>
public sealed class ColumnMemory
{
    public const string Cookie = "columns";

    /// <summary>The maximum number of lists, more than there are pages; bounds what a cookie can allocate in the circuit.</summary>
    private const int MostLists = 32;

    private const int LongestCookie = 2048;

    private ImmutableSortedDictionary<string, string> chosen;

    private ColumnMemory(ImmutableSortedDictionary<string, string> chosen) => this.chosen = chosen;

    /// <summary>Parses the cookie's value; an invalid one is ignored.</summary>
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

    /// <summary>Stores a choice, or removes it (null), and returns the cookie's new value.</summary>
    public string Put(string list, string? words)
    {
        chosen = chosen.Remove(list);
        if (words is not null && chosen.Count < MostLists)
            chosen = chosen.Add(list, words);
        var cookie = string.Join('&', chosen.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return cookie.Length > LongestCookie ? "" : cookie;
    }
}
