using System.Text;
using DroneCommand.Missions.Exchange;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Exchange;

/// <summary>Files that are made to do harm (rows B2 and B4 to B10 of the faults), and files that are damaged.</summary>
public class HostileFileTests
{
    /// <summary>Row B7: entities that grow, and such that are other files or addresses.</summary>
    [Theory]
    [InlineData(
        "<!DOCTYPE kml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>\n<kml><name>&c;</name></kml>"
    )]
    [InlineData("<!DOCTYPE kml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<kml><name>&x;</name></kml>")]
    [InlineData("<!DOCTYPE gpx SYSTEM \"http://127.0.0.1:9/gpx.dtd\">\n<gpx/>")]
    public void A_document_type_is_refused_before_anything_of_it_is_read(string text)
    {
        var problem = Files.Read(text, "bomb.kml").Problems.Should().ContainSingle().Subject;

        problem.Line.Should().Be(1);
        problem.Reason.Should().Contain("has a document type").And.Contain("take the line <!DOCTYPE …> out");
    }

    [Fact]
    public void An_entity_that_is_not_declared_is_refused() =>
        Files.Read("<kml>\n<name>&boom;</name></kml>").Problems.Should().ContainSingle().Which.Line.Should().Be(2);

    [Fact]
    public void Nesting_is_bounded()
    {
        var text = "<kml>" + string.Concat(Enumerable.Repeat("<Folder>", 10_000));

        Files.Read(text).Problems.Should().ContainSingle().Which.Reason.Should().Contain("nested deeper than 48");
    }

    [Fact]
    public void The_number_of_elements_is_bounded()
    {
        var text = "<kml>" + string.Concat(Enumerable.Repeat("<a/>", 300_000)) + "</kml>";

        Files.Read(text).Problems.Should().ContainSingle().Which.Reason.Should().Contain("more than 200000 elements");
    }

    /// <summary>Row B2: each format refuses at the bound, not behind the last of its positions.</summary>
    [Theory]
    [InlineData("kml")]
    [InlineData("gpx")]
    [InlineData("geojson")]
    [InlineData("waypoints")]
    public void Positions_are_bounded_in_every_format(string format)
    {
        var positions = Enumerable.Range(0, 25_000).Select(i => (Lon: 8 + i * 1e-6, Lat: 47 + i % 2 * 1e-6));
        var text = format switch
        {
            "kml" =>
                $"<kml><Placemark><LineString><coordinates>{string.Join(' ', positions.Select(p => FormattableString.Invariant($"{p.Lon},{p.Lat}")))}</coordinates></LineString></Placemark></kml>",
            "gpx" =>
                $"<gpx><rte>{string.Concat(positions.Select(p => FormattableString.Invariant($"<rtept lat='{p.Lat}' lon='{p.Lon}'/>")))}</rte></gpx>",
            "geojson" =>
                $"{{\"type\":\"LineString\",\"coordinates\":[{string.Join(',', positions.Select(p => FormattableString.Invariant($"[{p.Lon},{p.Lat}]")))}]}}",
            _ => "QGC WPL 110\n"
                + string.Concat(
                    positions.Select(
                        (p, i) => FormattableString.Invariant($"{i}\t0\t3\t16\t0\t0\t0\t0\t{p.Lat}\t{p.Lon}\t5\t1\n")
                    )
                ),
        };

        Files
            .Read(text)
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("more than 20000 positions; simplify its shapes");
    }

    [Fact]
    public void A_file_above_the_bound_is_refused_unread()
    {
        var bytes = new byte[ShapeImport.MaxBytes + 1];
        bytes[0] = (byte)'{';

        ShapeImport
            .Read(bytes, "big")
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("larger than 16 MiB");
        Files
            .Read("{\"a\":\"" + new string('x', 9 * 1024 * 1024) + "\"}")
            .Problems[0]
            .Reason.Should()
            .Contain("larger than 8 MiB");
        Files.Read("<kml>" + new string(' ', 9 * 1024 * 1024) + "</kml>").Problems.Should().ContainSingle();
    }

    /// <summary>Row B8: what unpacks to much more than it is.</summary>
    [Fact]
    public void A_zip_bomb_is_refused_at_its_ratio()
    {
        var zip = Files.Zip(("doc.kml", Files.Bytes("<kml>" + new string(' ', 4_000_000) + "</kml>")));

        var problem = ShapeImport.Read(zip, "bomb.kmz").Problems.Should().ContainSingle().Subject;

        zip.Length.Should().BeLessThan(10_000);
        problem.Where.Should().Be("doc.kml");
        problem.Reason.Should().Contain("unpacks to more than 200 times its size");
    }

