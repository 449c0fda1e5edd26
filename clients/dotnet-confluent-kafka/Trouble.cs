namespace Workbook;

/// <summary>
/// The last error that librdkafka told a handler. An exception says "Local: Broker transport failure" for a wrong
/// password, a certificate that is not trusted and a broker that is away alike; which of them it is, only the handler hears.
/// </summary>
static class Trouble
{
    static volatile string? last;

    public static void Note(Error error)
    {
        last = error.Reason;
        Console.Error.WriteLine(error);
    }

    /// <summary>The client's words, and the reason behind them where a handler has heard one.</summary>
    public static string Explain(string said) => last is { } reason && !said.Contains(reason) ? $"{said}: {reason}" : said;
}
