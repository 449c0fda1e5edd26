using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook;

/// <summary>
/// What a scenario found. Extra: what was needed beyond KafkaFlow's own API, nothing where that is enough; settings stand in
/// the client's own names.
/// </summary>
record Result(object Evidence, string[]? Extra = null, IReadOnlyDictionary<string, object>? Settings = null)
{
    static readonly string Engine = $"Confluent.Kafka {Outcome.VersionOf(typeof(Confluent.Kafka.ProducerConfig))}";

    /// <summary>A setting that only Confluent's configuration objects have.</summary>
    public static readonly string[] ByConfiguration = [$"a configuration of {Engine}"];

    /// <summary>Done by Confluent's own client, which KafkaFlow hands out.</summary>
    public static readonly string[] BelowItsApi = [$"the client of {Engine} below its API"];
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

    public string Version { get; } = VersionOf(typeof(IKafkaBus));

    public string Runtime { get; } =
        $"dotnet {Environment.Version}, Confluent.Kafka {VersionOf(typeof(Confluent.Kafka.ProducerConfig))}, librdkafka {Confluent.Kafka.Library.VersionString}";

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
        new() { Word = "works", Evidence = result.Evidence, Extra = result.Extra, Settings = result.Settings };

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

    /// <summary>What an assembly says of itself. "2.16.0+56ef87df…": the commit behind the plus is no part of the version.</summary>
    public static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
