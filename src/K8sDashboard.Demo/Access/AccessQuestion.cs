namespace K8sDashboard.Demo.Access;

/// <summary>An access review: a verb on a resource, or on a non-resource path.</summary>
internal sealed record AccessQuestion(string Verb)
{
    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The path of a non-resource request.</summary>
    public string Path { get; init; } = "";

    /// <summary>The resource with its subresource, as RBAC rules name it: <c>pods/log</c>.</summary>
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
