using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Commands;

/// <summary>A command in the form in which it is sent; counts its sends, which is what 'confirmation' tells.</summary>
internal sealed class WireCommand
{
    private readonly VehicleConnection _connection;
    private readonly CommandInt _int;
    private readonly CommandLong _long;
    private bool _asInt;
    private bool _tried;
    private int _owed;

    /// <param name="request">What to do.</param>
    /// <param name="connection">To whom.</param>
    /// <param name="asLong">The vehicle is known to take it in that form only.</param>
    public WireCommand(CommandLongRequest request, VehicleConnection connection, bool asLong = false)
    {
        _connection = connection;
        _asInt = !asLong && CommandForm.IsInt(request);
        _tried = asLong;
        Key = SharedAnswers.Are(request.Command) ? request.Param1 : 0;
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
            // What ArduPilot assumes of a COMMAND_LONG.
            Frame = MavFrame.GlobalRelativeAlt,
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

    /// <summary>What of its parameters tells it from others of its kind that may be in flight with it; 0 for nothing.</summary>
    public float Key { get; }

    public int Sends { get; private set; }

    /// <summary>The vehicle did not know it as COMMAND_INT.</summary>
    public bool FellBack { get; private set; }

    public void Send()
    {
        if (_asInt)
            _connection.Send(_int);
        else
            _connection.Send(_long with { Confirmation = (byte)Math.Min(Sends, byte.MaxValue) });
        Sends++;
    }

    /// <summary>
    /// True when the answer is about the form and not the command: the vehicle takes it in the other one only, or says to the
    /// preferred one that it does not know it. It then goes out in the other form. Late answers to sends in the first form
    /// are passed over.
    /// </summary>
    public bool IsAboutForm(MavResult answer)
    {
        if (answer == MavResult.Unsupported && _owed > 0)
        {
            _owed--;
            return true;
        }
        var wrong = answer switch
        {
            MavResult.CommandIntOnly => !_asInt,
            MavResult.CommandLongOnly => _asInt,
            MavResult.Unsupported => _asInt && !_tried,
            _ => false,
        };
        if (!wrong || (_tried && answer == MavResult.Unsupported))
            return false;
        _owed = Sends - 1;
        FellBack |= _asInt;
        _tried = true;
        _asInt = !_asInt;
        return true;
    }
}
