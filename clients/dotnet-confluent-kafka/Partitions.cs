namespace Workbook;

static class Partitions
{
    /// <summary>Murmur2Random is Java's rule. Murmur2 alone would put all records without a key into one partition.</summary>
    public static async Task<Result> ChooseAsync(CancellationToken deadline)
    {
        var config = Sending.Config();
        config.Partitioner = Given.Text("PARTITIONER", "default") == "java" ? Partitioner.Murmur2Random : Partitioner.ConsistentRandom;
        var keys = Enumerable.Range(0, 24).Select(n => new Message { Key = Sending.Bytes($"key-{n}"), Value = [] });
        var reports = await Sending.SendAsync(config, keys, deadline);
        return new Result(new { partitions = reports.Select(report => report.Partition.Value) }, Connection.Beyond(config));
    }
}
