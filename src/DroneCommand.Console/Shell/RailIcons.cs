namespace DroneCommand.Console.Shell;

/// <summary>Icons that the icon set lacks, in its 24 × 24 box.</summary>
public static class RailIcons
{
    /// <summary>A quadcopter from above.</summary>
    public const string Vehicle =
        "<g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\" stroke-linecap=\"round\">"
        + "<circle cx=\"5.5\" cy=\"5.5\" r=\"3\"/><circle cx=\"18.5\" cy=\"5.5\" r=\"3\"/>"
        + "<circle cx=\"5.5\" cy=\"18.5\" r=\"3\"/><circle cx=\"18.5\" cy=\"18.5\" r=\"3\"/>"
        + "<path d=\"M7.7 7.7l2.6 2.6M16.3 7.7l-2.6 2.6M7.7 16.3l2.6-2.6M16.3 16.3l-2.6-2.6\"/>"
        + "<rect x=\"9.8\" y=\"9.8\" width=\"4.4\" height=\"4.4\" rx=\"1.2\"/></g>";
}
