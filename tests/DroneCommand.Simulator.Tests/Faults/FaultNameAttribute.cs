namespace DroneCommand.Simulator.Tests.Faults;

/// <summary>The fault whose effect a test sees at the other end; <see cref="CatalogueTests"/> asks for one of each.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FaultNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
