namespace K8sDashboard.Web.Hosting;

/// <summary>Where the dashboard listens.</summary>
public sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>The port on the loopback interfaces; 0 takes a free one.</summary>
    public int Port { get; set; } = 5080;
}
