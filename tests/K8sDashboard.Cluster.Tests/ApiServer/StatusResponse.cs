using K8sDashboard.Faults;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>Error responses of an API server.</summary>
internal static class StatusResponse
{
    /// <summary>Responds with a <c>Status</c>; returns true, for <see cref="PodApi.Answer"/>.</summary>
    public static async Task<bool> AnswerAsync(HttpContext context, int status)
    {
        var refusal = Fault.Answer.OfApiServer(status);
        (context.Response.StatusCode, context.Response.ContentType) = (status, refusal.ContentType);
        await context.Response.Body.WriteAsync(refusal.Body!);
        return true;
    }

    /// <summary>Responds as any server for an unknown path; returns true likewise.</summary>
    public static async Task<bool> AnswerNoSuchPathAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        await context.Response.WriteAsync("404 page not found");
        return true;
    }
}
