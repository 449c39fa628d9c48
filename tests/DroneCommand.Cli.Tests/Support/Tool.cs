using System.Text;
using DroneCommand.Cli.Streams;

namespace DroneCommand.Cli.Tests.Support;

/// <summary>What a call of the tool gave.</summary>
internal sealed record ToolResult(int Code, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Calls the tool within this process.</summary>
internal static class Tool
{
    public static Task<ToolResult> Run(string input, params string[] args) => Run(Encoding.UTF8.GetBytes(input), args);

    public static Task<ToolResult> Run(byte[] input, params string[] args) => Run(input, args, default);

    /// <summary>Calls it until it is told to end.</summary>
    public static Task<ToolResult> Run(CancellationToken stop, params string[] args) => Run([], args, stop);

    private static async Task<ToolResult> Run(byte[] input, string[] args, CancellationToken stop)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        var code = await CommandLine.Run(args, new StandardStreams(new MemoryStream(input), output, errors), stop);
        return new ToolResult(code, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }

    /// <summary>Calls it with a file of these bytes in place of {FILE}.</summary>
    public static async Task<ToolResult> RunOnFile(byte[] bytes, string extension, params string[] args)
    {
        var path = Path.Combine(Path.GetTempPath(), $"dronecommand-test-{Guid.NewGuid():N}{extension}");
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        try
        {
            return await Run([], [.. args.Select(a => a == "{FILE}" ? path : a)]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
