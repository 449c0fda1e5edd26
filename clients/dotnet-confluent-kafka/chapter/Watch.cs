namespace Workbook.Chapter;

/// <summary>What the workbook watches of both programs, and what it tells them; nothing of this is in the chapter.</summary>
static class Watch
{
    public static readonly string Brokers = Text("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");
    public static readonly string Topic = Text("TOPIC", "user-events");
    public static readonly string Group = Text("GROUP_ID", "user-event-processors");

    static readonly int ReadyAfter = int.Parse(Text("READY_AFTER", "0"));
    static int seen;

    /// <summary>Prints `ready` when that many records were seen, well or badly.</summary>
    public static void Seen()
    {
        if (++seen == ReadyAfter)
            Console.WriteLine("ready");
    }

    /// <summary>The chapter waits for a key. Where it is to be shown what else goes wrong, it waits without a terminal, too.</summary>
    public static async Task KeyAsync()
    {
        if (Text("KEYS", "") == "none")
            await Task.Delay(Timeout.Infinite);
        Console.ReadKey();
    }

    static string Text(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}
