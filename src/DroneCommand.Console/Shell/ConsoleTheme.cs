using System.Text.RegularExpressions;
using MudBlazor;
using MudBlazor.Utilities;

namespace DroneCommand.Console.Shell;

/// <summary>
/// MudBlazor's theme, made from the same style sheet as everything else (wwwroot/css/tokens.css): no page invents a colour.
/// </summary>
public static partial class ConsoleTheme
{
    private static readonly string[] FontFamily = ["Inter Variable", "Inter", "Segoe UI", "system-ui", "sans-serif"];

    /// <summary>The theme with both palettes.</summary>
    public static MudTheme Theme { get; } = Build(ReadTokens());

    /// <summary>Builds a theme from the text of a token style sheet.</summary>
    public static MudTheme Build(string tokens)
    {
        var dark = Tokens(tokens, "dark");
        var light = Tokens(tokens, "light");
        var theme = new MudTheme
        {
            PaletteDark = Fill(new PaletteDark(), dark),
            PaletteLight = Fill(new PaletteLight(), light),
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        };
        SetType(theme.Typography);
        return theme;
    }

    private static T Fill<T>(T palette, Dictionary<string, MudColor> tokens)
        where T : Palette
    {
        palette.Background = tokens["bg"];
        palette.Surface = palette.DrawerBackground = palette.AppbarBackground = tokens["surface"];
        palette.BackgroundGray = palette.TableStriped = palette.TableHover = tokens["raised"];
        palette.TextPrimary = palette.AppbarText = palette.DrawerText = tokens["text"];
        palette.TextSecondary = palette.ActionDefault = palette.DrawerIcon = tokens["muted"];
        palette.TextDisabled = palette.ActionDisabled = tokens["faint"];
        palette.Primary = palette.Info = tokens["accent"];
        palette.PrimaryContrastText = palette.InfoContrastText = tokens["on-accent"];
        palette.Secondary = tokens["returning"];
        palette.Error = tokens["critical"];
        palette.Warning = tokens["warning"];
        palette.Success = tokens["ready"];
        palette.ErrorContrastText = palette.WarningContrastText = palette.SuccessContrastText = tokens["surface"];
        palette.LinesDefault = palette.LinesInputs = palette.Divider = palette.TableLines = tokens["line"];
        palette.BorderOpacity = 1;
        return palette;
    }

    private static void SetType(Typography type)
    {
        foreach (
            BaseTypography each in new BaseTypography[]
            {
                type.Default,
                type.Body1,
                type.Body2,
                type.Subtitle1,
                type.Subtitle2,
                type.Button,
                type.Caption,
                type.Overline,
                type.H1,
                type.H2,
                type.H3,
                type.H4,
                type.H5,
                type.H6,
            }
        )
        {
            each.FontFamily = FontFamily;
        }

        type.Default.FontSize = type.Body1.FontSize = type.Body2.FontSize = type.Button.FontSize = "14px";
        type.Button.TextTransform = "none";
        type.Button.FontWeight = "600";
        type.H5.FontSize = "22px";
        type.H6.FontSize = "16px";
        type.H5.FontWeight = type.H6.FontWeight = "600";
    }

    /// <summary>The colours of one theme's block.</summary>
    private static Dictionary<string, MudColor> Tokens(string css, string theme)
    {
        var from = css.IndexOf($"[data-theme={theme}]", StringComparison.Ordinal);
        var to = from < 0 ? -1 : css.IndexOf('}', from);
        if (to < 0)
        {
            throw new InvalidDataException($"tokens.css has no block for [data-theme={theme}]");
        }

        return ColourToken()
            .Matches(css[from..to])
            .ToDictionary(match => match.Groups["name"].Value, match => new MudColor(match.Groups["value"].Value));
    }

    private static string ReadTokens()
    {
        using var stream =
            typeof(ConsoleTheme).Assembly.GetManifestResourceStream("tokens.css")
            ?? throw new InvalidDataException("tokens.css is not embedded in the console");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("--(?<name>[a-z-]+):\\s*(?<value>#[0-9a-fA-F]{6});")]
    private static partial Regex ColourToken();
}
