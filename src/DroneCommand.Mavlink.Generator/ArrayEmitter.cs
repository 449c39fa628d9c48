using System.Text;

namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Writes the value types for fields with several elements: Array{N}&lt;T&gt; and Text{N}, one of each length in use.
/// They live within the message, so that reading one allocates nothing.
/// </summary>
internal static class ArrayEmitter
{
    public static string Emit(Dialect dialect)
    {
        var fields = dialect.Messages.SelectMany(m => m.Fields).Where(f => f.Length > 0).ToList();
        var text = new StringBuilder(Source.Head);
        foreach (var length in Lengths(fields.Where(f => f.Type != "char")))
            text.Append(Array.Replace("{N}", Source.Text(length)));
        foreach (var length in Lengths(fields.Where(f => f.Type == "char")))
            text.Append(Chars.Replace("{N}", Source.Text(length)));
        return text.ToString();
    }

    private static IEnumerable<int> Lengths(IEnumerable<FieldDefinition> fields) =>
        fields.Select(f => f.Length).Distinct().OrderBy(n => n);

    private const string Array = """

        /// <summary>{N} elements. Missing ones are zero.</summary>
        [System.Runtime.CompilerServices.InlineArray({N})]
            public struct Array{N}<T> where T : unmanaged
        {
            private T _first;

            public const int Length = {N};

            [System.Diagnostics.CodeAnalysis.UnscopedRef]
            public readonly System.ReadOnlySpan<T> AsSpan() => this;

            public readonly T[] ToArray() => AsSpan().ToArray();

            public static implicit operator Array{N}<T>(System.ReadOnlySpan<T> values)
            {
                Array{N}<T> result = default;
                values.CopyTo(result);
                return result;
            }

            public static implicit operator Array{N}<T>(T[] values) => (System.ReadOnlySpan<T>)values;
        }

        """;

    private const string Chars = """

        /// <summary>Up to {N} bytes of UTF-8 text, ended by NUL where shorter.</summary>
        [System.Runtime.CompilerServices.InlineArray({N})]
        public struct Text{N} : System.IEquatable<string>
        {
            private byte _first;

            /// <summary>The bytes up to the first NUL.</summary>
            [System.Diagnostics.CodeAnalysis.UnscopedRef]
            public readonly System.ReadOnlySpan<byte> AsSpan() => PayloadBytes.UpToNul(this);

            public override readonly string ToString() => PayloadBytes.ToText(this);

            public readonly bool Equals(string? other) => other != null && PayloadBytes.TextEquals(this, other);

            /// <summary>Cuts what is longer than {N} bytes, between characters.</summary>
            public static implicit operator Text{N}(string text)
            {
                Text{N} result = default;
                PayloadBytes.FromText(text, result);
                return result;
            }

            public static implicit operator string(Text{N} text) => text.ToString();
        }

        """;
}
