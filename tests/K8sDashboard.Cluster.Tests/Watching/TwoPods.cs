using K8sDashboard.Cluster.Tests.ApiServer;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>Fixture: the pods a and b on a server over real HTTP, for each test.</summary>
/// <param name="streamsLists">As <see cref="PodApi.StreamsLists"/>.</param>
public abstract class TwoPods(bool streamsLists = false) : IAsyncLifetime
{
    private protected PodApi Api { get; } = new() { StreamsLists = streamsLists };

    public async ValueTask InitializeAsync()
    {
        await Api.StartAsync();
        Api.Put("a");
        Api.Put("b");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Api.DisposeAsync();
    }
}
