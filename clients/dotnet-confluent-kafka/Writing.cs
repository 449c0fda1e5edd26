namespace Workbook;

/// <summary>Features that write some records, and those that read them back.</summary>
static class Writing
{
    public static Scenario With(Action<ProducerConfig> set) => async deadline =>
    {
        var config = Sending.Config();
        set(config);
        var reports = await Sending.SendAsync(config, Sending.Numbered(Given.Records), deadline);
        return new Result(new { acked = reports.Length }, Connection.Beyond(config));
    };

    public static Scenario AndBack(Action<ProducerConfig>? set = null) => async deadline =>
    {
        var config = Sending.Config();
        set?.Invoke(config);
        await Sending.SendAsync(config, Sending.Repetitive(Given.Records), deadline);
        return new Result(new { consumed = Groups.ReadBack(deadline).Count }, Connection.Beyond(config));
    };

    public static async Task<Result> HeadersAsync(CancellationToken deadline)
    {
        var one = new Message
        {
            Value = Sending.Bytes("v"),
            // A list of its own: `Headers = { … }` would add to one that is null until it is set.
            Headers = [new Header("a", Sending.Bytes("1")), new Header("a", Sending.Bytes("2")), new Header("b", [0, 255])],
        };
        await Sending.SendAsync(Sending.Config(), [one], deadline);
        var back = Groups.ReadBack(deadline).Single();
        return new Result(new { headers = back.Message.Headers.Select(Cases.Pair) });
    }
}
