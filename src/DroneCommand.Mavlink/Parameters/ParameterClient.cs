using System.Collections.Concurrent;
using System.Globalization;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>Reads and sets parameters by name, and reads all of them. Thread-safe.</summary>
/// <param name="connection">To the component that has them.</param>
/// <param name="telemetry">
/// Tells how the vehicle writes values and whether it has files; without it the way of ArduPilot, and no files.
/// </param>
/// <param name="files">The vehicle's files, of which ArduPilot has one with all parameters.</param>
public sealed class ParameterClient(
    VehicleConnection connection,
    TelemetryFold? telemetry = null,
    FileClient? files = null
)
{
    private const int MaxSends = 5;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(700);

    private readonly ConcurrentDictionary<string, MavParamType> _types = new();

    /// <summary>How this vehicle writes values, as far as it is known now.</summary>
    public ParameterEncoding Encoding
    {
        get
        {
            var known = telemetry?.Snapshot;
            return ParameterEncodings.Of(known?.Identity?.Value.Capabilities, known?.Heartbeat?.Value.Autopilot);
        }
    }

    /// <summary>Reads one parameter.</summary>
    public Task<ParameterResult> Read(string name, CancellationToken cancellation = default) =>
        ReadAny([name], cancellation);

    /// <summary>
    /// Reads what bears one of these names: versions rename parameters, and a vehicle is silent about names that it does
    /// not know. The first that it answers counts.
    /// </summary>
    public async Task<ParameterResult> ReadAny(IReadOnlyList<string> names, CancellationToken cancellation = default)
    {
        var refusals = new Dictionary<string, string>();
        try
        {
            using var answers = ParameterEvent.Expect(connection, names);
            for (var sends = 0; sends < MaxSends && refusals.Count < names.Count; sends++)
            {
                foreach (var name in names.Where(n => !refusals.ContainsKey(n)))
                    SendRead(name);
                var sent = connection.Time.GetTimestamp();
                while (
                    refusals.Count < names.Count
                    && await answers.Next(AnswerTime - connection.Time.GetElapsedTime(sent), cancellation)
                        is { Came: true, Value: var answer }
                )
                    if (answer is ParameterEvent.Said said)
                        return Done(said);
                    else if (answer is ParameterEvent.Refused no)
                        refusals[no.Name] = no.Reason;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new ParameterResult(ParameterEnd.Cancelled, names[0], double.NaN, "given up");
        }
        return refusals.Count == names.Count
            ? new ParameterResult(ParameterEnd.Refused, names[0], double.NaN, refusals[names[0]])
            : new ParameterResult(ParameterEnd.NoAnswer, names[0], double.NaN, "the vehicle does not say it");
    }

    /// <summary>
    /// Sets a parameter and waits for the vehicle to say the new value. Its type is read first where it is not known yet:
    /// a value that the type cannot hold is refused here, since vehicles cut it silently.
    /// </summary>
    public async Task<ParameterResult> Set(string name, double value, CancellationToken cancellation = default)
    {
        if (!_types.TryGetValue(name, out var type))
        {
            var read = await Read(name, cancellation);
            if (read is not { IsDone: true, Type: { } told })
                return read;
            type = told;
        }
        if (!ParameterEncodings.Fits(value, type))
            return new ParameterResult(ParameterEnd.Refused, name, double.NaN, Misfit(value, type), type);
        try
        {
            return await new ParameterSetting(connection, Encoding, new Parameter(name, type, value)).Run(
                MaxSends,
                AnswerTime,
                cancellation
            );
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new ParameterResult(ParameterEnd.Cancelled, name, double.NaN, "given up");
        }
    }

    /// <summary>
    /// Reads all parameters: as a file where the vehicle has said (AUTOPILOT_VERSION) that it has files, which takes a
    /// tenth of the frames; else, or when that fails, one message each, and what is lost is asked for again by its number.
    /// </summary>
    public async Task<ParameterListResult> List(
        ParameterListOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= ParameterListOptions.Default;
        var result =
            await ListByFile(options, cancellation)
            ?? await new ParameterDownload(connection, options).Run(() => Encoding, cancellation);
        foreach (var parameter in result.Parameters)
            _types[parameter.Name] = parameter.Type;
        return result;
    }

    /// <summary>Null where the file is not to be had.</summary>
    private async Task<ParameterListResult?> ListByFile(ParameterListOptions options, CancellationToken cancellation)
    {
        var known = telemetry?.Snapshot;
        if (
            files == null
            || !options.AllowFile
            || known?.Heartbeat?.Value.Autopilot != MavAutopilot.Ardupilotmega
            || known.Identity?.Value.Capabilities.HasFlag(MavProtocolCapability.Ftp) != true
        )
            return null;
        var read = await files.Read(
            PackedParameters.PathWithDefaults,
            new FileTransferOptions { Progress = options.FileProgress },
            cancellation
        );
        if (read.End == FileEnd.Cancelled)
            return new ParameterListResult(ParameterEnd.Cancelled, [], 0, read.Reason);
        return read.IsDone && Unpacked(read.Bytes) is { } parameters
            ? new ParameterListResult(ParameterEnd.Done, parameters, parameters.Count, "") { ByFile = true }
            : null;
    }

    /// <summary>Null for a file that is damaged: the parameters are then read one by one.</summary>
    private static IReadOnlyList<Parameter>? Unpacked(byte[] file)
    {
        try
        {
            return PackedParameters.Decode(file);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private ParameterResult Done(ParameterEvent.Said said)
    {
        _types[said.Name] = said.Type;
        return new ParameterResult(ParameterEnd.Done, said.Name, Encoding.Decode(said.Wire, said.Type), "", said.Type);
    }

    private static string Misfit(double value, MavParamType type) =>
        string.Create(CultureInfo.InvariantCulture, $"{value} is no {type.ToString().ToUpperInvariant()}");

    private void SendRead(string name) =>
        connection.Send(
            new ParamRequestRead
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
                ParamId = name,
                ParamIndex = -1,
            }
        );
}
