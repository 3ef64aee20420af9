namespace K8sDashboard.Demo.Access;

/// <summary>Something that a user may or may not do: a verb on a resource, or on a path that is none.</summary>
internal sealed record AccessQuestion(string Verb)
{
    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The path, where the question is not about a resource.</summary>
    public string Path { get; init; } = "";

    /// <summary>The resource as roles name it: <c>pods/log</c>.</summary>
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
