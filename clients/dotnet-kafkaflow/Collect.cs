namespace Workbook;

/// <summary>The last middleware of a consumer that only reads: keeps the first records, and does not commit what is beyond them.</summary>
sealed class Collect(int wanted) : IMessageMiddleware
{
    readonly List<Seen> found = [];
    readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the last record came, by Environment.TickCount64; 0 before the first.</summary>
    public long LastAt { get; private set; }

    public IReadOnlyList<Seen> Found => found;

    public async Task<IReadOnlyList<Seen>> AllAsync(CancellationToken deadline)
    {
        await all.Task.WaitAsync(deadline);
        return found;
    }

    public Task Invoke(IMessageContext context, MiddlewareDelegate next)
    {
        LastAt = Environment.TickCount64;
        if (found.Count == wanted)
        {
            context.ConsumerContext.ShouldStoreOffset = false;
            return Task.CompletedTask;
        }
        // Enumerated, not indexed: the indexer gives the last value of a name only.
        var headers = context.Headers.Select(header => new KeyValuePair<string, byte[]?>(header.Key, header.Value)).ToList();
        found.Add(new Seen(context.ConsumerContext.Offset, context.Message.Key as byte[], context.Message.Value as byte[], headers));
        if (found.Count == wanted)
            all.TrySetResult();
        return next(context);
    }
}
