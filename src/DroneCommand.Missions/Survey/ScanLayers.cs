namespace DroneCommand.Missions.Survey;

/// <summary>A height at which a wall is looked at.</summary>
/// <param name="Height">Of the vehicle, metres above home.</param>
/// <param name="Target">Height of the wall that the middle of the picture shows.</param>
/// <param name="PitchDeg">Of the camera: level, or down where the vehicle may not fly as low as it looks.</param>
internal sealed record ScanLayer(double Height, double Target, double PitchDeg);

/// <summary>The layers by which a wall is seen from its foot to its top with a vertical overlap.</summary>
internal static class ScanLayers
{
    /// <summary>From the lowest to the highest part of the wall.</summary>
    /// <param name="top">Height of the wall, metres.</param>
    /// <param name="camera">The camera and its overlaps.</param>
    /// <param name="lowest">The lowest that may be flown at a height: at it or above; null where nothing may.</param>
    public static IReadOnlyList<ScanLayer> Of(double top, ScanCamera camera, Func<double, double?> lowest)
    {
        var count = Math.Max(1, (int)Math.Ceiling(top / (camera.High * (1 - camera.Sidelap)) - 1e-9));
        var layers = new List<ScanLayer>();
        for (var i = 0; i < count; i++)
        {
            var target = (i + 0.5) * top / count;
            if (lowest(target) is { } height)
            {
                var pitch = -Math.Atan2(height - target, camera.StandOff) * 180 / Math.PI;
                layers.Add(new(height, target, Math.Round(pitch, 1)));
            }
        }

        var step = 2 * Math.Atan(camera.TanUp) * 180 / Math.PI * (1 - camera.Sidelap);
        return [.. layers.GroupBy(layer => layer.Height).SelectMany(same => Thinned([.. same], step))];
    }

    /// <summary>
    /// Of layers that are flown at one height and look down more and more steeply, those that an angle apart are enough.
    /// </summary>
    private static IEnumerable<ScanLayer> Thinned(IReadOnlyList<ScanLayer> layers, double stepDeg)
    {
        var kept = layers[0];
        yield return kept;
        for (var i = 1; i < layers.Count; i++)
        {
            if (i == layers.Count - 1 || layers[i + 1].PitchDeg - kept.PitchDeg > stepDeg)
            {
                kept = layers[i];
                yield return kept;
            }
        }
    }
}
