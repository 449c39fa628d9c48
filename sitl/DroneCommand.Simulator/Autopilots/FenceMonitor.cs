using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>Kinds of fence, as the bits of FENCE_TYPE.</summary>
[Flags]
public enum FenceKinds
{
    None = 0,
    MaxAltitude = 1,
    Circle = 2,
    Polygon = 4,
    MinAltitude = 8,
}

/// <summary>Watches the fence: which kinds are crossed, and by how many metres.</summary>
public sealed class FenceMonitor(ParameterTable parameters, FenceStore store, LocalFrame frame)
{
    private readonly Dictionary<FenceKinds, double> _outside = [];
    private double _lastMaxAltitude;
    private bool _enableSeen;
    private bool? _floorByHand;
    private FenceKinds _on;
    private double _recoveryUntil = double.NegativeInfinity;

    /// <summary>Kinds that are crossed at this moment.</summary>
    public FenceKinds Breached { get; private set; }

    /// <summary>Kinds that were crossed in the last check and not before.</summary>
    public FenceKinds New { get; private set; }

    /// <summary>Set for one check: all was well again.</summary>
    public bool Cleared { get; private set; }

    /// <summary>Breaches since power-on.</summary>
    public int Breaches { get; private set; }

    /// <summary>Set for one check: the floor switched itself on.</summary>
    public bool FloorEnabled { get; private set; }

    /// <summary>Kinds that are switched on and set up.</summary>
    public FenceKinds Enabled => _on & Present;

    private FenceKinds Configured => (FenceKinds)(int)parameters["FENCE_TYPE"];

    private FenceKinds Present => store.Figures.Count == 0 ? Configured & ~FenceKinds.Polygon : Configured;

    /// <summary>FENCE_ENABLE was looked at: a change of it switches all kinds but the floor.</summary>
    public void Refresh()
    {
        var enable = parameters.IsSet("FENCE_ENABLE");
        if (enable != _enableSeen)
        {
            _enableSeen = enable;
            _on = enable ? Configured & ~FenceKinds.MinAltitude : FenceKinds.None;
            Breached = enable ? Breached : FenceKinds.None;
        }
    }

    /// <summary>Switches all configured kinds on or off, as a command does; what changed.</summary>
    public FenceKinds Switch(bool on)
    {
        Refresh();
        var before = _on;
        _on = on ? _on | Configured : _on & ~Configured;
        _floorByHand = Configured.HasFlag(FenceKinds.MinAltitude) ? on : _floorByHand;
        Breached &= on ? Breached : ~Configured;
        return before ^ _on;
    }

    public void SwitchFloorOff()
    {
        (_on, _floorByHand) = (_on & ~FenceKinds.MinAltitude, false);
        Breached &= ~FenceKinds.MinAltitude;
    }

    /// <summary>How far outside the new breaches are, metres.</summary>
    public double DistanceOutside =>
        _outside.Where(o => New.HasFlag(o.Key)).Select(o => o.Value).DefaultIfEmpty(0).Max();

    /// <summary>How ArduPilot lists the fences in its texts.</summary>
    public static string Names(FenceKinds kinds)
    {
        (FenceKinds Kind, string Name)[] all =
        [
            (FenceKinds.MaxAltitude, "Max Alt"),
            (FenceKinds.Circle, "Circle"),
            (FenceKinds.Polygon, "Polygon"),
            (FenceKinds.MinAltitude, "Min Alt"),
        ];
        var names = all.Where(a => kinds.HasFlag(a.Kind)).Select(a => a.Name).ToList();
        var list = names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
        return names.Count > 1 ? $"{list} fences" : $"{list} fence";
    }

    /// <summary>A mode change outside the fence gives the pilot 10 s to come back; true when that is worth a text.</summary>
    public bool BeginRecovery(double now)
    {
        if (Breached == FenceKinds.None)
        {
            return false;
        }

        _recoveryUntil = now + 10;
        return true;
    }

