using Kafka.Public;

namespace Workbook;

/// <summary>What the client has to say, on stderr. Of a broker that hangs up it tells at the level of information only.</summary>
sealed class Log : ILogger
{
    static volatile string? last;

    /// <summary>The words of a failure, and the client's last word behind them where it has one.</summary>
    public static string Explain(string said) => last is { } word && !said.Contains(word) ? $"{said}: {word}" : said;

    public void LogInformation(string message) => Note(message);

    public void LogWarning(string message) => Note(message);

    public void LogError(string message) => Note(message);

    public void LogDebug(string message) { }

    static void Note(string line)
    {
        last = line;
        Console.Error.WriteLine(line);
    }
}
