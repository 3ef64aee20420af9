using K8sDashboard.Demo.Storage;

var store = new ObjectStore(TimeProvider.System);
Console.WriteLine($"{Kinds.All.Count} kinds, version {store.Version}");
