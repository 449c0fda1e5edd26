using Confluent.Kafka;
using KafkaFlow.Configuration;
using AutoOffsetReset = KafkaFlow.AutoOffsetReset;

namespace Workbook;

/// <summary>A record as a middleware saw it.</summary>
sealed record Seen(long Offset, byte[]? Key, byte[]? Value, List<KeyValuePair<string, byte[]?>> Headers);

/// <summary>Features of groups.</summary>
static class Groups
{
    /// <summary>
    /// A member that handles one record after the other: one worker, and no more in its buffer than it must have, because
    /// a stop and a rebalance wait until the whole buffer is handled.
    /// </summary>
    public static IConsumerConfigurationBuilder Member(IConsumerConfigurationBuilder consumer, string group, ConsumerConfig? config = null, Action? assigned = null) =>
        consumer
            .WithConsumerConfig(config ?? new ConsumerConfig())
            .Topic(Given.Topic)
            .WithGroupId(group)
            .WithAutoOffsetReset(AutoOffsetReset.Earliest)
            .WithWorkersCount(1)
            .WithBufferSize(1)
            .WithWorkerStopTimeout(TimeSpan.FromSeconds(10))
            .WithPartitionsAssignedHandler((_, _) => assigned?.Invoke());

    public static async Task<Result> ReadAllAsync(CancellationToken deadline) =>
        new(new { consumed = (await ReadAsync(Given.GroupId, deadline)).Count });

    /// <summary>Reads what the program wrote, in a group of its own, which it leaves.</summary>
    public static Task<IReadOnlyList<Seen>> ReadBackAsync(CancellationToken deadline) => ReadAsync($"{Given.Topic}-back", deadline);

    static async Task<IReadOnlyList<Seen>> ReadAsync(string group, CancellationToken deadline)
    {
        var collect = new Collect(Given.Records);
        await using var flow = await Flow.ConsumingAsync(consumer => Member(consumer, group).AddMiddlewares(all => all.Add(_ => collect)));
        return await collect.AllAsync(deadline);
    }

    /// <summary>Joins with a setting that only Confluent's configuration has, and stays until it is told to go.</summary>
    public static Scenario Holding(ConsumerConfig config) => async deadline =>
    {
        using var told = new Told(deadline);
        await using (await Flow.ConsumingAsync(consumer => Member(consumer, Given.GroupId, config, SayReadyOnce())))
            await UntilToldAsync(told);
        deadline.ThrowIfCancellationRequested();
        return new Result(new { }, Result.ByConfiguration, config.ToDictionary(setting => setting.Key, setting => (object)setting.Value));
    };

    /// <summary>
    /// Works for one member alone. With a second one KafkaFlow takes the first rebalance's list of changes for the whole
    /// assignment, and commits nothing more: this is no setting to run with.
    /// </summary>
    public static async Task<Result> NewProtocolAsync(CancellationToken deadline)
    {
        using var told = new Told(deadline);
        var collect = new Collect(Given.Records);
        var config = new ConsumerConfig { GroupProtocol = GroupProtocol.Consumer };
        var consumed = 0;
        await using (await Flow.ConsumingAsync(consumer => Member(consumer, Given.GroupId, config).AddMiddlewares(all => all.Add(_ => collect))))
        {
            consumed = (await collect.AllAsync(deadline)).Count;
            Console.WriteLine("ready");
            await UntilToldAsync(told);
        }
        deadline.ThrowIfCancellationRequested();
        return new Result(new { consumed }, Result.ByConfiguration, new Dictionary<string, object> { ["group.protocol"] = "consumer" });
    }

    /// <summary>Prints `ready` once, when the group has given this member its partitions.</summary>
    public static Action SayReadyOnce()
    {
        var said = 0;
        return () =>
        {
            if (Interlocked.Exchange(ref said, 1) == 0)
                Console.WriteLine("ready");
        };
    }

    static async Task UntilToldAsync(Told told) =>
        await Task.Delay(Timeout.Infinite, told.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
