using K8sDashboard.Web.Hosting.Memory;

namespace K8sDashboard.Web.Tests.Hosting.Memory;

[Trait("Fault", "F13-watermarks")]
public class SheddingRuleTests
{
    [Theory]
    [InlineData(Shedding.Nothing, 0.69, 0, Shedding.Nothing)]
    [InlineData(Shedding.Nothing, 0.70, 0, Shedding.OptionalKinds)]
    [InlineData(Shedding.Nothing, 0.80, 0, Shedding.NewPages)]
    [InlineData(Shedding.OptionalKinds, 0.69, 0, Shedding.OptionalKinds)]
    [InlineData(Shedding.OptionalKinds, 0.60, 0, Shedding.OptionalKinds)]
    [InlineData(Shedding.OptionalKinds, 0.59, 0, Shedding.Nothing)]
    [InlineData(Shedding.OptionalKinds, 0.50, 0.20, Shedding.OptionalKinds)]
    [InlineData(Shedding.OptionalKinds, 0.39, 0.20, Shedding.Nothing)]
    [InlineData(Shedding.OptionalKinds, 0.80, 0.20, Shedding.NewPages)]
    [InlineData(Shedding.NewPages, 0.79, 0, Shedding.NewPages)]
    [InlineData(Shedding.NewPages, 0.70, 0, Shedding.NewPages)]
    [InlineData(Shedding.NewPages, 0.69, 0, Shedding.OptionalKinds)]
    [InlineData(Shedding.NewPages, 0.10, 0, Shedding.Nothing)]
    public void SheddingRule_UsageShare_GivesNextLevelWithHysteresis(Shedding now, double share, double freed, Shedding expected) =>
        Assert.Equal(expected, SheddingRule.Next(now, share, freed));

    [Theory]
    [InlineData(0.30, null, Shedding.Nothing)]
    [InlineData(0.30, 0, Shedding.NewPages)]
    [InlineData(0.30, 59, Shedding.NewPages)]
    [InlineData(0.30, 60, Shedding.Nothing)]
    [InlineData(0.85, 60, Shedding.NewPages)]
    public void SheddingRule_ListDidNotFit_ShedsNewPagesForSixtySecondsAtAnyShare(double share, int? seconds, Shedding expected) =>
        Assert.Equal(
            expected,
            SheddingRule.Next(
                Shedding.Nothing,
                SheddingRule.EffectiveUsage(share, seconds is { } ago ? TimeSpan.FromSeconds(ago) : null),
                0
            )
        );

    [Fact]
    public void SheddingRule_SameShareAgain_IsIdempotent()
    {
        for (var share = 0.0; share <= 1; share += 0.01)
        {
            foreach (var now in Enum.GetValues<Shedding>())
            {
                var next = SheddingRule.Next(now, share, 0);
                Assert.Equal(next, SheddingRule.Next(next, share, 0));
            }
        }
    }

    [Fact]
    public void SheddingRule_ShareDropsByFreedMemory_KeepsOptionalKindsShed()
    {
        // Shed at 75 %, which freed 30: the usage without it is below the low watermark, with it above.
        var now = SheddingRule.Next(Shedding.Nothing, 0.75, 0);
        Assert.Equal(Shedding.OptionalKinds, SheddingRule.Next(now, 0.45, 0.30));
    }
}
