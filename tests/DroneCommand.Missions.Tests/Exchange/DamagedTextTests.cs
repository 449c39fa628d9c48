using DroneCommand.Missions.Patrols;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Exchange;

/// <summary>Damaged texts of everything else that a planner reads: each reader gives a result or problems, and never throws.</summary>
public class DamagedTextTests
{
    private const string Map =
        """{"cell_m":50,"rows":2,"cols":2,"extent_m":[-50,-50,50,50],"start_xy":[0,0],"origin_lonlat":[8.5,47.4],"sensor":{"detection_radius_m":10},"probability":[0.1,0.1,0.3,0.2]}""";

    private const string Graph =
        """{"nodes":[{"id":3,"x":0,"y":0},{"id":5},{"id":9}],"edges":[{"a":3,"b":5,"length_m":2.5},{"a":5,"b":9,"length_m":2}]}""";

    private const string Field =
        """{"type":"Polygon","coordinates":[[[8.5,47.4],[8.504,47.4],[8.504,47.403],[8.5,47.403],[8.5,47.4]]]}""";

    private const string Line = """{"type":"LineString","coordinates":[[8.5,47.4],[8.504,47.4],[8.504,47.403]]}""";

    private const string Point = """{"type":"Point","coordinates":[8.5,47.4]}""";

    private static readonly string Site = SiteText.Plain().Box("keep-out", "Tank", 20, 20, 30, 30).Json();

    private static readonly string Template = File.ReadAllText(
        Path.Combine(TemplateLibrary.ShippedDirectory, "perimeter-patrol.yaml")
    );

    [Property(MaxTest = 1500)]
    public Property Sites() =>
        Damaged(Site, text => Either(SiteReader.Read(text, "s").Problems, SiteReader.Read(text, "s").Site));

    [Property(MaxTest = 1500)]
    public Property Templates() =>
        Damaged(
            Template,
            text => TemplateReader.Read(text, "t") is var read && read.Template is null == read.Problems.Count > 0
        );

    [Property(MaxTest = 1500)]
    public Property Areas() =>
        Damaged(Field, text => Either(AreaReader.Read(text, "a").Problems, AreaReader.Read(text, "a").Area));

    [Property(MaxTest = 1500)]
    public Property Maps() =>
        Damaged(
            Map,
            text => Either(ProbabilityMapReader.Read(text, "m").Problems, ProbabilityMapReader.Read(text, "m").Map)
        );

    [Property(MaxTest = 1500)]
    public Property Graphs() =>
        Damaged(
            Graph,
            text => Either(PatrolGraphReader.Read(text, "g").Problems, PatrolGraphReader.Read(text, "g").Graph)
        );

    /// <summary>Not only read: what is left of a shape is planned, or refused with a reason.</summary>
    [Property(MaxTest = 400)]
    public Property Plans() =>
        Prop.ForAll(
            Gen.Elements(
                    ("perimeter-patrol", Field),
                    ("parallel-track", Field),
                    ("track-line", Line),
                    ("expanding-square", Point),
                    ("sector-search", Point)
                )
                .ToArbitrary(),
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            (kind, random) =>
            {
                var text = Damage(kind.Item2, new Random(random));
                var task = new ShapeTask(
                    Demo.Library.Find(kind.Item1)!,
                    new Dictionary<string, string>(),
                    text,
                    "x",
                    [VehicleFamily.Copter],
                    null,
                    1
                );
                var plan = ShapeMission.Plan(task).Plan;
                return plan.Routes.Count == 0 == plan.Problems.Count > 0;
            }
        );

    private static bool Either(IReadOnlyList<SiteProblem> problems, object? read) => read is null == problems.Count > 0;

    private static Property Damaged(string text, Func<string, bool> gives) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), random => gives(Damage(text, new Random(random))));

    private static string Damage(string text, Random random)
    {
        const string Letters = "0123456789-.e,:[]{}\"\n abcxyz&*";
        var chars = text.ToList();
        var changes = random.Next(1, 6);
        for (var i = 0; i < changes; i++)
        {
            var at = random.Next(chars.Count);
            switch (random.Next(3))
            {
                case 0:
                    chars[at] = Letters[random.Next(Letters.Length)];
                    break;
                case 1:
                    chars.Insert(at, Letters[random.Next(Letters.Length)]);
                    break;
                default:
                    chars.RemoveRange(at, Math.Min(random.Next(1, 8), chars.Count - at));
                    break;
            }
        }

        return new string([.. chars]);
    }
}
