using Bunit;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Pods;

public sealed class FreshViewTests : IDisposable
{
    private readonly BunitContext context = new();
    private readonly FakeTimeProvider time = new();
    private readonly List<ObjectRef> reads = [];

    public FreshViewTests() => context.Services.AddSingleton<TimeProvider>(time);

    public void Dispose() => context.Dispose();

    [Fact]
    public void FreshView_FoundForbiddenGoneOrFailed_ShowsContentOrMessage()
    {
        Assert.Contains("the details", Show(new ObjectState<string>.Object("the details")).Markup, StringComparison.Ordinal);
        Assert.Contains("pods is forbidden", Show(new ObjectState<string>.Forbidden("pods is forbidden")).Markup, StringComparison.Ordinal);
        Assert.Contains("no longer there", Show(new ObjectState<string>.Gone()).Markup, StringComparison.Ordinal);
        Assert.Contains("connection refused", Show(new ObjectState<string>.Failed("connection refused")).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void FreshView_AnswerPending_ShowsSkeleton()
    {
        var view = Show(new TaskCompletionSource<ObjectState<string>>().Task);

        Assert.NotNull(view.Find("[aria-busy=true]"));
    }

    [Fact]
    public void FreshView_NewResourceVersionOrOtherObject_ReadsAgain()
    {
        var view = Show(new ObjectState<string>.Object("x"));
        Assert.Single(reads);

        view.Render(p => p.Add(v => v.ResourceVersion, "2"));
        time.Advance(FreshObject<string>.Interval);
        view.WaitForAssertion(() => Assert.Equal(2, reads.Count));

        view.Render(p => p.Add(v => v.Ref, new ObjectRef("shop", "other")));
        view.WaitForAssertion(() => Assert.Equal("other", reads[^1].Name));
    }

    private IRenderedComponent<FreshView<string>> Show(ObjectState<string> state) => Show(Task.FromResult(state));

    private IRenderedComponent<FreshView<string>> Show(Task<ObjectState<string>> answer) =>
        context.Render<FreshView<string>>(p =>
            p.Add(v => v.Ref, new ObjectRef("shop", "web-1"))
                .Add(v => v.Type, PodResource.Type)
                .Add(v => v.ResourceVersion, "1")
                .Add(
                    v => v.Read,
                    (name, _) =>
                    {
                        reads.Add(name);
                        return answer;
                    }
                )
                .Add(v => v.ChildContent, detail => builder => builder.AddContent(0, detail))
        );
}
