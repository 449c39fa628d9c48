using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>
/// Names of modes. One that is typed is found whatever its case and separators: 'alt hold' is ALT_HOLD.
/// </summary>
internal sealed class ModeNames
{
    private readonly FrozenDictionary<uint, string> _names;
    private readonly FrozenDictionary<string, uint> _numbers;

    /// <param name="modes">Each mode's name; of several for one number the first is its name, the others are understood.</param>
    public ModeNames(IEnumerable<(uint Number, string Name)> modes)
    {
        var known = modes.ToList();
        _names = known.GroupBy(m => m.Number).ToFrozenDictionary(g => g.Key, g => g.First().Name);
        _numbers = known.GroupBy(m => Plain(m.Name)).ToFrozenDictionary(g => g.Key, g => g.First().Number);
        All = [.. _names.OrderBy(n => n.Key).Select(n => new VehicleMode(n.Key, n.Value))];
    }

    /// <summary>Names made from an enum of the dialect: SmartRtl → SMART_RTL.</summary>
    /// <param name="others">Other names that are understood for what it has.</param>
    public static ModeNames Of<TEnum>(params (uint Number, string Name)[] others)
        where TEnum : struct, Enum =>
        new([
            .. Enum.GetValues<TEnum>()
                .Select(v => (Convert.ToUInt32(v, CultureInfo.InvariantCulture), Shout(v.ToString()))),
            .. others,
        ]);

    /// <summary>By rising number.</summary>
    public IReadOnlyList<VehicleMode> All { get; }

    public string this[uint mode] =>
        _names.TryGetValue(mode, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"MODE {mode}");

    public uint? Number(string name) => _numbers.TryGetValue(Plain(name), out var number) ? number : null;

    /// <summary>A name without what is written now so, now otherwise.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));

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
