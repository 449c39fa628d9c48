using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>How a whole number travels in the float of PARAM_VALUE and PARAM_SET.</summary>
public enum ParameterEncoding
{
    /// <summary>Cast to a float, exact up to 2²⁴: ArduPilot.</summary>
    Cast,

    /// <summary>Its bytes stand where the float's would: PX4.</summary>
    Bytewise,
}

/// <summary>
/// The two encodings of https://mavlink.io/en/services/parameter.html#parameter-encoding. Which one a vehicle uses is
/// told by what it says of itself and never guessed from a value: many bit patterns are sound in both.
/// </summary>
public static class ParameterEncodings
{
    /// <summary>The encoding of a vehicle.</summary>
    /// <param name="capabilities">
    /// Of AUTOPILOT_VERSION; null while unknown. Bit 16 was called PARAM_UNION before it was PARAM_ENCODE_BYTEWISE.
    /// </param>
    /// <param name="autopilot">Of HEARTBEAT: it decides where neither bit is set, as with ArduPilot.</param>
    public static ParameterEncoding Of(MavProtocolCapability? capabilities, MavAutopilot? autopilot) =>
        capabilities switch
        {
            { } c when c.HasFlag(MavProtocolCapability.ParamEncodeBytewise) => ParameterEncoding.Bytewise,
            { } c when c.HasFlag(MavProtocolCapability.ParamEncodeCCast) => ParameterEncoding.Cast,
            _ => autopilot == MavAutopilot.Px4 ? ParameterEncoding.Bytewise : ParameterEncoding.Cast,
        };

    /// <summary>The value that a wire float stands for.</summary>
    public static double Decode(this ParameterEncoding encoding, float wire, MavParamType type)
    {
        if (encoding == ParameterEncoding.Cast)
            return wire;
        var bits = BitConverter.SingleToInt32Bits(wire);
        return type switch
        {
            MavParamType.Uint8 => (byte)bits,
            MavParamType.Int8 => (sbyte)bits,
            MavParamType.Uint16 => (ushort)bits,
            MavParamType.Int16 => (short)bits,
            MavParamType.Uint32 => (uint)bits,
            MavParamType.Int32 => bits,
            // Without the cast all of them would become floats.
            _ => (double)wire,
        };
    }

    /// <summary>The wire float for a value that <see cref="Fits"/> its type.</summary>
    public static float Encode(this ParameterEncoding encoding, double value, MavParamType type) =>
        encoding == ParameterEncoding.Bytewise && IsWhole(type)
            ? BitConverter.Int32BitsToSingle(unchecked((int)(long)value))
            : (float)value;

    /// <summary>False for what the type cannot hold; vehicles would cut it silently.</summary>
    public static bool Fits(double value, MavParamType type)
    {
        if (!double.IsFinite(value))
            return false;
        if (!IsWhole(type))
            return Math.Abs(value) <= float.MaxValue;
        (double Low, double High) range = type switch
        {
            MavParamType.Uint8 => (byte.MinValue, byte.MaxValue),
            MavParamType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            MavParamType.Uint16 => (ushort.MinValue, ushort.MaxValue),
            MavParamType.Int16 => (short.MinValue, short.MaxValue),
            MavParamType.Uint32 => (uint.MinValue, uint.MaxValue),
            _ => (int.MinValue, int.MaxValue),
        };
        return value >= range.Low && value <= range.High && value == Math.Truncate(value);
    }

    /// <summary>True for the whole-number types that a PARAM_VALUE can carry.</summary>
    public static bool IsWhole(MavParamType type) => type is >= MavParamType.Uint8 and <= MavParamType.Int32;
}
