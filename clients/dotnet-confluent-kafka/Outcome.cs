using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook;

/// <summary>What a scenario found; settings stand in the client's own names.</summary>
record Result(object Evidence, IReadOnlyDictionary<string, object>? Settings = null);

/// <summary>The client has no such thing; the message is where that is said.</summary>
sealed class NotOfferedException(string source) : Exception(source);

/// <summary>The result line of ../README.md.</summary>
sealed record Outcome
{
    static readonly JsonSerializerOptions AsJson = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // writes "größe" as it is, not as escapes
    };

    static int finished;

    [JsonPropertyName("outcome")]
    public required string Word { get; init; }

    public string Version { get; } = InformationalVersion(typeof(ProducerConfig).Assembly);

    public string Runtime { get; } = $"dotnet {Environment.Version}, librdkafka {Library.VersionString}";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Evidence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, object>? Settings { get; init; }

    public static Outcome Late { get; } = Fails("no answer before the deadline");

    public static Outcome Works(Result result) =>
        new() { Word = "works", Evidence = result.Evidence, Settings = result.Settings };

    public static Outcome Fails(string error) => new() { Word = "fails", Error = error };

    public static Outcome NotOffered(string source) => new() { Word = "not-offered", Source = source };

    /// <summary>Prints the line and ends the program, whatever threads of librdkafka still run. Only the first is heard.</summary>
    public void Finish()
    {
        if (Interlocked.Exchange(ref finished, 1) == 1)
            return;
        Console.WriteLine(JsonSerializer.Serialize(this, AsJson));
        Environment.Exit(0);
    }

    // "2.16.0+56ef87df…": the commit behind the plus is no part of the version.
    static string InformationalVersion(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
