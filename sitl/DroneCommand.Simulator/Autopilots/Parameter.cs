using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>One parameter: its name as ArduPilot spells it, its type on the wire, and its value.</summary>
public sealed class Parameter(string name, MavParamType type, float value, int index)
{
    public string Name { get; } = name;

    public MavParamType Type { get; } = type;

    /// <summary>Place in the list that PARAM_REQUEST_LIST streams.</summary>
    public int Index { get; } = index;

    /// <summary>What the firmware comes with.</summary>
    public float Default { get; } = value;

    public float Value { get; private set; } = value;

    /// <summary>Sets the value as the autopilot stores it: whole numbers are rounded and kept within their type.</summary>
    public void Set(float value) =>
        Value = Type switch
        {
            MavParamType.Int8 => Whole(value, sbyte.MinValue, sbyte.MaxValue),
            MavParamType.Int16 => Whole(value, short.MinValue, short.MaxValue),
            MavParamType.Int32 => Whole(value, int.MinValue, int.MaxValue),
            _ => value,
        };

    private static float Whole(float value, double low, double high) =>
        (float)Math.Clamp(Math.Round((double)value, MidpointRounding.AwayFromZero), low, high);
}
