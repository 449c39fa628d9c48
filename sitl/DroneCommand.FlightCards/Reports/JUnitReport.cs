using System.Globalization;
using System.Text;
using System.Xml;

namespace DroneCommand.FlightCards.Reports;

/// <summary>Results as JUnit XML, which build servers read: one suite, one case for each card.</summary>
public static class JUnitReport
{
    public static string Write(IReadOnlyList<CardResult> results)
    {
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true };
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "flight cards");
            xml.WriteAttributeString("tests", Number(results.Count));
            xml.WriteAttributeString("failures", Number(results.Count(r => r.Verdict == Verdict.Failed)));
            xml.WriteAttributeString("skipped", Number(results.Count(r => r.Verdict == Verdict.Skipped)));
            xml.WriteAttributeString("time", Seconds(results.Sum(r => r.Wall.TotalSeconds)));
            foreach (var result in results)
            {
                WriteCase(xml, result);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.AppendLine().ToString();
    }

    private static void WriteCase(XmlWriter xml, CardResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", result.Flown);
        xml.WriteAttributeString("name", result.Card.Id);
        xml.WriteAttributeString("time", Seconds(result.Wall.TotalSeconds));
        if (result.Verdict != Verdict.Passed)
        {
            xml.WriteStartElement(result.Verdict == Verdict.Failed ? "failure" : "skipped");
            xml.WriteAttributeString("message", Clean(result.FirstProblem));
            xml.WriteString(Clean(Story(result)));
            xml.WriteEndElement();
        }

        xml.WriteElementString("system-out", Clean(Story(result)));
        xml.WriteEndElement();
    }

    private static string Story(CardResult result)
    {
        var steps = result.Steps.Select(s =>
            string.Create(CultureInfo.InvariantCulture, $"{s.Began:0.0} s {s.Verdict} {s.Title}: {s.Evidence}")
        );
        var expectations = result.Expectations.Select(e => $"{e.Verdict} {e.Title}: {e.Evidence}");
        return string.Join('\n', [.. steps, .. expectations]);
    }

    /// <summary>A vehicle's texts may hold what XML may not.</summary>
    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
