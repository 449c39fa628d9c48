namespace DroneCommand.Missions.Survey;

/// <summary>A still camera as its data sheet describes it. Pictures are taken as free of distortion.</summary>
public sealed record CameraModel
{
    /// <summary>The word by which templates name it: 'mavic-3-enterprise'.</summary>
    public required string Word { get; init; }

    /// <summary>Millimetres along the longer side of the picture.</summary>
    public required double SensorWidthMm { get; init; }

    /// <summary>Millimetres along the shorter side of the picture.</summary>
    public required double SensorHeightMm { get; init; }

    /// <summary>The real one, not that of a 35 mm camera with the same view.</summary>
    public required double FocalLengthMm { get; init; }

    public required int ImageWidthPx { get; init; }

    public required int ImageHeightPx { get; init; }

    /// <summary>From one picture to the next at least; 0 when it is not known.</summary>
    public double MinIntervalS { get; init; }

    /// <summary>Cameras that are often flown, by their makers' data sheets.</summary>
    public static IReadOnlyList<CameraModel> Known { get; } =
    [
        Of("mavic-3-enterprise", (17.3, 13), 12.29, (5280, 3956), 0.7),
        Of("phantom-4-rtk", (13.2, 8.8), 8.8, (5472, 3648), 2.5),
        Of("zenmuse-p1-35", (35.9, 24), 35, (8192, 5460), 0.7),
        Of("sony-qx1-16", (23.2, 15.4), 16, (5456, 3632), 1),
        Of("sony-rx0", (13.2, 8.8), 7.7, (4800, 3200), 1),
        Of("rededge-mx", (4.8, 3.6), 5.5, (1280, 960), 1),
    ];

    /// <summary>The camera of that word, or null.</summary>
    public static CameraModel? Find(string word) => Known.FirstOrDefault(camera => camera.Word == word);

    /// <summary>Of a pixel on the sensor; where it is not square, its longer side.</summary>
    internal double PixelMm => Math.Max(SensorWidthMm / ImageWidthPx, SensorHeightMm / ImageHeightPx);

    private static CameraModel Of(
        string word,
        (double Width, double Height) sensorMm,
        double focalMm,
        (int Width, int Height) pixels,
        double intervalS
    ) =>
        new()
        {
            Word = word,
            SensorWidthMm = sensorMm.Width,
            SensorHeightMm = sensorMm.Height,
            FocalLengthMm = focalMm,
            ImageWidthPx = pixels.Width,
            ImageHeightPx = pixels.Height,
            MinIntervalS = intervalS,
        };
}
