using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Tests.Coverage;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Survey;

/// <summary>Plans of the shipped survey and response templates on shapes that tests draw.</summary>
internal static class Surveys
{
    public static RoutePlan Plan(
        string template,
        Ground ground,
        IReadOnlyList<TeamMember> team,
        params (string Name, string Value)[] values
    ) => Plan(template, ground, team, null, values);

    public static RoutePlan Plan(
        string template,
        Ground ground,
        IReadOnlyList<TeamMember> team,
        Site? site,
        params (string Name, string Value)[] values
    )
    {
        var found = Demo.Library.Find(template)!;
        var task = new KindTask(found, values.ToDictionary(v => v.Name, v => v.Value), ground, team, Seed: 1)
        {
            Site = site,
        };
        return MissionKinds.Of(found.Kind).Plan(task);
    }

    public static AreaGround Area(IReadOnlyList<IReadOnlyList<Vec>> rings, double? height = null) =>
        new([Fields.Drawn(rings) with { HeightMetres = height }]);

    public static LineGround Line(params Vec[] line) =>
        new([
            [.. line.Select(Fields.Map.ToGeo)],
        ]);

    public static PointGround Place(Vec place) => new([new Checkpoint("", Fields.Map.ToGeo(place))]);

    public static IReadOnlyList<TeamMember> Copters(int count, Vec? home = null) =>
        [
            .. Enumerable.Repeat(
                new TeamMember(VehicleClass.Copter, home is { } at ? Fields.Map.ToGeo(at) : null),
                count
            ),
        ];

    /// <summary>
    /// Where a vehicle's camera takes pictures by what it is told: every so many metres from where that begins, and where it
    /// is told to take one. With the direction of the way there.
    /// </summary>
    public static List<(Vec Place, Vec Ahead)> Photos(VehicleRoute route)
    {
        var photos = new List<(Vec, Vec)>();
        double every = 0;
        double since = 0;
        var ahead = new Vec(0, 1);
        for (var i = 0; i < route.Track.Count; i++)
        {
            var at = Fields.Map.ToPlane(route.Track[i].Position);
            if (i > 0)
            {
                var from = Fields.Map.ToPlane(route.Track[i - 1].Position);
                var metres = Vec.Distance(from, at);
                ahead = metres > 0.01 ? (at - from) * (1 / metres) : ahead;
                for (var step = every - since; every > 0 && step <= metres - 0.02; step += every)
                {
                    photos.Add((from + ahead * step, ahead));
                }

                since = every > 0 ? (since + metres) % every : 0;
            }

            foreach (var action in route.Track[i].Actions)
            {
                if (action is TakePhoto)
                {
                    // A picture that a distance triggered a moment before is the same.
                    var twice = photos.Count > 0 && Vec.Distance(photos[^1].Item1, at) < 0.05 * every;
                    photos.RemoveRange(photos.Count - (twice ? 1 : 0), twice ? 1 : 0);
                    photos.Add((at, ahead));
                }
                else if (action is TriggerEvery { Metres: var metres })
                {
                    (every, since) = (metres, 0);
                    if (metres > 0)
                    {
                        var next = i + 1 < route.Track.Count ? Fields.Map.ToPlane(route.Track[i + 1].Position) : at;
                        var way = next - at;
                        ahead = way.Length > 0.01 ? way * (1 / way.Length) : ahead;
                        photos.Add((at, ahead));
                    }
                }
            }
        }

        return photos;
    }

    /// <summary>How many rectangular pictures show a place.</summary>
    public static int Seen(IEnumerable<(Vec Place, Vec Ahead)> photos, Vec place, double across, double along) =>
        photos.Count(photo =>
        {
            var way = place - photo.Place;
            return Math.Abs(Vec.Dot(way, photo.Ahead)) <= along / 2 + 0.01
                && Math.Abs(Vec.Cross(photo.Ahead, way)) <= across / 2 + 0.01;
        });
}
