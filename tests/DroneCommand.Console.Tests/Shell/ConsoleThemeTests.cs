using DroneCommand.Console.Shell;
using MudBlazor.Utilities;

namespace DroneCommand.Console.Tests.Shell;

public sealed class ConsoleThemeTests
{
    [Fact]
    public void Both_palettes_come_from_the_style_sheet()
    {
        ConsoleTheme.Theme.PaletteDark.Background.ToString(MudColorOutputFormats.Hex).Should().Be("#0d1117");
        ConsoleTheme.Theme.PaletteLight.Primary.ToString(MudColorOutputFormats.Hex).Should().Be("#0b62c4");
    }

    [Fact]
    public void A_style_sheet_without_a_theme_is_refused() =>
        FluentActions
            .Invoking(() => ConsoleTheme.Build(":root { --bg: #000000; }"))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*dark*");

    [Fact]
    public void Text_and_states_can_be_read_on_their_surfaces()
    {
        foreach (
            var palette in new MudBlazor.Palette[] { ConsoleTheme.Theme.PaletteDark, ConsoleTheme.Theme.PaletteLight }
        )
        {
            foreach (
                var colour in new[]
                {
                    palette.TextPrimary,
                    palette.TextSecondary,
                    palette.Primary,
                    palette.Error,
                    palette.Warning,
                    palette.Success,
                }
            )
            {
                Contrast(colour, palette.Surface)
                    .Should()
                    .BeGreaterThanOrEqualTo(4.5, $"{colour} on {palette.Surface}");
            }

            Contrast(palette.PrimaryContrastText, palette.Primary).Should().BeGreaterThanOrEqualTo(4.5);
            Contrast(palette.WarningContrastText, palette.Warning).Should().BeGreaterThanOrEqualTo(4.5);
        }
    }

    /// <summary>WCAG's contrast ratio.</summary>
    private static double Contrast(MudColor one, MudColor other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(MudColor colour) =>
        0.2126 * Linear(colour.R) + 0.7152 * Linear(colour.G) + 0.0722 * Linear(colour.B);

    private static double Linear(byte channel)
    {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
