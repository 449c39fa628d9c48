using System.Globalization;
using System.Text;
using BitMiracle.LibTiff.Classic;

namespace DroneCommand.Missions.Tests.Terrain;

/// <summary>GeoTIFFs for tests, of every kind that is read and of some that are not.</summary>
internal sealed record MadeTiff
{
    private const TiffTag PixelScaleTag = (TiffTag)33550;
    private const TiffTag TiePointTag = (TiffTag)33922;
    private const TiffTag TransformationTag = (TiffTag)34264;
    private const TiffTag GeoKeysTag = (TiffTag)34735;
    private const TiffTag NoDataTag = (TiffTag)42113;

    private static readonly Lock Extending = new();

    public required int Rows { get; init; }
    public required int Columns { get; init; }
    public required Func<int, int, double> Value { get; init; }
    public int Bits { get; init; } = 32;
    public SampleFormat Format { get; init; } = SampleFormat.IEEEFP;
    public Compression Compression { get; init; } = Compression.NONE;
    public int TileSide { get; init; }
    public int RowsPerStrip { get; init; } = 7;
    public bool BigEndian { get; init; }
    public Predictor Predictor { get; init; } = Predictor.NONE;
    public int Samples { get; init; } = 1;
    public double[]? Scale { get; init; } = [0.01, 0.01, 0];
    public double[]? TiePoint { get; init; } = [0, 0, 0, 8, 47, 0];
    public double[]? Transformation { get; init; }
    public ushort[]? Keys { get; init; } = Geographic(isPoint: true);
    public string? NoData { get; init; }

    /// <summary>Keys of EPSG:4326, and more of them when given: each an id and a value.</summary>
    public static ushort[] Geographic(bool isPoint, params (ushort Key, ushort Value)[] more) =>
        Directory([(1024, 2), (1025, (ushort)(isPoint ? 2 : 1)), (2048, 4326), .. more]);

    public static ushort[] Directory(params (ushort Key, ushort Value)[] keys) =>
        [1, 1, 0, (ushort)keys.Length, .. keys.SelectMany(k => new ushort[] { k.Key, 0, 1, k.Value })];

    public byte[] Bytes()
    {
        using var stream = new MemoryStream();
        // The library's tags are extended for the whole process.
        lock (Extending)
        {
            var parent = Tiff.SetTagExtender(AddTags);
            using (var tiff = Tiff.ClientOpen("made", BigEndian ? "wb" : "wl", stream, new TiffStream()))
            {
                Write(tiff);
            }

            Tiff.SetTagExtender(parent);
        }

        return stream.ToArray();
    }

    private void Write(Tiff tiff)
    {
        tiff.SetField(TiffTag.IMAGEWIDTH, Columns);
        tiff.SetField(TiffTag.IMAGELENGTH, Rows);
        tiff.SetField(TiffTag.BITSPERSAMPLE, Bits);
        tiff.SetField(TiffTag.SAMPLEFORMAT, Format);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, Samples);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.COMPRESSION, Compression);
        if (Predictor != Predictor.NONE)
        {
            tiff.SetField(TiffTag.PREDICTOR, Predictor);
        }

        SetDoubles(tiff, PixelScaleTag, Scale);
        SetDoubles(tiff, TiePointTag, TiePoint);
        SetDoubles(tiff, TransformationTag, Transformation);
        if (Keys is { } keys)
        {
            tiff.SetField(GeoKeysTag, keys.Length, keys);
        }

        if (NoData is { } text)
        {
            tiff.SetField(NoDataTag, text.Length + 1, Encoding.ASCII.GetBytes(text + "\0"));
        }

        if (TileSide > 0)
        {
            WriteTiles(tiff);
        }
        else
        {
            WriteStrips(tiff);
        }
    }

    private static void SetDoubles(Tiff tiff, TiffTag tag, double[]? values)
    {
        if (values is not null)
        {
            tiff.SetField(tag, values.Length, values);
        }
    }

    private void WriteStrips(Tiff tiff)
    {
        tiff.SetField(TiffTag.ROWSPERSTRIP, RowsPerStrip);
        for (int row = 0, strip = 0; row < Rows; row += RowsPerStrip, strip++)
        {
            var bytes = Pixels(row, 0, Math.Min(RowsPerStrip, Rows - row), Columns);
            tiff.WriteEncodedStrip(strip, bytes, bytes.Length);
        }
    }

    private void WriteTiles(Tiff tiff)
    {
        tiff.SetField(TiffTag.TILEWIDTH, TileSide);
        tiff.SetField(TiffTag.TILELENGTH, TileSide);
        var tile = 0;
        for (var row = 0; row < Rows; row += TileSide)
        {
            for (var column = 0; column < Columns; column += TileSide)
            {
                var bytes = Pixels(row, column, TileSide, TileSide);
                tiff.WriteEncodedTile(tile++, bytes, bytes.Length);
            }
        }
    }

    private byte[] Pixels(int top, int left, int rows, int columns)
    {
        using var buffer = new MemoryStream();
        for (var row = top; row < top + rows; row++)
        {
            for (var column = left; column < left + columns; column++)
            {
                var value = row < Rows && column < Columns ? Value(row, column) : 0;
                for (var sample = 0; sample < Samples; sample++)
                {
                    buffer.Write(Bytes(value));
                }
            }
        }

        return buffer.ToArray();
    }

    private byte[] Bytes(double value) =>
        (Bits, Format) switch
        {
            (8, _) => [(byte)value],
            (16, SampleFormat.INT) => BitConverter.GetBytes((short)value),
            (16, _) => BitConverter.GetBytes((ushort)value),
            (32, SampleFormat.IEEEFP) => BitConverter.GetBytes((float)value),
            (64, _) => BitConverter.GetBytes(value),
            _ => throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{Bits} bits of {Format} are not written.")
            ),
        };

    private static void AddTags(Tiff tiff) =>
        tiff.MergeFieldInfo(
            [
                Field(PixelScaleTag, TiffType.DOUBLE),
                Field(TiePointTag, TiffType.DOUBLE),
                Field(TransformationTag, TiffType.DOUBLE),
                Field(GeoKeysTag, TiffType.SHORT),
                Field(NoDataTag, TiffType.ASCII),
            ],
            5
        );

    private static TiffFieldInfo Field(TiffTag tag, TiffType type) =>
        new(tag, TiffFieldInfo.Variable, TiffFieldInfo.Variable, type, FieldBit.Custom, true, true, tag.ToString());
}
