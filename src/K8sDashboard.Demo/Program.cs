using K8sDashboard.Demo.Access;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Storage;

var port = args is ["--port", var number] ? int.Parse(number, null) : 0;
var store = new ObjectStore(TimeProvider.System);
var users = StandardUsers.Create("default");
StandardUsers.Bind(store, users, "default");
await using var server = await ApiServer.StartAsync(store, new ApiServerOptions { Port = port, Users = users });
Console.WriteLine(server.Kubeconfig);
await Console.In.ReadLineAsync();
