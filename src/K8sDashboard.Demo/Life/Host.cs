using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>A node in its kubelet's view: running pods, pulled images, allocated addresses.</summary>
public sealed class Host(Machine machine, MachineMeter meter)
{
    private const int Addresses = 254;

    private readonly HashSet<string> images = []; // pulled images; bounded by the known ones
    private readonly Dictionary<string, int> addresses = []; // by pod, at most Addresses
    private int lastAddress = 1;
    private bool alive = true;

    public Machine Machine => machine;

    public MachineMeter Meter => meter;

    /// <summary>Whether its kubelet responds; an unresponsive one still runs its pods.</summary>
    public bool Alive
    {
        get => alive;
        set
        {
            HasToReport |= value && !alive;
            alive = value;
        }
    }

    /// <summary>After an outage, in which controllers have changed its pods' status: all of it is reported again.</summary>
    public bool HasToReport { get; set; }

    /// <summary>The number of evictions since the node became unreachable.</summary>
    public int GivenUp { get; set; }

    /// <summary>Its pods, by uid.</summary>
    public Dictionary<string, PodRun> Pods { get; } = [];

    /// <summary>The running containers; only these use resources.</summary>
    public IReadOnlyList<RunningContainer> Running { get; set; } = [];

    /// <summary>The pull time of an image, zero if it is cached.</summary>
    public TimeSpan Pull(string image) => images.Add(image) ? Images.Find(image)?.Pull ?? TimeSpan.Zero : TimeSpan.Zero;

    public string AddressOf(string pod)
    {
        if (!addresses.TryGetValue(pod, out var slot))
        {
            do lastAddress = lastAddress % Addresses + 1;
            while (addresses.ContainsValue(lastAddress) && addresses.Count < Addresses);
            addresses[pod] = slot = lastAddress;
        }

        return machine.PodAddress(slot);
    }

    public void Release(string pod) => addresses.Remove(pod);
}
