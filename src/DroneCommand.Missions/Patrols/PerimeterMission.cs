using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// A perimeter patrol on a drawn area: its outline is the line, and equal vehicles follow each other around it at equal
/// distances. On a closed line no other way of patrolling leaves its points alone for less time: k vehicles at speed v pass
/// each point every L/(k v) seconds.
/// </summary>
public static class PerimeterMission
{
    private const string NoOffset = "0";

    /// <summary>Makes a plan; what is wrong stands in its <see cref="RoutePlan.Problems"/>, with what would help.</summary>
    /// <param name="template">A template of the kind perimeter-patrol.</param>
    /// <param name="parameters">Values by name; without an offset the outline itself is followed.</param>
    /// <param name="area">The outline; holes are not looked at.</param>
    /// <param name="vehicles">The family of each vehicle; all alike.</param>
    /// <param name="seed">Chooses the direction where either will do.</param>
    public static RoutePlan Plan(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> parameters,
        DrawnArea area,
        IReadOnlyList<VehicleFamily> vehicles,
        int seed
    )
    {
        if (vehicles.Count == 0 || vehicles.Distinct().Count() > 1 || !template.Vehicles.Contains(vehicles[0]))
        {
            var suits = string.Join(" or ", template.Vehicles.Select(VehicleFamilies.NameOf));
            return Refused(
                template,
                ProblemCode.VehicleUnfit,
                $"{template.Name} is for vehicles of one kind: {suits}."
            );
        }

        var given = new Dictionary<string, string>(parameters, StringComparer.Ordinal);
        given.TryAdd(ParameterNames.Offset, NoOffset);
        var values = new PlanParameters(template, given, vehicles[0]);
        if (values.Problems.Count > 0)
        {
            return RoutePlan.Refused(template.Id, values.Problems);
        }

        var vehicle = VehicleClass.Of(vehicles[0]);
        return values.Number(ParameterNames.Speed) > vehicle.MaxSpeedMps
            ? Refused(template, ProblemCode.Parameter, TooFast(values, vehicle))
            : Along(template, values, area, vehicles.Count, vehicle, seed);
    }

    private static RoutePlan Along(
        MissionTemplate template,
        PlanParameters values,
        DrawnArea area,
        int count,
        VehicleClass vehicle,
        int seed
    )
    {
        var map = FlatMap.Around(area.Outline);
        var outline = PlanarShapes.Polygon([.. area.Outline.Select(corner => InPlane(map, corner))], []);
        if (PlanarShapes.Fault(outline) is var (reason, at))
        {
            var place = map.ToGeo(new Vec(at.X, at.Y));
            return RoutePlan.Refused(
                template.Id,
                new Problem(ProblemCode.BadInput, $"The area cannot be used: {reason}.", place)
            );
        }

        var offset = values.Number(ParameterNames.Offset);
        return InwardOffset.Of(outline, offset) is { } ring
            ? Around(template, values, Loop.Of(map, ring, Clockwise(values, seed)), count, vehicle)
            : Refused(template, ProblemCode.OffsetTooLarge, TooLarge(outline, offset));
    }

    private static string TooFast(PlanParameters values, VehicleClass vehicle) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"'speed' is {values.Number(ParameterNames.Speed)} m/s; a {vehicle.Name} goes at most {vehicle.MaxSpeedMps} m/s."
        );

    private static string TooLarge(Polygon outline, double offset) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"An offset of {offset:0.#} m leaves no single loop; {InwardOffset.PossibleBelow(outline, offset):0.0} m does."
        );

    private static RoutePlan Around(
        MissionTemplate template,
        PlanParameters values,
        Loop loop,
        int count,
        VehicleClass vehicle
    )
    {
        var speed = values.Number(ParameterNames.Speed);
        var laps = values.Integer(ParameterNames.Laps);
        var wind = Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0);
        var routes = Enumerable
            .Range(0, count)
            .Select(i =>
                VehicleRoute.Of(
                    string.Create(CultureInfo.InvariantCulture, $"{VehicleFamilies.NameOf(vehicle.Family)} {i + 1}"),
                    1,
                    loop.From(loop.Metres * i / count, laps),
                    vehicle,
                    speed,
                    wind
                )
            );
        var between = TimeSpan.FromSeconds(loop.Metres / (count * speed));
        return new RoutePlan
        {
            TemplateId = template.Id,
            Routes = [.. routes],
            Problems = [],
            Altitude = vehicle.Family == VehicleFamily.Rover ? default : new(values.Number(ParameterNames.Altitude)),
            SpeedMps = speed,
            WorstIdleness = between,
            // It grows evenly from nothing to the worst between two passes.
            MeanIdleness = between / 2,
        };
    }

    private static bool Clockwise(PlanParameters values, int seed) =>
        values.Word(ParameterNames.Direction) switch
        {
            "clockwise" => true,
            "anticlockwise" => false,
            _ => new Random(seed).Next(2) == 0,
        };

    private static Coordinate InPlane(FlatMap map, GeoPoint corner)
    {
        var place = map.ToPlane(corner);
        return new Coordinate(place.X, place.Y);
    }

    private static RoutePlan Refused(MissionTemplate template, ProblemCode code, string reason) =>
        RoutePlan.Refused(template.Id, new Problem(code, reason));

    /// <summary>A closed line on earth with the metres from its first corner to each.</summary>
    private sealed class Loop
    {
        private readonly IReadOnlyList<GeoPoint> corners;
        private readonly double[] reached;

        private Loop(IReadOnlyList<GeoPoint> corners)
        {
            this.corners = corners;
            reached = new double[corners.Count];
            for (var i = 1; i < corners.Count; i++)
            {
                reached[i] = reached[i - 1] + Geodesic.Distance(corners[i - 1], corners[i]);
            }
        }

        public double Metres => reached[^1];

        public static Loop Of(FlatMap map, IReadOnlyList<Coordinate> ring, bool clockwise)
        {
            var places = ring.Select(corner => new Vec(corner.X, corner.Y)).ToList();
            if (AreaShape.SignedArea(places) > 0 == clockwise)
            {
                places.Reverse();
            }

            return new Loop([.. places.Append(places[0]).Select(map.ToGeo)]);
        }

        /// <summary>So many laps from a place that lies so many metres behind the first corner.</summary>
        public List<GeoPoint> From(double metres, int laps)
        {
            var edge = Math.Clamp(Array.FindLastIndex(reached, at => at <= metres), 0, corners.Count - 2);
            var (from, to) = (corners[edge], corners[edge + 1]);
            var share = (metres - reached[edge]) / (reached[edge + 1] - reached[edge]);
            var start = new GeoPoint(
                from.LatitudeDeg + (to.LatitudeDeg - from.LatitudeDeg) * share,
                from.LongitudeDeg + (to.LongitudeDeg - from.LongitudeDeg) * share
            );
            List<GeoPoint> lap = [.. corners.Skip(edge + 1), .. corners.Skip(1).Take(edge)];
            List<GeoPoint> way = [start];
            for (var i = 0; i < laps; i++)
            {
                way.AddRange(lap);
                way.Add(start);
            }

            return way;
        }
    }
}
