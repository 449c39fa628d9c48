using Spectre.Console;

namespace DroneCommand.Cli.Traffic;

/// <summary>Consoles that reports are shown on.</summary>
internal static class TrafficConsole
{
    private const int PlainWidth = 160;

    /// <summary>For a file or a pipe: no colours, nothing cut to a window's width.</summary>
    public static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        console.Profile.Width = PlainWidth;
        return console;
    }
}
