using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>A machine as its kubelet has it: what runs, which images it has, which addresses are given out.</summary>
public sealed class Host(Machine machine, MachineMeter meter)
{
    private const int Addresses = 254;

    private readonly HashSet<string> images = []; // what was pulled; bounded by the images that there are
    private readonly Dictionary<string, int> addresses = []; // by pod, at most Addresses
    private int lastAddress = 1;
    private bool alive = true;

    public Machine Machine => machine;

    public MachineMeter Meter => meter;

    /// <summary>It answers; one that does not is still there.</summary>
    public bool Alive
    {
        get => alive;
        set
        {
            HasToReport |= value && !alive;
            alive = value;
        }
    }

    /// <summary>It was silent, and others have spoken for it: everything is to be told anew.</summary>
    public bool HasToReport { get; set; }

    /// <summary>How often its pods were put out since it had fallen silent.</summary>
    public int GivenUp { get; set; }

    /// <summary>The pods that it runs, by uid.</summary>
    public Dictionary<string, PodRun> Pods { get; } = [];

    /// <summary>Its programs. What does not run uses nothing.</summary>
    public IReadOnlyList<RunningContainer> Running { get; set; } = [];

    /// <summary>How long it takes to have an image.</summary>
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
