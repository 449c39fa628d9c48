using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DroneCommand.Missions.Templates;

/// <summary>
/// What a template says as one number: comments, layout, the order of keys and the version's number do not count.
/// </summary>
internal static class TemplateHash
{
    private const int Digits = 16;

    /// <summary>Hex digits.</summary>
    public static string Of(YamlMap root)
    {
        var text = new StringBuilder();
        Write(root with { Entries = [.. root.Entries.Where(entry => entry.Key.Text != "version")] }, text);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash)[..Digits];
    }

    private static void Write(YamlNode node, StringBuilder text)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append(CultureInfo.InvariantCulture, $"{scalar.Text.Length}:{scalar.Text}");
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Write(item, text);
                }

                text.Append(']');
                break;
            case YamlMap map:
                text.Append('{');
                foreach (var entry in map.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal))
                {
                    Write(entry.Key, text);
                    Write(entry.Value, text);
                }

                text.Append('}');
                break;
        }
    }
}
