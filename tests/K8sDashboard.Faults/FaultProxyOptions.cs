using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace K8sDashboard.Faults;

/// <summary>The upstream and the listener of a fault proxy.</summary>
public sealed record FaultProxyOptions(Uri Server)
{
    /// <summary>The handler towards the server, for a private CA or a client certificate.</summary>
    public HttpMessageHandler? Upstream { get; init; }

    /// <summary>TLS with <see cref="FaultProxy.Authority"/> towards the client, or plain HTTP.</summary>
    public bool Tls { get; init; } = true;

    public HttpProtocols Protocols { get; init; } = HttpProtocols.Http1AndHttp2;

    /// <summary>The clock of delays and throttling.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
