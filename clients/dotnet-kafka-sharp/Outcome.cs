using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kafka.Public;

namespace Workbook;

/// <summary>What a scenario found. The setting without which nothing works with this broker stands in each.</summary>
record Result(object Evidence, IReadOnlyDictionary<string, object>? Settings = null, string[]? Extra = null)
{
    public static readonly string[] Needed = [$"{nameof(Compatibility)}.{nameof(Compatibility.V0_11_0)}"];
}

/// <summary>The client has no such thing; the message is where that is said.</summary>
sealed class NotOfferedException(string source) : Exception(source);

/// <summary>The result line of ../README.md.</summary>
sealed record Outcome
{
    static readonly JsonSerializerOptions AsJson = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // writes "größe" as it is, not as escapes
    };

    static int finished;

    [JsonPropertyName("outcome")]
    public required string Word { get; init; }

    public string Version { get; } = VersionOf(typeof(ClusterClient));

    public string Runtime { get; } = $"dotnet {Environment.Version}";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string[]? Extra { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Evidence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, object>? Settings { get; init; }

    public static Outcome Late { get; } = Fails("no answer before the deadline");

    public static Outcome Works(Result result) =>
        new() { Word = "works", Evidence = result.Evidence, Extra = [.. Result.Needed, .. result.Extra ?? []], Settings = result.Settings };

    public static Outcome Fails(string error) => new() { Word = "fails", Error = error };

    public static Outcome NotOffered(string source) => new() { Word = "not-offered", Source = source };

    /// <summary>Prints the line and ends the program, whatever threads of the client still run. Only the first is heard.</summary>
    public void Finish()
    {
        if (Interlocked.Exchange(ref finished, 1) == 1)
            return;
        Console.WriteLine(JsonSerializer.Serialize(this, AsJson));
        Environment.Exit(0);
    }

    // The assembly itself says 1.0.0.0 in every release; the package's version is in the project file, where it is exact.
    static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