    /// <param name="position">Where the vehicle believes to be.</param>
    /// <param name="place">The same as a place.</param>
    /// <param name="home">Home, once it is set.</param>
    /// <param name="seconds">Seconds since power-on.</param>
    /// <param name="grounded">Landing or landed: the floor does not count then.</param>
    public void Check(Vec3 position, GeoPoint place, Home? home, double seconds, bool grounded = false)
    {
        Refresh();
        FloorEnabled = false;
        var before = Breached;
        var now = FenceKinds.None;
        if (home is not null)
        {
            CheckFloor(position, home, grounded);
            now |= Outside(FenceKinds.MinAltitude, -AltitudeOver(position, home, "FENCE_ALT_MIN"));
            now |= Outside(FenceKinds.MaxAltitude, AltitudeOver(position, home, "FENCE_ALT_MAX"));
            now |= Outside(FenceKinds.Circle, (position - frame.ToLocal(home.Place)).HorizontalLength - CircleRadius());
            now |= Outside(FenceKinds.Polygon, DistanceOut(place));
        }

        Breached = now & Enabled;
        New = Breached & ~before;
        Breaches += System.Numerics.BitOperations.PopCount((uint)New);
        var higher =
            Breached.HasFlag(FenceKinds.MaxAltitude) && _outside[FenceKinds.MaxAltitude] > _lastMaxAltitude + 20;
        if (New.HasFlag(FenceKinds.MaxAltitude) || higher)
        {
            New |= FenceKinds.MaxAltitude;
            _lastMaxAltitude = _outside[FenceKinds.MaxAltitude];
        }

        New = seconds < _recoveryUntil ? FenceKinds.None : New;
        Cleared = Breached == FenceKinds.None && before != FenceKinds.None;
    }

    /// <summary>Whether a place may be flown to. Altitude in metres above home.</summary>
    public bool Allows(GeoPoint place, double aboveHomeM, Home? home)
    {
        var kinds = Enabled;
        if (kinds.HasFlag(FenceKinds.MaxAltitude) && aboveHomeM > parameters["FENCE_ALT_MAX"])
        {
            return false;
        }

        if (kinds.HasFlag(FenceKinds.MinAltitude) && aboveHomeM < parameters["FENCE_ALT_MIN"])
        {
            return false;
        }

        if (kinds.HasFlag(FenceKinds.Circle) && home is not null)
        {
            var away = (frame.ToLocal(place) - frame.ToLocal(home.Place)).HorizontalLength;
            if (away > CircleRadius())
            {
                return false;
            }
        }

        return !kinds.HasFlag(FenceKinds.Polygon) || DistanceOut(place) <= 0;
    }

    /// <summary>What the pre-arm check finds wrong with the fence, or null.</summary>
    /// <param name="hasPosition">A position relative to home is known, be it a poor one.</param>
    public string? Problem(bool hasPosition)
    {
        if (!parameters.IsSet("FENCE_ENABLE"))
        {
            return null;
        }

        if (Present == FenceKinds.None)
        {
            return "Fences enabled, but none selected";
        }

        // What is asked for counts, whether a polygon was uploaded or not.
        var asked = (FenceKinds)(int)parameters["FENCE_TYPE"] & (FenceKinds.Circle | FenceKinds.Polygon);
        if (!hasPosition && asked != FenceKinds.None)
        {
            return "Fence requires position";
        }

        return ProblemOfNumbers() ?? ProblemOfPlace();
    }

    private string? ProblemOfNumbers()
    {
        var margin = parameters["FENCE_MARGIN"];
        if (parameters["FENCE_RADIUS"] < 0)
        {
            return "Invalid Circle FENCE_RADIUS value";
        }

        if (parameters["FENCE_RADIUS"] < margin)
        {
            return "Circle FENCE_MARGIN is greater than FENCE_RADIUS";
        }

        if (parameters.Find("FENCE_ALT_MAX") is { Value: < 0 })
        {
            return "Invalid FENCE_ALT_MAX value";
        }

        if (margin < 0)
        {
            return "Invalid FENCE_MARGIN value";
        }

        if (parameters.Find("FENCE_ALT_MAX") is not { } top || parameters.Find("FENCE_ALT_MIN") is not { } floor)
        {
            return null;
        }

        return (top.Value < floor.Value, top.Value - floor.Value <= 2 * margin) switch
        {
            (true, _) => "FENCE_ALT_MAX < FENCE_ALT_MIN",
            (_, true) => "FENCE_MARGIN too big",
            _ => null,
        };
    }

    private string? ProblemOfPlace()
    {
        return Breached != FenceKinds.None ? $"Vehicle breaching {Names(Breached)}" : null;
    }

