using Confluent.Kafka;

namespace Workbook;

/// <summary>
/// KafkaFlow has no word for a transaction. It hands out Confluent's producer where that is built, and on that one
/// transactions begin and end, around what is sent by KafkaFlow.
/// </summary>
static class Transactions
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var config = new ProducerConfig { TransactionalId = $"{Given.Topic}-tx" };
        IProducer<byte[], byte[]>? below = null;
        await using var flow = await Flow.ProducingAsync(producer => producer
            .WithProducerConfig(config)
            .WithCustomFactory((built, _) =>
            {
                built.InitTransactions(Patience);
                built.BeginTransaction(); // it is built by the first send
                return below = built;
            }));
        await flow.Producer.SendAsync(Sending.Numbered(3), deadline);
        below!.AbortTransaction(Patience);
        below.BeginTransaction();
        await flow.Producer.SendAsync(Sending.Numbered(3), deadline);
        below.CommitTransaction(Patience);
        return new Result(new { aborted = 3, committed = 3 }, Result.BelowItsApi);
    }
}
