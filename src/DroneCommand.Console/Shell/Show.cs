using System.Globalization;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Console.Shell;

/// <summary>Numbers, ages and times as the pages write them: invariant, with a dash for what is not known.</summary>
public static class Show
{
    public const string Unknown = "–";

    public static string Number(double? value, string format = "0.0") =>
        value is { } known && double.IsFinite(known)
            ? WithoutSignOfZero(known.ToString(format, CultureInfo.InvariantCulture))
            : Unknown;

    /// <summary>Degrees as a compass says them: three digits.</summary>
    public static string Heading(double? degrees)
    {
        if (degrees is not { } known || !double.IsFinite(known))
        {
            return Unknown;
        }

        var rounded = (int)Math.Round(known) % 360;
        return (rounded < 0 ? rounded + 360 : rounded).ToString("000", CultureInfo.InvariantCulture);
    }

    /// <summary>'0.4 s', '12 s', '6 min', '3 h': coarser as it grows.</summary>
    public static string Age(TimeSpan age) =>
        age.TotalSeconds switch
        {
            < 0 => "0.0 s",
            < 10 => Number(age.TotalSeconds) + " s",
            < 100 => Number(age.TotalSeconds, "0") + " s",
            < 6000 => Number(age.TotalMinutes, "0") + " min",
            < 172_800 => Number(age.TotalHours, "0") + " h",
            _ => Number(age.TotalDays, "0") + " d",
        };

    /// <summary>'04:10', or '1:04:10' past an hour.</summary>
    public static string Duration(TimeSpan duration) =>
        duration.ToString(duration.TotalHours >= 1 ? @"h\:mm\:ss" : @"mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>'84 m' or '1.24 km'.</summary>
    public static string Length(double metres) =>
        metres < 1000 ? Number(metres, "0") + " m" : Number(metres / 1000, "0.00") + " km";

    public static string Time(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>With the date when it is another day there.</summary>
    public static string Moment(DateTimeOffset time, TimeZoneInfo zone, DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(time, zone);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var format = there.Date == today ? "HH:mm:ss" : "yyyy-MM-dd HH:mm";
        return there.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>An outcome in words, beginning with what kind of end it is.</summary>
    public static string Outcome(CommandOutcome? outcome) =>
        outcome switch
        {
            null => "sent, waits for an answer",
            { Kind: OutcomeKind.Done, Text: "" } => $"seen after {Age(outcome.After)}",
            { Kind: OutcomeKind.Done } => outcome.Text,
            { Kind: OutcomeKind.RefusedByUs } => Join("refused", outcome.Text),
            { Kind: OutcomeKind.RefusedByVehicle } => Join("refused by the vehicle", outcome.Text),
            { Kind: OutcomeKind.PassedOn } => "passed on to the vehicle",
            { Kind: OutcomeKind.NoAnswer } => Join("no answer", outcome.Text),
            _ => Join("cancelled", outcome.Text),
        };

    /// <summary>The css class that colours an outcome; the words say the same without it.</summary>
    public static string OutcomeClass(CommandOutcome? outcome) =>
        outcome?.Kind switch
        {
            null => "waiting",
            OutcomeKind.Done => "ok",
            OutcomeKind.Cancelled or OutcomeKind.PassedOn => "quiet",
            _ => "no",
        };

    private static string WithoutSignOfZero(string number) =>
        number.AsSpan().ContainsAnyInRange('1', '9') ? number : number.TrimStart('-');

    private static string Join(string kind, string text) => text.Length == 0 ? kind : $"{kind}: {text}";
}
