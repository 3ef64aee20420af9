using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>Conversions of timestamps of Kubernetes' messages.</summary>
public static class Moment
{
    public static Time ToTime(this DateTimeOffset at) => new() { Seconds = at.ToUnixTimeSeconds() };

    public static MicroTime ToMicroTime(this DateTimeOffset at) =>
        new() { Seconds = at.ToUnixTimeSeconds(), Nanos = (int)(at.Ticks % TimeSpan.TicksPerSecond / 10 * 1000) };

    public static DateTimeOffset At(this Time? time) => DateTimeOffset.FromUnixTimeSeconds(time?.Seconds ?? 0);

    public static DateTimeOffset At(this MicroTime time) => DateTimeOffset.FromUnixTimeSeconds(time.Seconds);
}
