namespace Workbook;

/// <summary>What the caller gives by environment, in the words of ../README.md.</summary>
static class Given
{
    public static readonly string Topic = Text("TOPIC", "");
    public static readonly string GroupId = Text("GROUP_ID", "");
    public static readonly int Records = Number("RECORDS", 0);
    public static readonly int DeadlineMs = Number("DEADLINE_MS", 60_000);
    public static readonly bool Plain = Text("STYLE", "fast") == "plain";

    public static string Text(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;

    static int Number(string name, int otherwise) => int.TryParse(Text(name, ""), out var value) ? value : otherwise;
}
