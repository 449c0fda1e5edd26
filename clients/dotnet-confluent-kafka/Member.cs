namespace Workbook;

/// <summary>A consumer that reads from the earliest record, commits only what it is told to, and leaves its group at its end.</summary>
sealed class Member : IDisposable
{
    static readonly TimeSpan OneLook = TimeSpan.FromMilliseconds(100);
    readonly IConsumer<byte[]?, byte[]?> consumer;

    Member(IConsumer<byte[]?, byte[]?> consumer) => this.consumer = consumer;

    /// <summary>Of a group: the default is Latest, and a new group would skip what is there.</summary>
    public static ConsumerConfig Config(string group) => new(Connection.Config())
    {
        GroupId = group,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
    };

    /// <summary>Joins the group. What <paramref name="assigned"/> throws would come out of Consume once, and then nothing ever again.</summary>
    public static Member Join(ConsumerConfig config, Action? assigned = null)
    {
        var builder = Connection.Consumer(config);
        if (assigned is not null)
            builder.SetPartitionsAssignedHandler((_, _) => assigned());
        var member = new Member(builder.Build());
        member.consumer.Subscribe(Given.Topic);
        return member;
    }

    /// <summary>Reads partition 0 from its beginning. A place given to Assign: Seek right after it is refused.</summary>
    public static Member AtBeginning(ConsumerConfig config)
    {
        var member = new Member(Connection.Consumer(config).Build());
        member.consumer.Assign(new TopicPartitionOffset(Given.Topic, 0, Offset.Beginning));
        return member;
    }

    /// <summary>The records as they come, until the token ends; ends of partitions too, where they are asked for.</summary>
    public IEnumerable<Received> Records(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
            if (Next() is { } record)
                yield return record;
    }

    /// <summary>The next record, or null where there is none for now.</summary>
    public Received? Next()
    {
        try
        {
            return consumer.Consume(OneLook);
        }
        catch (ConsumeException error) when (!error.Error.IsFatal)
        {
            // Inside of the loop: librdkafka goes on by itself, and so must its reader.
            Trouble.Note(error.Error);
            return null;
        }
    }

    /// <summary>Commits the place after this record.</summary>
    public void Commit(Received record) => consumer.Commit(record); // the offsets' overload would need + 1

    /// <summary>Commits the place after all that was read. Throws Local_NoOffset where nothing was.</summary>
    public void Commit() => consumer.Commit();

    public string Id => consumer.MemberId;

    /// <summary>Close leaves the group; Dispose alone would leave a dead member in it until its session ends.</summary>
    public void Dispose()
    {
        consumer.Close();
        consumer.Dispose();
    }
}
