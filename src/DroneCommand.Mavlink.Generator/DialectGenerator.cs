using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Compiles definition tables (AdditionalFiles named *.mavdef) and dialects in MAVLink's XML (*.xml) into message structs,
/// enums and lookup tables. A file that is broken, or lists a CRC extra that differs from the computed one, fails the
/// build at its line.
/// </summary>
[Generator]
public sealed class DialectGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Broken = new(
        "MAVDEF001",
        "Broken MAVLink definition",
        "{0}",
        "Mavlink",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context
            .AdditionalTextsProvider.Where(f =>
                IsTable(f.Path) || f.Path.EndsWith(".xml", System.StringComparison.OrdinalIgnoreCase)
            )
            .Select((f, cancellation) => (f.Path, Text: f.GetText(cancellation)?.ToString() ?? ""))
            .Where(f => IsTable(f.Path) || XmlDialectReader.IsDialect(f.Path, f.Text))
            .Collect();
        context.RegisterSourceOutput(files, Generate);
    }

    private static void Generate(SourceProductionContext context, ImmutableArray<(string Path, string Text)> files)
    {
        var problems = new List<Problem>();
        var dialect = Read(files, problems);
        DialectCheck.Run(dialect, problems);
        var messages = dialect.Messages.OrderBy(m => m.Id).Select(m => (m, new WireLayout(m))).ToList();
        foreach (var (message, layout) in messages)
            DialectCheck.CrcExtra(message, layout, problems);
        foreach (var problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(Broken, At(problem.Place), problem.Reason));
        if (problems.Count > 0 || dialect.Messages.Count == 0)
            return;
        Emit(context, dialect, messages, context.CancellationToken);
    }

    /// <summary>Tables come first: of what is defined twice, they know more.</summary>
    internal static Dialect Read(IEnumerable<(string Path, string Text)> files, List<Problem> problems)
    {
        var dialect = new Dialect();
        foreach (
            var (path, text) in files.OrderBy(f => !IsTable(f.Path)).ThenBy(f => f.Path, System.StringComparer.Ordinal)
        )
            if (IsTable(path))
                new TableReader(dialect, problems).Read(path, text);
            else
                new XmlDialectReader(dialect, problems).Read(path, text);
        DialectMerge.Run(dialect, problems);
        CommandsAsEnum(dialect);
        return dialect;
    }

    private static bool IsTable(string path) => path.EndsWith(".mavdef", System.StringComparison.Ordinal);

    private static void Emit(
        SourceProductionContext context,
        Dialect dialect,
        List<(MessageDefinition, WireLayout)> messages,
        CancellationToken cancellation
    )
    {
        context.AddSource("Enums.g.cs", SourceText.From(EnumEmitter.Emit(dialect), Encoding.UTF8));
        context.AddSource("Arrays.g.cs", SourceText.From(ArrayEmitter.Emit(dialect), Encoding.UTF8));
        context.AddSource("Tables.g.cs", SourceText.From(TableEmitter.Emit(messages, dialect), Encoding.UTF8));
        context.AddSource("Dispatch.g.cs", SourceText.From(DispatchEmitter.Emit(messages), Encoding.UTF8));
        context.AddSource("Facts.g.cs", SourceText.From(FactsEmitter.Emit(messages, dialect), Encoding.UTF8));
        foreach (var (message, layout) in messages)
        {
            cancellation.ThrowIfCancellationRequested();
            var source = new MessageEmitter(message, layout).Emit();
            context.AddSource(
                Names.Message(message.Name) + "." + Source.Text(message.Id) + ".g.cs",
                SourceText.From(source, Encoding.UTF8)
            );
        }
    }

    /// <summary>Commands are written apart because they have parameters; their values are the enum MAV_CMD.</summary>
    private static void CommandsAsEnum(Dialect dialect)
    {
        if (dialect.Commands.Count == 0)
            return;
        var commands = new EnumDefinition("MAV_CMD", new Attributes(), dialect.Commands[0].Place);
        commands.Entries.AddRange(dialect.Commands.Select(c => new EnumEntry(c.Value, c.Name, c.Attributes, c.Place)));
        dialect.Enums.Add(commands);
    }

    private static Location At(Place place)
    {
        var start = new LinePosition(place.Line, 0);
        return Location.Create(place.Path, default, new LinePositionSpan(start, start));
    }
}
