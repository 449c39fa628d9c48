using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>What a vehicle says about single parameters.</summary>
internal abstract record ParameterEvent(string Name)
{
    public sealed record Said(string Name, float Wire, MavParamType Type) : ParameterEvent(Name);

    public sealed record Refused(string Name, string Reason) : ParameterEvent(Name);

    /// <summary>Begins to collect what is said about these names.</summary>
    public static MessageWaiter<ParameterEvent> Expect(VehicleConnection connection, IReadOnlyList<string> names)
    {
        var waiter = connection.ExpectEvents<ParameterEvent>();
        connection.Also<ParamValue, ParameterEvent>(
            waiter,
            m => Known(names, m.ParamId) is { } name ? new Said(name, m.Value, m.ParamType) : null
        );
        connection.Also<ParamError, ParameterEvent>(
            waiter,
            m =>
                connection.IsForUs(m.TargetSystem, m.TargetComponent) && Known(names, m.ParamId) is { } name
                    ? new Refused(name, WordsOf(m.Error))
                    : null
        );
        return waiter;
    }

    public static string WordsOf(MavParamError error) =>
        error switch
        {
            MavParamError.DoesNotExist => "the vehicle has no such parameter",
            MavParamError.ValueOutOfRange => "the value is out of the vehicle's range",
            MavParamError.PermissionDenied => "the vehicle does not permit it",
            MavParamError.ComponentNotFound => "the vehicle does not know the component",
            MavParamError.ReadOnly => "it is read-only",
            MavParamError.TypeUnsupported => "the vehicle does not support its type",
            MavParamError.TypeMismatch => "the vehicle stores another type",
            MavParamError.ReadFail => "the vehicle could not read it",
            _ => $"the vehicle answered error {(int)error}",
        };

    private static string? Known(IReadOnlyList<string> names, Text16 id)
    {
        foreach (var name in names)
            if (id.Equals(name))
                return name;
        return null;
    }
}
