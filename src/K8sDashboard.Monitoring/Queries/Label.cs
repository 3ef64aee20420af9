namespace K8sDashboard.Monitoring.Queries;

/// <summary>A label name for matchers. A closed list: a name is never built from input.</summary>
internal readonly record struct Label
{
    public static readonly Label Namespace = new("namespace");
    public static readonly Label Pod = new("pod");
    public static readonly Label Container = new("container");
    public static readonly Label Image = new("image");
    public static readonly Label Id = new("id");
    public static readonly Label Job = new("job");
    public static readonly Label Instance = new("instance");
    public static readonly Label Mode = new("mode");
    public static readonly Label Device = new("device");
    public static readonly Label FileSystem = new("fstype");

    private Label(string name) => Name = name;

    public string Name { get; }
}
