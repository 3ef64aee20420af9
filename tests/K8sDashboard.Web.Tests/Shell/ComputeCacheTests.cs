using K8sDashboard.Web.Shell;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Shell;

public sealed class ComputeCacheTests
{
    private readonly FakeTimeProvider time = new();
    private readonly ComputeCache shared;
    private int worked;

    public ComputeCacheTests() => shared = new(time);

    [Fact]
    public void Equal_questions_on_an_equal_basis_are_worked_out_once()
    {
        Assert.Equal(1, Ask(("pods", "alice"), (1, "shop")));
        Assert.Equal(1, Ask(("pods", "alice"), (1, "shop")));
        Assert.Equal(2, Ask(("pods", "alice"), (2, "shop")));
    }

    [Fact]
    public void Work_that_walks_the_whole_cluster_rests_ten_times_as_long_as_it_took()
    {
        var took = TimeSpan.FromMilliseconds(20);
        Assert.Equal("1", Walk("heard", 1, took));
        time.Advance(took * 9);
        Assert.Equal("1", Walk("heard", 2, took));
        time.Advance(took * 2);
        Assert.Equal("2", Walk("heard", 3, took));
        // Whether the cluster is heard is never told late.
        Assert.Equal("3", Walk("not heard", 3, took));
    }

    [Fact]
    public async Task No_page_waits_for_work_that_takes_long_but_for_the_first_time()
    {
        var took = TimeSpan.FromSeconds(1);
        Assert.Equal("1", Walk("heard", 1, took));
        time.Advance(took * 11);
        var version = 2;
        Assert.Equal("1", Walk("heard", version++, took));
        await Hosting.Eventually.TrueAsync(() => Task.FromResult(Walk("heard", version++, took) == "2"));
        Assert.Equal("3", Walk("not heard", version, took));
    }

    [Fact]
    public async Task Work_that_fails_beside_the_pages_is_not_hidden_behind_an_old_answer()
    {
        var (took, version) = (TimeSpan.FromSeconds(1), 2);
        Walk("heard", 1, took);
        time.Advance(took * 11);
        await Hosting.Eventually.TrueAsync(() =>
        {
            try
            {
                shared.GetStaleWhileRevalidate<string>("overview", "heard", version++, _ => throw new InvalidOperationException("a bug"));
                return Task.FromResult(false);
            }
            catch (InvalidOperationException)
            {
                return Task.FromResult(true);
            }
        });
        Assert.Equal("2", Walk("heard", version, took));
    }

    private string Walk(string must, int version, TimeSpan took) => shared.GetStaleWhileRevalidate("overview", must, version, (string? _) =>
    {
        time.Advance(took);
        return $"{++worked}";
    });

    [Fact]
    public void Circuits_that_show_two_snapshots_for_a_moment_do_not_take_turns_in_working()
    {
        for (var round = 0; round < 10; round++)
        {
            Assert.Equal(1, Ask("pods", "before"));
            Assert.Equal(2, Ask("pods", "after"));
        }
    }

    [Fact]
    public void What_one_person_may_see_never_answers_another()
    {
        Assert.Equal(1, Ask(("pods", "alice"), 1));
        Assert.Equal(2, Ask(("pods", "bob"), 1));
        Assert.Equal(1, Ask(("pods", "alice"), 1));
    }

    [Fact]
    public async Task Circuits_that_ask_while_one_works_wait_for_its_answer()
    {
        using var begun = new ManualResetEventSlim();
        using var may = new ManualResetEventSlim();
        var first = Task.Run(() => shared.Of("q", 1, () =>
        {
            begun.Set();
            may.Wait(TestContext.Current.CancellationToken);
            return ++worked;
        }));
        begun.Wait(TestContext.Current.CancellationToken);
        var second = Task.Run(() => Ask("q", 1));
        may.Set();
        var answers = await Task.WhenAll(first, second);
        Assert.Equal((1, 1), (answers[0], answers[1]));
    }

    [Fact]
    public void A_fault_is_not_kept()
    {
        Assert.Throws<InvalidOperationException>(() => shared.Of<int>("q", 1, () => throw new InvalidOperationException()));
        Assert.Equal(1, Ask("q", 1));
    }

    [Fact]
    public void A_thousand_filters_typed_leave_room_for_the_next()
    {
        for (var letter = 0; letter < 1_000; letter++) Ask(letter, 1);
        Assert.Equal(1_001, Ask("next", 1));
        Assert.Equal(1_001, Ask("next", 1));
    }

    [Fact]
    public void SharedWork_OlderAnswerNotAskedFor_IsEvictedAndTheNewestStays()
    {
        Ask("pods", 1);
        Ask("pods", 2);
        Ask("pods", 1);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(3, Ask("nodes", 1));

        Assert.Equal(2, Ask("pods", 2));
        Assert.Equal(4, Ask("pods", 1));
    }

    private int Ask(object question, object basis) => shared.Of(question, basis, () => ++worked);
}
