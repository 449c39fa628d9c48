using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>Names of modes, made from an enum of the dialect: SmartRtl → SMART_RTL.</summary>
internal sealed class ModeNames
{
    private readonly FrozenDictionary<uint, string> _names;
    private readonly FrozenDictionary<string, uint> _numbers;

    private ModeNames(Dictionary<uint, string> names)
    {
        _names = names.ToFrozenDictionary();
        _numbers = names.ToFrozenDictionary(n => n.Value, n => n.Key, StringComparer.OrdinalIgnoreCase);
    }

    public static ModeNames Of<TEnum>()
        where TEnum : struct, Enum =>
        new(
            Enum.GetValues<TEnum>()
                .ToDictionary(v => Convert.ToUInt32(v, CultureInfo.InvariantCulture), v => Shout(v.ToString()))
        );

    public string this[uint mode] =>
        _names.TryGetValue(mode, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"MODE {mode}");

    public uint? Number(string name) => _numbers.TryGetValue(name, out var number) ? number : null;

    private static string Shout(string name)
    {
        var result = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && result.Length > 0)
                result.Append('_');
            result.Append(char.ToUpperInvariant(c));
        }
        return result.ToString();
    }
}
