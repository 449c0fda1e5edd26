using System.Text.Json;

namespace Workbook;

/// <summary>Records byte for byte, as CASES_FILE holds them: base64, or null.</summary>
static class Cases
{
    record Case(byte[]? Key, byte[]? Value, string?[][] Headers);

    public static async Task<Result> WriteAsync(CancellationToken deadline)
    {
        await using var file = File.OpenRead(Given.Text("CASES_FILE", ""));
        var cases = await JsonSerializer.DeserializeAsync<Case[]>(file, JsonSerializerOptions.Web, deadline) ?? [];
        var config = Sending.Config();
        config.Set("compression.type", Given.Text("COMPRESSION", "none"));
        using var producer = Connection.Producer(config);
        var written = await producer.SendAsync(new TopicPartition(Given.Topic, 0), cases.Select(ToMessage), deadline);
        return new Result(new { written = written.Length }, Connection.Beyond(config));
    }

    static Message ToMessage(Case one)
    {
        var headers = new Headers();
        foreach (var header in one.Headers)
            headers.Add(header[0], header[1] is { } value ? Convert.FromBase64String(value) : null);
        return new Message { Key = one.Key, Value = one.Value, Headers = headers };
    }

    public static Result Read(CancellationToken deadline)
    {
        var config = Member.Config($"{Given.Topic}-read"); // a group id is asked for even where nobody joins
        config.EnablePartitionEof = true; // comes after aborted records and markers too
        config.Set("isolation.level", Given.Text("ISOLATION", "read_committed"));
        using var reader = Member.AtBeginning(config);
        var records = reader.Records(deadline)
            .TakeWhile(record => !record.IsPartitionEOF)
            .Take(Given.Records)
            .Select(ToCase)
            .ToList();
        deadline.ThrowIfCancellationRequested();
        return new Result(new { records }, Connection.Beyond(config));
    }

    static object ToCase(Received record) => new
    {
        offset = record.Offset.Value,
        key = record.Message.Key,
        value = record.Message.Value,
        headers = record.Message.Headers.Select(Pair),
    };

    /// <summary>A header as the contract has it: [name, base64 or null].</summary>
    public static object?[] Pair(IHeader header) => [header.Key, header.GetValueBytes()];
}
