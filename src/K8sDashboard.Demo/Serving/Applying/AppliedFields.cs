using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Serving;

/// <summary>The field set of an applied configuration. Unknown fields are refused.</summary>
internal sealed class AppliedFields
{
    private readonly FieldSet set = new();
    private readonly string about;

    private AppliedFields(string about) => this.about = about;

    /// <param name="configuration">The applied configuration.</param>
    /// <param name="type">The type of the kind.</param>
    /// <param name="about">The object's name in error messages.</param>
    public static FieldSet Of(JsonObject configuration, ApplyType type, string about)
    {
        var fields = new AppliedFields(about);
        fields.Collect(ImmutableList<string>.Empty, configuration, type);
        return fields.set;
    }

    private void Collect(ImmutableList<string> path, JsonNode? value, ApplyType type)
    {
        switch (type)
        {
            case ApplyType.Whole:
                set.Add(path);
                break;
            case ApplyType.Fields fields:
                foreach (var (name, inner) in Object(path, value))
                {
                    // apiVersion and kind are not in the kind's message.
                    if (!fields.Knows(name) && !(path.IsEmpty && name is "apiVersion" or "kind"))
                        throw Refuse(path.Add(FieldStep.Field(name)), "field not declared in schema");
                    Collect(path.Add(FieldStep.Field(name)), inner, fields.Of(name));
                    if (inner is null or JsonObject { Count: 0 })
                        set.Add(path.Add(FieldStep.Field(name)));
                }

                break;
            case ApplyType.Entries entries:
                foreach (var (name, inner) in Object(path, value))
                {
                    Collect(path.Add(FieldStep.Field(name)), inner, entries.Values);
                    set.Add(path.Add(FieldStep.Field(name)));
                }

                break;
            case ApplyType.Items items:
                CollectItems(path, value, items);
                break;
        }
    }

    private void CollectItems(ImmutableList<string> path, JsonNode? value, ApplyType.Items items)
    {
        if (value is not (null or JsonArray))
            throw Refuse(path, $"expected list, got &{{{value.ToJsonString()}}}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in (value as JsonArray ?? []).Index())
        {
            if (items.MissingKey(item) is { } missing)
                throw Refuse(
                    path,
                    $"element {index}: associative list with keys has an element that omits key field \"{missing}\" (and doesn't "
                        + "have default value)"
                );
            var step = items.StepTo(item);
            if (!seen.Add(step))
                throw Refuse(path, $"duplicate entries for key {FieldStep.Words([step])}");
            set.Add(path.Add(step));
            Collect(path.Add(step), item, items.Item);
        }
    }

    private JsonObject Object(ImmutableList<string> path, JsonNode? value) =>
        value is null or JsonObject ? value as JsonObject ?? [] : throw Refuse(path, $"expected map, got &{{{value.ToJsonString()}}}");

    private ApiFailure Refuse(IEnumerable<string> path, string why) =>
        new(500, "", $"failed to create typed patch object ({about}): {FieldStep.Words(path)}: {why}");
}
