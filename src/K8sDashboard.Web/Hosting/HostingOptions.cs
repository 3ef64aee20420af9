namespace K8sDashboard.Web.Hosting;

/// <summary>Where the dashboard listens, and what whoever runs it has to say of it.</summary>
public sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>The port on the loopback interfaces; 0 takes a free one.</summary>
    public int Port { get; set; } = 5080;

    /// <summary>Likewise, for the dashboard's own metrics and nothing else; null leaves them on <see cref="Port"/>.</summary>
    public int? MetricsPort { get; set; }

    /// <summary>A line above every page, such as that this cluster is a simulation; null shows none.</summary>
    public string? Note { get; set; }

    /// <summary>Where the note leads to; null makes it words alone.</summary>
    public string? NoteLink { get; set; }

    /// <summary>How long the server's part of a page is kept when its browser is lost: a network that is back by then finds it as it was.</summary>
    public TimeSpan KeepLostPages { get; set; } = TimeSpan.FromMinutes(2);
}
