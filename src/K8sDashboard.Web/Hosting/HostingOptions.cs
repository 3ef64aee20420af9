namespace K8sDashboard.Web.Hosting;

/// <summary>Ports, the note above the pages, and the retention of disconnected circuits.</summary>
public sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>The port on the loopback interfaces; 0 takes a free one.</summary>
    public int Port { get; set; } = 5080;

    /// <summary>A separate port for the dashboard's own metrics only; null leaves them on <see cref="Port"/>.</summary>
    public int? MetricsPort { get; set; }

    /// <summary>A banner above every page, such as that this cluster is a simulation; null shows none.</summary>
    public string? Note { get; set; }

    /// <summary>The link of the note; null: plain text.</summary>
    public string? NoteLink { get; set; }

    /// <summary>Retention of a disconnected circuit: a browser that reconnects within this time finds its page as it was.</summary>
    public TimeSpan KeepLostPages { get; set; } = TimeSpan.FromMinutes(2);
}
