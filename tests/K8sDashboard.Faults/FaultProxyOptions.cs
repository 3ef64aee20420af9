using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace K8sDashboard.Faults;

/// <summary>What a fault proxy stands before, and how it is spoken to.</summary>
public sealed record FaultProxyOptions(Uri Server)
{
    /// <summary>The way to the server where it takes more than a plain one: its CA, a client certificate.</summary>
    public HttpMessageHandler? Upstream { get; init; }

    /// <summary>Towards the client: TLS with <see cref="FaultProxy.Authority"/>, or plain.</summary>
    public bool Tls { get; init; } = true;

    public HttpProtocols Protocols { get; init; } = HttpProtocols.Http1AndHttp2;

    /// <summary>The clock of delays and slow bytes.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