    /// <summary>
    /// Metres from a place straight ahead to the first line of an uploaded fence; infinite when none lies ahead. A figure
    /// that is crossed already does not count.
    /// </summary>
    public double RoomAhead(Vec3 position, double headingDeg)
    {
        if (!Enabled.HasFlag(FenceKinds.Polygon))
        {
            return double.PositiveInfinity;
        }

        var room = double.PositiveInfinity;
        var ahead = Vec3.FromBearing(headingDeg);
        foreach (var figure in store.Figures.Where(f => DistanceWrong(f, position) <= 0))
        {
            var corners = figure.Vertices.Select(v => frame.ToLocal(v) - position).ToList();
            var distance = figure.RadiusM > 0 ? RoomTo(corners[0], figure.RadiusM, ahead) : RoomTo(corners, ahead);
            room = Math.Min(room, distance);
        }

        return room;
    }

    private FenceKinds Outside(FenceKinds kind, double metres)
    {
        _outside[kind] = metres;
        return metres > 0 ? kind : FenceKinds.None;
    }

    private double AltitudeOver(Vec3 position, Home home, string limit) =>
        parameters.Find(limit) is { } edge ? frame.ToAmsl(position) - home.AmslM - edge.Value : double.NaN;

    // The floor switches itself on once the vehicle is well above it, and off for the landing.
    private void CheckFloor(Vec3 position, Home home, bool grounded)
    {
        if (grounded)
        {
            _on &= _floorByHand == true ? _on : ~FenceKinds.MinAltitude;
            return;
        }

        var above = AltitudeOver(position, home, "FENCE_ALT_MIN") >= parameters["FENCE_MARGIN"];
        if (_enableSeen && above && Configured.HasFlag(FenceKinds.MinAltitude) && _floorByHand != false)
        {
            FloorEnabled = !_on.HasFlag(FenceKinds.MinAltitude);
            _on |= FenceKinds.MinAltitude;
        }
    }

    private double CircleRadius() => parameters["FENCE_RADIUS"];

    // Positive: metres outside an inclusion or inside an exclusion. All inclusions must hold.
    private double DistanceOut(GeoPoint place) =>
        store.Figures.Select(f => DistanceWrong(f, frame.ToLocal(place))).DefaultIfEmpty(double.NegativeInfinity).Max();

    private double DistanceWrong(FenceFigure figure, Vec3 here) =>
        figure.Inclusion ? DistanceOutOf(figure, here) : -DistanceOutOf(figure, here);

    private double DistanceOutOf(FenceFigure figure, Vec3 here)
    {
        if (figure.RadiusM > 0)
        {
            return (here - frame.ToLocal(figure.Vertices[0])).HorizontalLength - figure.RadiusM;
        }

        var corners = figure.Vertices.Select(v => frame.ToLocal(v)).ToList();
        var edge = Enumerable
            .Range(0, corners.Count)
            .Min(i => DistanceTo(here, corners[i], corners[(i + 1) % corners.Count]));
        return Contains(corners, here) ? -edge : edge;
    }

    private static bool Contains(List<Vec3> corners, Vec3 p)
    {
        var inside = false;
        for (int i = 0, j = corners.Count - 1; i < corners.Count; j = i++)
        {
            var (a, b) = (corners[i], corners[j]);
            if (
                a.North > p.North != b.North > p.North
                && p.East < ((b.East - a.East) * (p.North - a.North) / (b.North - a.North)) + a.East
            )
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static double RoomTo(List<Vec3> corners, Vec3 ahead)
    {
        var room = double.PositiveInfinity;
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            var (sideA, sideB) = (Across(ahead, a), Across(ahead, b));
            if (sideA > 0 == sideB > 0)
            {
                continue;
            }

            var crossing = ahead.Dot(a + ((b - a) * (sideA / (sideA - sideB))));
            room = crossing >= 0 ? Math.Min(room, crossing) : room;
        }

        return room;
    }

    private static double RoomTo(Vec3 centre, double radius, Vec3 ahead)
    {
        var (along, across) = (ahead.Dot(centre.Horizontal), Across(ahead, centre));
        var half = Math.Sqrt(Math.Max(0, (radius * radius) - (across * across)));
        var (near, far) = (along - half, along + half);
        return half == 0 || far < 0 ? double.PositiveInfinity : Math.Max(0, near >= 0 ? near : far);
    }

    private static double Across(Vec3 ahead, Vec3 p) => (ahead.North * p.East) - (ahead.East * p.North);

    private static double DistanceTo(Vec3 p, Vec3 a, Vec3 b)
    {
        var along = b - a;
        var share = along.Length < 1e-9 ? 0 : Math.Clamp((p - a).Dot(along) / along.Dot(along), 0, 1);
        return (p - a - (along * share)).HorizontalLength;
    }
}
