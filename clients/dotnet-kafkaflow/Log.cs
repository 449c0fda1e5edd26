using System.Text.Json;

namespace Workbook;

/// <summary>
/// What KafkaFlow has to say. Its default handler is silent, so that a handler's exception, a wrong configuration and a
/// broker that is away would leave no word anywhere.
/// </summary>
sealed class Log : ILogHandler
{
    static volatile string? last;

    /// <summary>The client's words, and the reason behind them where its log has one.</summary>
    public static string Explain(string said) => last is { } reason && !said.Contains(reason) ? $"{said}: {reason}" : said;

    public void Error(string message, Exception ex, object data) => Note(ex is null ? Said(message, data) : $"{message}: {ex.Message}");

    public void Warning(string message, object data) => Note(Said(message, data));

    public void Warning(string message, Exception ex, object data) => Note($"{message}: {ex?.Message}");

    public void Info(string message, object data) { }

    public void Verbose(string message, object data) { }

    // Delegates and streams in the data cannot be written as JSON, and are of no use to a reader.
    static string Said(string message, object data)
    {
        try
        {
            return $"{message} {JsonSerializer.Serialize(data)}";
        }
        catch (NotSupportedException)
        {
            return message;
        }
    }

    static void Note(string line)
    {
        last = line;
        Console.Error.WriteLine(line);
    }
}