    [Fact]
    public void What_an_entry_unpacks_to_is_bounded()
    {
        var random = new Random(1);
        var text = new StringBuilder("<kml><!--");
        while (text.Length < 9 * 1024 * 1024)
        {
            text.Append((char)random.Next('a', 'z'));
        }

        var zip = Files.Zip(("doc.kml", Files.Bytes(text + "--></kml>")));

        ShapeImport
            .Read(zip, "big.kmz")
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("more than 8 MiB");
    }

    [Fact]
    public void The_files_of_a_zip_are_bounded()
    {
        var zip = Files.Zip([.. Enumerable.Range(0, 1_001).Select(i => ($"{i}.png", Array.Empty<byte>()))]);

        ShapeImport
            .Read(zip, "many.kmz")
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("holds 1001 files");
    }

    /// <summary>Row B9: nothing is written, and a name that leads out is refused all the same.</summary>
    [Theory]
    [InlineData("../../etc/doc.kml")]
    [InlineData("/doc.kml")]
    [InlineData("a\\..\\..\\doc.kml")]
    [InlineData("C:doc.kml")]
    public void A_name_that_leads_out_of_the_zip_is_refused(string name)
    {
        var zip = Files.Zip((name, Files.Bytes(Files.Kml)));

        ShapeImport
            .Read(zip, "slip.kmz")
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Contain("leads out of the zip");
    }

    /// <summary>Row B10: an address in a file is only named.</summary>
    [Fact]
    public void A_link_is_never_followed()
    {
        var text = "<kml><NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink></kml>";

        Files.Read(text).Problems.Should().ContainSingle().Which.Reason.Should().Be("holds no area, line or place");
    }

    private static readonly byte[][] Seeds =
    [
        Files.Bytes(Files.Kml),
        Files.Bytes(Files.Gpx),
        Files.Bytes(Files.GeoJson),
        Files.Bytes(Files.Plan),
        Files.Bytes(Files.Waypoints),
        Files.Zip(("doc.kml", Files.Bytes(Files.Kml))),
        ShapefileTests.Zipped(),
        ShapefileTests.Polygons(),
    ];

    /// <summary>Whatever the bytes are, reading gives shapes or problems, never both and never an exception.</summary>
    [Property(MaxTest = 4000)]
    public Property Damaged_files_give_a_result() =>
        Prop.ForAll(
            (
                from seed in Gen.Elements(Seeds)
                from cuts in Gen.Choose(0, 3)
                from changes in Gen.Choose(1, 12)
                from random in Gen.Choose(0, int.MaxValue)
                select Damaged(seed, cuts, changes, new Random(random))
            ).ToArbitrary(),
            GivesAResult
        );

    [Property(MaxTest = 500)]
    public Property Bytes_without_sense_give_a_result(byte[] bytes) =>
        Prop.ForAll(
            Gen.Elements("", "PK\u0003\u0004", "\0\0'\n", "{", "QGC WPL 110\n", "<kml>", "{\"fileType\":\"Plan\",")
                .ToArbitrary(),
            head => GivesAResult([.. Files.Bytes(head), .. bytes])
        );

    private static bool GivesAResult(byte[] bytes)
    {
        var tables = ShapefileTests.Companions;
        var read = ShapeImport.Read(bytes, "any", ending => tables.GetValueOrDefault(ending));
        return read.Shapes is null == read.Problems.Count > 0
            && (read.Shapes is not { } shapes || Files.Read(ShapesGeoJson.Write(shapes)).Problems.Count == 0);
    }

    private static byte[] Damaged(byte[] seed, int cuts, int changes, Random random)
    {
        var bytes = seed.ToList();
        for (var i = 0; i < changes; i++)
        {
            bytes[random.Next(bytes.Count)] = (byte)(
                random.Next(3) == 0 ? random.Next(256) : "0123456789-.,<>[]{}\" e\t\n"[random.Next(24)]
            );
        }

        for (var i = 0; i < cuts && bytes.Count > 40; i++)
        {
            var at = random.Next(bytes.Count - 20);
            bytes.RemoveRange(at, random.Next(20));
        }

        return [.. bytes];
    }
}
