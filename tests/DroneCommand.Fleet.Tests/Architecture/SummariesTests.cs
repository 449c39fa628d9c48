using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink;
using DroneCommand.Missions.Sites;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Fleet.Tests.Architecture;

/// <summary>The compiler does not ask for summaries (CS1591 is off for members); this does, for types.</summary>
public sealed class SummariesTests
{
    public static TheoryData<string> Rooms =>
        [
            typeof(VehicleConnection).Assembly.GetName().Name!,
            typeof(Site).Assembly.GetName().Name!,
            typeof(VehicleGrain).Assembly.GetName().Name!,
            typeof(SimulatedFleet).Assembly.GetName().Name!,
        ];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_public_type_says_in_a_summary_what_it_is(string room)
    {
        var assembly = Assembly.Load(room);
        var documented = XDocument
            .Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member => member.Elements("summary").Any() || member.Elements("inheritdoc").Any())
            .Select(member => (string)member.Attribute("name")!)
            .ToHashSet();

        var silent = assembly
            .GetExportedTypes()
            .Where(type => !IsGenerated(type))
            .Select(type => $"T:{type.FullName!.Replace('+', '.')}")
            .Where(name => !documented.Contains(name));

        silent.Should().BeEmpty();
    }

    /// <summary>Serializers of Orleans, and migrations of EF Core.</summary>
    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute))
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
        || type.Namespace is null
        || type.Namespace.StartsWith("OrleansCodeGen", StringComparison.Ordinal)
        || type.Namespace.EndsWith("Migrations", StringComparison.Ordinal);
}
