namespace Workbook;

static class Transactions
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        var config = Sending.Config();
        config.TransactionalId = $"{Given.Topic}-tx"; // the same at every start: the broker ends what an earlier one left open
        using var producer = Connection.Producer(config);
        producer.InitTransactions(Patience);
        await WriteAsync(producer, deadline);
        producer.AbortTransaction(Patience);
        await WriteAsync(producer, deadline);
        producer.CommitTransaction(Patience);
        return new Result(new { aborted = 3, committed = 3 }, Connection.Beyond(config));
    }

    // Waits for the reports: an abort throws away what the broker has not seen yet.
    static async Task WriteAsync(Producer producer, CancellationToken deadline)
    {
        producer.BeginTransaction();
        await producer.SendAsync(Sending.Numbered(3), deadline);
    }
}
