using System.Collections;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>Coverage of mapped fields: an oracle proves nothing about a field that no sample sets.</summary>
internal static class MappedFields
{
    public static IEnumerable<string> UnsetInAll<TItem>(IReadOnlyCollection<TItem> samples)
        where TItem : class =>
        samples
            .First()
            .GetType()
            .GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0)
            .Where(property => samples.All(sample => IsEmpty(property.GetValue(sample))))
            .Select(property => property.Name);

    private static bool IsEmpty(object? value) =>
        value switch
        {
            null or "" or 0 or 0L or false => true,
            IEnumerable many => !many.Cast<object>().Any(),
            _ => false,
        };
}
