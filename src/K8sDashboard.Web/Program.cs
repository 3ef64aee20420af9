using K8sDashboard.Web;
using K8sDashboard.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddScreen();
var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
