using K8sDashboard.Faults;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>What an API server says that refuses.</summary>
internal static class StatusResponse
{
    /// <summary>Answers with a <c>Status</c>; true, for <see cref="PodApi.Answer"/>.</summary>
    public static async Task<bool> AnswerAsync(HttpContext context, int status)
    {
        var refusal = Fault.Answer.OfApiServer(status);
        (context.Response.StatusCode, context.Response.ContentType) = (status, refusal.ContentType);
        await context.Response.Body.WriteAsync(refusal.Body!);
        return true;
    }

    /// <summary>Answers as a server does that has no such path, whoever wrote it; true likewise.</summary>
    public static async Task<bool> AnswerNoSuchPathAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        await context.Response.WriteAsync("404 page not found");
        return true;
    }
}
