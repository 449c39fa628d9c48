using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BitMiracle.LibTiff.Classic;

namespace DroneCommand.Missions.Terrain;

/// <summary>How a pixel is stored.</summary>
internal readonly record struct SampleKind(int Bytes, bool IsSigned)
{
    /// <summary>A value of a decoded buffer, which is in the machine's byte order.</summary>
    public float At(byte[] buffer, int index) =>
        Bytes == 4 ? MemoryMarshal.Cast<byte, float>(buffer)[index]
        : IsSigned ? MemoryMarshal.Cast<byte, short>(buffer)[index]
        : MemoryMarshal.Cast<byte, ushort>(buffer)[index];
}

/// <summary>The tags of a TIFF's first image, the ones of GeoTIFF and GDAL included.</summary>
internal sealed class TiffTags(Tiff tiff)
{
    public const int PixelScale = 33550;
    public const int TiePoint = 33922;
    public const int Transformation = 34264;
    public const int GeoKeyDirectory = 34735;
    private const int GdalNoData = 42113;
    private const int MaxCount = 4_096;

    /// <summary>A tag of one whole number; null when the file lacks it.</summary>
    public int? Whole(TiffTag tag) => tiff.GetField(tag) is [var first, ..] ? first.ToInt() : null;

    public int Required(TiffTag tag) => Whole(tag) ?? throw new GeoTiffException(Name(tag), "is missing");

    public void RequireOneOf(TiffTag tag, int otherwise, string read, params ReadOnlySpan<int> right)
    {
        var value = Whole(tag) ?? otherwise;
        if (!right.Contains(value))
        {
            throw new GeoTiffException(Name(tag), $"is {value}; {read} read");
        }
    }

    public SampleKind SampleKind()
    {
        var bits = Whole(TiffTag.BITSPERSAMPLE) ?? 1;
        var format = Whole(TiffTag.SAMPLEFORMAT) ?? 1;
        return (bits, format) switch
        {
            (16, 1) => new(2, false),
            (16, 2) => new(2, true),
            (32, 3) => new(4, true),
            _ => throw new GeoTiffException(
                $"{Name(TiffTag.BITSPERSAMPLE)} and {Name(TiffTag.SAMPLEFORMAT)}",
                $"say {bits} bits of format {format}; uint16 (16, 1), int16 (16, 2) and float32 (32, 3) are read"
            ),
        };
    }

    /// <summary>A tag of several doubles; null when the file lacks it.</summary>
    public double[]? Doubles(int tag) => Values(tag)?.ToDoubleArray();

    /// <summary>A tag of several 16-bit numbers; null when the file lacks it.</summary>
    public ushort[]? Shorts(int tag) => Values(tag)?.ToUShortArray();

    /// <summary>GDAL_NODATA; null when the file lacks it.</summary>
    public double? NoData()
    {
        if (Values(GdalNoData) is not { } field)
        {
            return null;
        }

        var text = (field.Value is byte[] bytes ? Encoding.ASCII.GetString(bytes) : field.ToString()).Trim('\0', ' ');
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new GeoTiffException("tag 42113 (GDAL_NODATA)", $"is '{Shorten(text)}', not a number");
    }

    private FieldValue? Values(int tag)
    {
        if (tiff.GetField((TiffTag)tag) is not [var count, var values, ..])
        {
            return null;
        }

        return count.ToInt() is > 0 and <= MaxCount
            ? values
            : throw new GeoTiffException(Number(tag), $"holds {count.ToInt()} values; at most {MaxCount} are read");
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Number(int tag) => string.Create(CultureInfo.InvariantCulture, $"tag {tag}");

    private static string Name(TiffTag tag) => $"{Number((int)tag)} ({tag})";
}
