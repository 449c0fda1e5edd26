using Kafka.Public;

namespace Workbook;

/// <summary>
/// The client calls MessageReceived on its own thread, and takes a record for handled when the handler returns: what it
/// commits, at its end and at a rebalance too, is all that was given out. So the work is done inside of the handler, and a
/// handler that throws keeps its record uncommitted; the partition stands still from there on.
/// </summary>
sealed class Handler(ClusterClient client, int wanted, Action<RawKafkaRecord> work)
{
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool stopped;
    Exception? failure;

    public int Handled { get; private set; }

    /// <summary>Commit after each record: by RequireCommit, because to wait for CommitAsync in here is to wait for oneself.</summary>
    public bool CommitEach { get; init; }

    public void Receive(RawKafkaRecord record)
    {
        if (stopped)
            throw new OperationCanceledException("not handled any more");
        try
        {
            work(record);
        }
        catch (Exception error)
        {
            failure = error;
            Stop();
            throw;
        }
        if (CommitEach)
            client.RequireCommit();
        if (++Handled == wanted)
            Stop();
    }

    /// <summary>Takes no record any more.</summary>
    public void Stop()
    {
        stopped = true;
        ended.TrySetResult();
    }

    /// <summary>Waits for the last record wanted, or a failure, which it throws, or until it is told.</summary>
    public async Task EndAsync(CancellationToken told)
    {
        await ended.Task.WaitAsync(told).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Stop();
        if (failure is not null)
            throw failure;
    }
}

static class Groups
{
    public static async Task<Result> ReadAllAsync(CancellationToken deadline) =>
        new(new { consumed = (await ReadAsync(Given.GroupId, Given.Records, deadline)).Count });

    /// <summary>Reads in a group from the earliest record, commits, and leaves.</summary>
    public static async Task<IReadOnlyList<RawKafkaRecord>> ReadAsync(string group, int count, CancellationToken deadline)
    {
        var found = new List<RawKafkaRecord>();
        var client = Cluster.Client(Cluster.Configuration());
        var handler = new Handler(client, count, found.Add);
        client.MessageReceived += handler.Receive;
        client.Join(group);
        try
        {
            await handler.EndAsync(deadline);
        }
        finally
        {
            await client.Shutdown(); // commits, and leaves the group
        }
        deadline.ThrowIfCancellationRequested();
        return found;
    }
}
