using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Sites;
using DroneCommand.Mavlink.Links;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console;

/// <summary>Says in one line what keeps the server from starting, where a person can mend it.</summary>
public static class StartupProblem
{
    /// <summary>Null for a fault of ours: that keeps its stack trace.</summary>
    public static string? Explain(Exception failure) =>
        failure switch
        {
            DataFolderException => failure.Message,
            ConfigurationProblemException or SiteUnusableException or LinkUnavailableException => failure.Message,
            OptionsValidationException invalid => string.Join("; ", invalid.Failures),
            // 'Failed to convert configuration value 'x' at 'DroneCommand:Demo:Port' …': it names the setting.
            InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => failure.Message,
            AggregateException { InnerExceptions: [var only] } => Explain(only),
            _ => null,
        };
}

/// <summary>A setting that cannot be used; the message names it and says what would be right.</summary>
public sealed class ConfigurationProblemException(string message) : Exception(message);
