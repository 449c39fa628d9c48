using System.Reflection;
using System.Runtime.Loader;
using DroneCommand.Mavlink.Generator;
using DroneCommand.Mavlink.Wire;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>Runs the generator over definition files, and compiles what comes out.</summary>
internal static class GeneratorRun
{
    // Generated code calls into the wire layer's inner parts, which are open to this name.
    private const string AssemblyName = "DroneCommand.Mavlink.Tests";

    public static GeneratorDriverRunResult Of(params (string Path, string Text)[] files) =>
        CSharpGeneratorDriver
            .Create([new DialectGenerator().AsSourceGenerator()], files.Select(f => File(f.Path, f.Text)))
            .RunGenerators(CSharpCompilation.Create(AssemblyName))
            .GetRunResult();

    public static AdditionalText File(string path, string text) => new DefinitionText(path, text);

    public static Assembly Load(GeneratorDriverRunResult generated)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            AssemblyName,
            generated.GeneratedTrees,
            platform
                .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
                .Append(typeof(FrameWriter).Assembly.Location)
                .Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)
        );
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
        image.Position = 0;
        return new AssemblyLoadContext("own dialect").LoadFromStream(image);
    }

    private sealed class DefinitionText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
