using Bunit;
using K8sDashboard.Web.Hosting;
using K8sDashboard.Web.Layout;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Web.Tests.Layout;

public sealed class HostNoteTests : BunitContext
{
    [Fact]
    public void HostNote_NoteWithLink_IsShownAsTextWithLink()
    {
        var note = Render(new() { Note = "This cluster is a <b>simulation</b>.", NoteLink = "http://localhost:8080/" })
            .Find("[role='note'][aria-label='About this cluster']");
        Assert.Contains("This cluster is a <b>simulation</b>.", note.TextContent);
        Assert.Equal("http://localhost:8080/", note.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void HostNote_NoteWithoutLink_HasNoLink() => Assert.Empty(Render(new() { Note = "Staging" }).FindAll("a"));

    [Fact]
    public void HostNote_NoteMissing_RendersNothing() => Assert.Empty(Render(new()).Nodes);

    private IRenderedComponent<HostNote> Render(HostingOptions options)
    {
        Services.AddSingleton(Options.Create(options));
        return Render<HostNote>();
    }
}
