using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The 409 Conflict of an apply that would change fields of other managers.</summary>
internal static class ApplyConflict
{
    public static ApiFailure Of(IReadOnlyList<(FieldOwner Manager, IReadOnlyList<string> Path)> conflicts)
    {
        var details = new StatusDetails();
        details.Causes.AddRange(
            conflicts.Select(one => new StatusCause
            {
                Reason = "FieldManagerConflict",
                Message = $"conflict with {one.Manager.Words}",
                Field = FieldStep.Words(one.Path),
            })
        );
        return new ApiFailure(409, "Conflict", Words(conflicts), details);
    }

    private static string Words(IReadOnlyList<(FieldOwner Manager, IReadOnlyList<string> Path)> conflicts)
    {
        if (conflicts is [var (manager, path)])
            return $"Apply failed with 1 conflict: conflict with {manager.Words}: {FieldStep.Words(path)}";
        var each = conflicts
            .GroupBy(one => one.Manager)
            .Select(group =>
                $"conflicts with {group.Key.Words}:\n{string.Join('\n', group.Select(one => $"- {FieldStep.Words(one.Path)}"))}"
            );
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', each)}";
    }
}
