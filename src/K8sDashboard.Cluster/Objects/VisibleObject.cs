using System.Text.Json;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Objects;

/// <summary>
/// Escapes invisible characters in all keys and strings of an object that is read for display. Actions use the unmodified object.
/// </summary>
internal static class VisibleObject
{
    /// <summary>Modifies <paramref name="live"/> in place and returns it.</summary>
    public static JsonObject Of(JsonObject live)
    {
        foreach (var (key, value) in live.ToList())
        {
            var shownKey = VisibleText.OneLine(key);
            if (ReferenceEquals(shownKey, key))
                Show(value);
            else
            {
                live.Remove(key);
                live[shownKey] = value;
                Show(value);
            }
        }

        return live;
    }

    private static void Show(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject map:
                Of(map);
                break;
            case JsonArray list:
                foreach (var item in list.ToList())
                    Show(item);
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String:
                var text = scalar.GetValue<string>();
                var shown = VisibleText.Of(text);
                if (!ReferenceEquals(shown, text))
                    scalar.ReplaceWith(shown);
                break;
        }
    }
}
