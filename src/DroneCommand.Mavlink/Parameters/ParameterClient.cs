using System.Globalization;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>
/// Reads and sets parameters by name. Values are carried as ArduPilot does it: every type cast to a float.
/// </summary>
public sealed class ParameterClient(VehicleConnection connection)
{
    private const int MaxSends = 5;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(700);

    /// <summary>Reads one parameter.</summary>
    public Task<ParameterResult> Read(string name, CancellationToken cancellation = default) =>
        ReadAny([name], cancellation);

    /// <summary>
    /// Reads what bears one of these names: versions rename parameters, and a vehicle is silent about names that it does
    /// not know. The first that it answers counts.
    /// </summary>
    public async Task<ParameterResult> ReadAny(IReadOnlyList<string> names, CancellationToken cancellation = default)
    {
        try
        {
            using var values = connection.Expect<ParamValue>(v => names.Any(n => v.ParamId.Equals(n)));
            for (var sends = 0; sends < MaxSends; sends++)
            {
                foreach (var name in names)
                    SendRead(name);
                if (await values.Next(AnswerTime, cancellation) is { Came: true, Value: var value })
                    return new ParameterResult(ParameterEnd.Done, value.ParamId, value.Value, "");
            }
            return new ParameterResult(ParameterEnd.NoAnswer, names[0], double.NaN, "the vehicle does not say it");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new ParameterResult(ParameterEnd.Cancelled, names[0], double.NaN, "given up");
        }
    }

    /// <summary>Sets a parameter and waits for the vehicle to say the new value.</summary>
    public async Task<ParameterResult> Set(string name, double value, CancellationToken cancellation = default)
    {
        var wanted = (float)value;
        double? said = null;
        try
        {
            using var values = connection.Expect<ParamValue>(v => v.ParamId.Equals(name));
            for (var sends = 0; sends < MaxSends; sends++)
            {
                SendSet(name, wanted);
                while (await values.Next(AnswerTime, cancellation) is { Came: true, Value: var echo })
                {
                    if (Same(echo.Value, wanted))
                        return new ParameterResult(ParameterEnd.Done, name, echo.Value, "");
                    said = echo.Value;
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new ParameterResult(ParameterEnd.Cancelled, name, double.NaN, "given up");
        }
        return said is { } other
            ? new ParameterResult(
                ParameterEnd.Refused,
                name,
                other,
                string.Create(CultureInfo.InvariantCulture, $"the vehicle keeps {other}")
            )
            : new ParameterResult(ParameterEnd.NoAnswer, name, double.NaN, "the vehicle did not answer");
    }

    private static bool Same(float a, float b) => Math.Abs(a - b) <= 1e-6f * Math.Max(1, Math.Abs(b));

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

    private void SendSet(string name, float value) =>
        connection.Send(
            new ParamSet
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
                ParamId = name,
                ParamValue = value,
                ParamType = MavParamType.Real32,
            }
        );
}
