using System.CommandLine;
using System.Globalization;
using DroneCommand.Cli.Connect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Files;

namespace DroneCommand.Cli.Files;

/// <summary>The verb `ftp`: a vehicle's files.</summary>
internal static class FtpCommand
{
    public static Command Create(StandardStreams streams) =>
        new("ftp", "Lists, reads and writes files on a vehicle.") { List(streams), Get(streams), Put(streams) };

    private static Command List(StandardStreams streams)
    {
        var folder = new Argument<string>("FOLDER") { Description = "on the vehicle", DefaultValueFactory = _ => "/" };
        var command = VehicleVerb.Create(
            "ls",
            "Lists a folder: size and name, folders with a slash.",
            async (vehicle, arguments, stop) =>
            {
                var path = arguments.GetValue(folder)!;
                var list = await vehicle.Services.Files.List(path, cancellation: stop);
                Demand(list, path);
                foreach (var entry in list.Entries.OrderBy(e => e.Name, StringComparer.Ordinal))
                    streams.Text.WriteLine(Line(entry));
                return ExitCodes.Ok;
            }
        );
        command.Arguments.Add(folder);
        return command;
    }

    private static Command Get(StandardStreams streams)
    {
        var remote = new Argument<string>("FILE") { Description = "on the vehicle" };
        var local = new Argument<string?>("TO")
        {
            Description = "file or folder here; nothing: its name, in this folder",
            DefaultValueFactory = _ => null,
        };
        var noBurst = new Option<bool>("--no-burst")
        {
            Description = "asks for every piece: for radios and routers that drop bursts",
        };
        var command = VehicleVerb.Create(
            "get",
            "Reads a file from a vehicle. A file here is written only when it came whole.",
            async (vehicle, arguments, stop) =>
            {
                var path = arguments.GetValue(remote)!;
                var target = LocalPath(path, arguments.GetValue(local));
                var options = new FileTransferOptions { Bursts = !arguments.GetValue(noBurst) };
                var read = await TransferBar.Show(
                    streams,
                    path,
                    progress => vehicle.Services.Files.Read(path, options with { Progress = progress }, stop)
                );
                Demand(read, path);
                await File.WriteAllBytesAsync(target, read.Bytes, stop);
                var proof = read.Checked ? "checksum compared" : "the vehicle has no checksum of it";
                streams.Text.WriteLine($"{read.Bytes.Length} bytes in {target} ({proof})");
                return ExitCodes.Ok;
            },
            check: arguments => LocalPath(arguments.GetValue(remote)!, arguments.GetValue(local))
        );
        command.Arguments.Add(remote);
        command.Arguments.Add(local);
        command.Options.Add(noBurst);
        return command;
    }

    private static Command Put(StandardStreams streams)
    {
        var local = new Argument<string>("FILE") { Description = "here" };
        var remote = new Argument<string>("TO") { Description = "path on the vehicle; is replaced when it is there" };
        var command = VehicleVerb.Create(
            "put",
            "Writes a file to a vehicle.",
            async (vehicle, arguments, stop) =>
            {
                var path = arguments.GetValue(remote)!;
                var bytes = await File.ReadAllBytesAsync(arguments.GetValue(local)!, stop);
                var written = await TransferBar.Show(
                    streams,
                    path,
                    progress =>
                        vehicle.Services.Files.Write(path, bytes, new FileTransferOptions { Progress = progress }, stop)
                );
                Demand(written, path);
                streams.Text.WriteLine($"{bytes.Length} bytes in {path} on the vehicle");
                return ExitCodes.Ok;
            },
            check: arguments => File.OpenRead(arguments.GetValue(local)!).Dispose()
        );
        command.Arguments.Add(local);
        command.Arguments.Add(remote);
        return command;
    }

    /// <summary>What was typed is where the user wants it; what the vehicle calls the file does not lead anywhere else.</summary>
    private static string LocalPath(string remote, string? local)
    {
        if (local != null && !Directory.Exists(local))
            return local;
        // A query belongs to the vehicle's virtual files, as in param.pck?withdefaults=1.
        return LocalFolder.Within(local ?? ".", remote.Split('?')[0].Split('/')[^1]);
    }

    private static void Demand(FileResult result, string path)
    {
        if (!result.IsDone)
            throw new VehicleException(
                $"{path}: {result.Reason}",
                result.End == FileEnd.NoAnswer ? ExitCodes.NoAnswer : ExitCodes.Failed
            );
    }

    private static string Line(FileEntry entry) =>
        entry.Folder
            ? $"{"-", 12} {entry.Name}/"
            : string.Create(CultureInfo.InvariantCulture, $"{entry.Size, 12} {entry.Name}");
}
