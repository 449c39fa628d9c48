using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DroneCommand.Cli.Traffic;

/// <summary>A report for people.</summary>
internal static class TrafficTable
{
    public static IRenderable Of(TrafficReport report)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var heading in new[] { "sender", "message" })
            table.AddColumn(new TableColumn(heading).NoWrap());
        foreach (var heading in new[] { "id", "frames", "per s", "bytes", "bytes/s", "each", "lost" })
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        foreach (var sender in report.Senders)
            AddSender(table, sender);
        Text[] problem = report.Problem == null ? [] : [new Text(report.Problem)];
        return new Rows([
            new Text(Summary(report)),
            .. problem,
            table,
            .. report.Rejected.Select(r => new Text(Line(r))),
        ]);
    }

    private static void AddSender(Table table, SenderReport sender)
    {
        table.AddRow(
            Text(sender.Peer == null ? "{0}/{1}" : "{0}/{1} at {2}", sender.Sysid, sender.Compid, sender.Peer ?? ""),
            "",
            "",
            Count(sender.Frames),
            Rate(sender.Hz),
            Count(sender.Bytes),
            Rate(sender.BytesPerSecond),
            "",
            Text("{0:N0} ({1:0.##} %)", sender.Lost, sender.LostPercent)
        );
        foreach (var message in sender.Messages)
            table.AddRow(
                "",
                Markup.Escape(message.Name),
                Text("{0}", message.Msgid),
                Count(message.Count),
                Rate(message.Hz),
                Count(message.Bytes),
                Rate(message.BytesPerSecond),
                Text("{0:0.0}", message.BytesEach),
                ""
            );
    }

    private static string Summary(TrafficReport report)
    {
        var time = report.Seconds is { } seconds ? Text(" in {0:0.0} s", seconds) : "";
        return Text("{0}: {1:N0} frames, {2:N0} bytes{3}", report.Source, report.Frames, report.Bytes, time);
    }

    private static string Line(RejectedReport rejected)
    {
        var times = rejected.Count is { } count ? Text(" {0:N0} ×", count) : "";
        var bytes = rejected.Bytes is { } length ? Text(" {0:N0} bytes", length) : "";
        return $"rejected as {rejected.Reason}:{times}{(times.Length * bytes.Length > 0 ? "," : "")}{bytes}";
    }

    private static string Count(long number) => Text("{0:N0}", number);

    private static string Rate(double? perSecond) => perSecond is { } rate ? Text("{0:N1}", rate) : "-";

    private static string Text(string format, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);
}
