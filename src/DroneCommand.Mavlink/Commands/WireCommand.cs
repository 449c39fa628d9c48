using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Commands;

/// <summary>A command in the form in which it is sent; counts its sends, which is what 'confirmation' tells.</summary>
internal sealed class WireCommand
{
    private readonly VehicleConnection _connection;
    private readonly CommandInt _int;
    private CommandLong _long;
    private bool _asInt;

    public WireCommand(CommandLongRequest request, VehicleConnection connection)
    {
        _connection = connection;
        Command = request.Command;
        _long = new CommandLong
        {
            TargetSystem = connection.TargetSystem,
            TargetComponent = connection.TargetComponent,
            Command = request.Command,
            Param1 = request.Param1,
            Param2 = request.Param2,
            Param3 = request.Param3,
            Param4 = request.Param4,
            Param5 = request.Param5,
            Param6 = request.Param6,
            Param7 = request.Param7,
        };
        _int = new CommandInt
        {
            TargetSystem = connection.TargetSystem,
            TargetComponent = connection.TargetComponent,
            Command = request.Command,
            Frame = MavFrame.Global,
            Param1 = request.Param1,
            Param2 = request.Param2,
            Param3 = request.Param3,
            Param4 = request.Param4,
            X = (int)request.Param5,
            Y = (int)request.Param6,
            Z = request.Param7,
        };
    }

    public WireCommand(CommandIntRequest request, VehicleConnection connection)
    {
        _connection = connection;
        _asInt = true;
        Command = request.Command;
        var place = request.Position;
        _int = new CommandInt
        {
            TargetSystem = connection.TargetSystem,
            TargetComponent = connection.TargetComponent,
            Command = request.Command,
            Frame = request.Frame,
            Param1 = request.Param1,
            Param2 = request.Param2,
            Param3 = request.Param3,
            Param4 = request.Param4,
            X = place is { } p ? WireDegrees.ToWire(p.LatitudeDeg) : 0,
            Y = place is { } q ? WireDegrees.ToWire(q.LongitudeDeg) : 0,
            Z = (float)request.AltitudeMetres,
        };
        _long = new CommandLong
        {
            TargetSystem = connection.TargetSystem,
            TargetComponent = connection.TargetComponent,
            Command = request.Command,
            Param1 = request.Param1,
            Param2 = request.Param2,
            Param3 = request.Param3,
            Param4 = request.Param4,
            Param5 = (float)(place?.LatitudeDeg ?? 0),
            Param6 = (float)(place?.LongitudeDeg ?? 0),
            Param7 = (float)request.AltitudeMetres,
        };
    }

    public MavCmd Command { get; }

    public int Sends { get; private set; }

    public void Send()
    {
        if (_asInt)
            _connection.Send(_int);
        else
            _connection.Send(_long with { Confirmation = (byte)Math.Min(Sends, byte.MaxValue) });
        Sends++;
    }

    /// <summary>Follows the vehicle's word that it takes the command in the other form only; false when it did already.</summary>
    public bool SwitchForm(MavResult answer)
    {
        var wanted = answer == MavResult.CommandIntOnly;
        if (wanted == _asInt)
            return false;
        _asInt = wanted;
        return true;
    }
}
