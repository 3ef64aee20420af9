using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sDashboard.Demo.Access;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>A simulated cluster with two namespaces and three users, accessed over HTTPS.</summary>
internal sealed class Simulated : IAsyncDisposable
{
    private readonly List<HttpClient> clients = [];

    private Simulated(ObjectStore store, ApiServer server, IReadOnlyList<ApiUser> users)
    {
        Store = store;
        Server = server;
        Users = users;
        Admin = Client("admin");
    }

    public ObjectStore Store { get; }

    public ApiServer Server { get; }

    public IReadOnlyList<ApiUser> Users { get; }

    public HttpClient Admin { get; }

    public static async Task<Simulated> StartAsync(
        Func<ApiServerOptions, ApiServerOptions>? shape = null,
        ObjectStore? store = null,
        bool withNamespaces = true
    )
    {
        store ??= new ObjectStore(TimeProvider.System);
        var users = StandardUsers.Create("shop");
        StandardUsers.Bind(store, users, "shop");
        foreach (var ns in withNamespaces ? new[] { "shop", "payments" } : [])
            store.Create(
                new Namespace
                {
                    Metadata = new ObjectMeta { Name = ns },
                    Status = new NamespaceStatus { Phase = "Active" },
                }
            );
        var options = new ApiServerOptions { Users = users };
        return new Simulated(store, await ApiServer.StartAsync(store, shape?.Invoke(options) ?? options), users);
    }

    /// <summary>A client with a user's token, or without one.</summary>
    public HttpClient Client(string? user, Version? version = null)
    {
        var client = new HttpClient(Handler())
        {
            BaseAddress = Server.Address,
            DefaultRequestVersion = version ?? HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (user is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                Users.Single(one => one.Name == user).Token
            );
        clients.Add(client);
        return client;
    }

    /// <summary>A handler that accepts only the server's CA.</summary>
    public SocketsHttpHandler Handler()
    {
        using var authority = X509Certificate2.CreateFromPem(Server.CertificateAuthority);
        var trusted = X509CertificateLoader.LoadCertificate(authority.RawData);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { trusted },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return handler;
    }

    public async Task<(int Code, string Body)> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string type = "application/json",
        string? accept = null,
        HttpClient? client = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue(type));
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await (client ?? Admin).SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<JsonObject> GetAsync(string path, string? accept = null) =>
        JsonNode.Parse((await SendAsync(HttpMethod.Get, path, accept: accept)).Body)!.AsObject();

    /// <summary>Opens a watch.</summary>
    public async Task<Watched> WatchAsync(string path)
    {
        var response = await Admin.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        return new Watched(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public Pod Pod(string name, string ns = "shop", Action<Pod>? shape = null)
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta
            {
                Name = name,
                Namespace = ns,
                Labels = { ["app"] = name.Split('-')[0] },
            },
            Spec = new PodSpec
            {
                NodeName = "node-1",
                Containers =
                {
                    new Container { Name = "app", Image = "web:1" },
                },
            },
            Status = new PodStatus { Phase = "Running" },
        };
        shape?.Invoke(pod);
        if (pod.Status.ContainerStatuses.Count == 0)
            pod.Status.ContainerStatuses.Add(
                new ContainerStatus
                {
                    Name = "app",
                    State = new ContainerState { Running = new ContainerStateRunning() },
                }
            );
        return Store.Create(pod);
    }

    public Deployment Web(int replicas = 3) =>
        Store.Create(
            new Deployment
            {
                Metadata = new ObjectMeta { Name = "web", Namespace = "shop" },
                Spec = new DeploymentSpec
                {
                    Replicas = replicas,
                    Selector = new LabelSelector { MatchLabels = { ["app"] = "web" } },
                    Template = new PodTemplateSpec
                    {
                        Metadata = new ObjectMeta { Labels = { ["app"] = "web" } },
                        Spec = new PodSpec
                        {
                            Containers =
                            {
                                new Container { Name = "web", Image = "web:1" },
                                new Container { Name = "log", Image = "log:2" },
                            },
                        },
                    },
                },
                Status = new DeploymentStatus { Replicas = 3, ReadyReplicas = 3 },
            }
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>An open watch.</summary>
    internal sealed class Watched(HttpResponseMessage response, StreamReader lines) : IDisposable
    {
        private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

        public HttpResponseMessage Response => response;

        /// <summary>The next event's type and object; null at the end of the watch.</summary>
        public async Task<(string Type, JsonElement Object)?> NextAsync()
        {
            if (await lines.ReadLineAsync().WaitAsync(Timeout) is not { } line)
                return null;
            var root = JsonDocument.Parse(line).RootElement;
            return (root.GetProperty("type").GetString()!, root.GetProperty("object"));
        }

        /// <summary>The next event, as <c>ADDED web-1</c>.</summary>
        public async Task<string> NextNameAsync() => await NextAsync() is { } next ? $"{next.Type} {NameOf(next.Object)}".TrimEnd() : "end";

        private static string? NameOf(JsonElement obj) =>
            obj.GetProperty("metadata").TryGetProperty("name", out var name) ? name.GetString() : "";

        public void Dispose()
        {
            lines.Dispose();
            response.Dispose();
        }
    }
}
