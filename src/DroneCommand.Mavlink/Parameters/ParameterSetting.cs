using System.Globalization;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>
/// Sets one parameter: done when the vehicle says the new value in the same type. It may say the old one before, in answer
/// to another station or to our own reading, so another value counts only when repeating does not help.
/// </summary>
internal sealed class ParameterSetting(VehicleConnection connection, ParameterEncoding encoding, Parameter wanted)
{
    private double? _kept;
    private string? _refusal;

    public async Task<ParameterResult> Run(int maxSends, TimeSpan answerTime, CancellationToken cancellation)
    {
        using var answers = ParameterEvent.Expect(connection, [wanted.Name]);
        for (var sends = 0; sends < maxSends && _refusal == null; sends++)
        {
            Send();
            var sent = connection.Time.GetTimestamp();
            while (
                _refusal == null
                && await answers.Next(answerTime - connection.Time.GetElapsedTime(sent), cancellation)
                    is { Came: true, Value: var answer }
            )
                if (Judge(answer) is { } done)
                    return done;
        }
        if (_refusal is { } why)
            return new ParameterResult(ParameterEnd.Refused, wanted.Name, _kept ?? double.NaN, why, wanted.Type);
        return _kept is { } other
            ? new ParameterResult(
                ParameterEnd.Refused,
                wanted.Name,
                other,
                string.Create(CultureInfo.InvariantCulture, $"the vehicle keeps {other}"),
                wanted.Type
            )
            : new ParameterResult(ParameterEnd.NoAnswer, wanted.Name, double.NaN, "the vehicle did not answer");
    }

    private ParameterResult? Judge(ParameterEvent answer)
    {
        if (answer is ParameterEvent.Refused { Reason: var reason })
        {
            _refusal = reason;
            return null;
        }
        var said = (ParameterEvent.Said)answer;
        var value = encoding.Decode(said.Wire, said.Type);
        if (said.Type != wanted.Type)
            _refusal = $"the vehicle stores it as {said.Type.ToString().ToUpperInvariant()}";
        else if (IsWanted(value))
            return new ParameterResult(ParameterEnd.Done, wanted.Name, value, "", said.Type);
        _kept = value;
        return null;
    }

    /// <summary>Within what the wire rounds: a float has 24 bits, whichever type is cast to it.</summary>
    private bool IsWanted(double value) =>
        encoding == ParameterEncoding.Bytewise && ParameterEncodings.IsWhole(wanted.Type)
            ? value == wanted.Value
            : Math.Abs(value - (float)wanted.Value) <= 1e-6 * Math.Max(1, Math.Abs(wanted.Value))
                && (!ParameterEncodings.IsWhole(wanted.Type) || value == (float)wanted.Value);

    private void Send() =>
        connection.Send(
            new ParamSet
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
                ParamId = wanted.Name,
                ParamValue = encoding.Encode(wanted.Value, wanted.Type),
                ParamType = wanted.Type,
            }
        );
}
