using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Cameras;

/// <summary>A camera at a moment of a plan.</summary>
/// <param name="Seconds">From the sortie's start.</param>
/// <param name="Place">In the site's frame.</param>
/// <param name="HeightMetres">Above home.</param>
/// <param name="PitchDeg">Where its middle looks above the horizon; null where nobody told it.</param>
/// <param name="BearingDeg">Clockwise from north; null where the vehicle may be turned anywhere.</param>
internal readonly record struct CameraMoment(
    double Seconds,
    Coordinate Place,
    double HeightMetres,
    double? PitchDeg,
    double? BearingDeg
)
{
    /// <summary>So far a wind may turn the nose aside from that bearing.</summary>
    public double CrabDeg { get; init; }
}

/// <summary>Follows a plan's camera through a sortie, as it is told where to look.</summary>
internal sealed class CameraFlight
{
    private const double LeastStepS = 1;
    private const int MostMoments = 4_000;
    private const double TurnStepDeg = 15;

    /// <summary>Of a camera above the ground that a rover drives on.</summary>
    private const double MastMetres = 1;

    private readonly Plan plan;
    private readonly LocalFrame frame;
    private readonly List<CameraMoment> moments = [];

    /// <summary>What it was told last: an angle or a place; anything else means that nobody knows.</summary>
    private PlanAction? aim;

    /// <summary>Where the vehicle's nose points, clockwise from north; null where nobody knows.</summary>
    private double? nose;
    private double seconds;

    public CameraFlight(Plan plan, LocalFrame frame)
    {
        (this.plan, this.frame) = (plan, frame);
        StepS = Math.Max(LeastStepS, plan.Duration.TotalSeconds / MostMoments);
    }

    /// <summary>Between two moments at most.</summary>
    public double StepS { get; }

    /// <summary>In order, from the sortie's start to its end.</summary>
    public IReadOnlyList<CameraMoment> Moments()
    {
        moments.Clear();
        (seconds, aim, nose) = (0, null, null);
        if (plan.Legs[0].Kind != LegKind.TakeOff)
        {
            Note(plan.AtTakeOff);
        }

        foreach (var leg in plan.Legs)
        {
            if (leg.Number == 0)
            {
                Move(leg.From, leg.To, leg.Duration.TotalSeconds);
                Note(leg.Kind == LegKind.TakeOff ? plan.AtTakeOff : []);
            }
            else
            {
                Go(leg);
            }
        }

        return moments;
    }

    /// <summary>What hovers or drives points its nose where it goes; a plane points it into the wind as well.</summary>
    private double CrabDeg =>
        plan.Family == VehicleFamily.Plane
            ? double.RadiansToDegrees(Math.Asin(Math.Min(1, plan.WindMps / Math.Max(0.1, plan.SpeedMps))))
            : 0;

    private void Go(PlanLeg leg)
    {
        var point = plan.Track[leg.RouteIndex];
        var circling = leg.TurningMetres > 0 ? leg.TurningMetres / Math.Max(0.1, leg.SpeedMps) : 0;
        var moving = Math.Max(0, leg.Duration.TotalSeconds - point.Dwell.TotalSeconds - circling);
        // What precedes an orbit is told before the way to it.
        var before = point.Actions.TakeWhile(action => action is not Orbit).ToList();
        Note(point.Orbit is null ? [] : before);
        // A copter that returns by itself need not turn its nose to where it goes.
        var isOpen = leg.Kind == LegKind.Return && plan.Family != VehicleFamily.Rover;
        Turn(leg.From, isOpen ? null : leg.CourseDeg);
        Move(leg.From, leg.To, moving);
        foreach (var action in point.Actions.Skip(point.Orbit is null ? 0 : before.Count))
        {
            switch (action)
            {
                case Dwell dwell:
                    Move(leg.To, leg.To, dwell.Duration.TotalSeconds);
                    break;
                case Orbit orbit:
                    Circle(point, orbit, leg.To, circling);
                    break;
                default:
                    Note([action]);
                    break;
            }
        }
    }

    /// <summary>On the spot, the shorter way round.</summary>
    private void Turn(RoutePoint at, double? courseDeg)
    {
        var by = nose is { } from && courseDeg is { } to ? Math.IEEERemainder(to - from, 360) : (double?)null;
        var steps = by is null ? 0 : (int)Math.Ceiling(Math.Abs(by.Value) / TurnStepDeg);
        for (var i = 0; i <= steps; i++)
        {
            Add(at, by is null ? null : nose + by * i / Math.Max(1, steps), 0);
        }

        nose = courseDeg;
    }

    private void Note(IEnumerable<PlanAction> actions)
    {
        foreach (var action in actions)
        {
            // A copter turns its nose to what its camera is kept on.
            nose = action is LookAt or Face ? null : nose;
            aim = action switch
            {
                LookAt or PointCamera => action,
                // A mount that is let go goes to a default of its own.
                LookAhead => null,
                _ => aim,
            };
        }
    }

    private void Move(RoutePoint from, RoutePoint to, double duration)
    {
        var steps = Math.Max(1, (int)Math.Ceiling(duration / StepS));
        for (var i = 0; i <= steps; i++)
        {
            var share = (double)i / steps;
            var place = new RoutePoint(
                new(
                    from.Position.LatitudeDeg + (to.Position.LatitudeDeg - from.Position.LatitudeDeg) * share,
                    from.Position.LongitudeDeg + (to.Position.LongitudeDeg - from.Position.LongitudeDeg) * share
                ),
                new(from.Altitude.Metres + (to.Altitude.Metres - from.Altitude.Metres) * share)
            );
            Add(place, nose, duration * share);
        }

        seconds += duration;
    }

    private void Circle(TrackPoint centre, Orbit orbit, RoutePoint from, double duration)
    {
        var steps = Math.Max(1, (int)Math.Ceiling(duration / StepS));
        var begin = Geodesic.Inverse(centre.Position, from.Position).InitialAzimuthDeg;
        for (var i = 0; i <= steps; i++)
        {
            var bearing = begin + Math.Sign(orbit.RadiusMetres) * 360 * orbit.Turns * i / steps;
            var place = Geodesic.Direct(centre.Position, bearing, Math.Abs(orbit.RadiusMetres));
            Add(new(place, centre.Altitude), null, duration * i / steps);
        }

        nose = null;

        seconds += duration;
    }

    private void Add(RoutePoint at, double? headingDeg, double after)
    {
        var place = frame.ToCoordinate(at.Position);
        var height = plan.Family == VehicleFamily.Rover ? at.Altitude.Metres + MastMetres : at.Altitude.Metres;
        var (pitch, bearing) = aim switch
        {
            PointCamera told => (told.PitchDeg, headingDeg + told.YawDeg),
            LookAt look => To(look, place, height),
            _ => ((double?)null, (double?)null),
        };
        moments.Add(new(seconds + after, place, height, pitch, bearing) { CrabDeg = aim is PointCamera ? CrabDeg : 0 });
    }

    private (double? PitchDeg, double? BearingDeg) To(LookAt look, Coordinate from, double height)
    {
        var target = frame.ToCoordinate(look.Target);
        var pitch = Math.Atan2(look.Altitude.Metres - height, target.Distance(from));
        var bearing = Math.Atan2(target.X - from.X, target.Y - from.Y);
        return (double.RadiansToDegrees(pitch), double.RadiansToDegrees(bearing));
    }
}
