namespace Workbook;

/// <summary>Features of groups.</summary>
static class Groups
{
    public static Result ReadAll(CancellationToken deadline)
    {
        using var member = Member.Join(Member.Config(Given.GroupId));
        return new Result(new { consumed = Take(member, Given.Records, deadline).Count });
    }

    /// <summary>Reads what the program wrote, in a group of its own, which it leaves.</summary>
    public static IReadOnlyList<Received> ReadBack(CancellationToken deadline)
    {
        using var member = Member.Join(Member.Config($"{Given.Topic}-back"));
        return Take(member, Given.Records, deadline);
    }

    /// <summary>Joins with a setting, and stays until it is told to go.</summary>
    public static Func<CancellationToken, Result> Holding(Action<ConsumerConfig> set) => deadline =>
    {
        var config = Member.Config(Given.GroupId);
        set(config);
        using var told = new Told(deadline);
        using var member = Member.Join(config, SayReadyOnce());
        Stay(member, told, deadline);
        return new Result(new { memberId = member.Id }, Connection.Beyond(config));
    };

    /// <summary>Session and heartbeat are the broker's matter here: Build refuses them.</summary>
    public static Result NewProtocol(CancellationToken deadline)
    {
        var config = Member.Config(Given.GroupId);
        config.GroupProtocol = GroupProtocol.Consumer;
        using var told = new Told(deadline);
        using var member = Member.Join(config);
        var consumed = Take(member, Given.Records, deadline).Count;
        Console.WriteLine("ready");
        Stay(member, told, deadline);
        return new Result(new { consumed }, Connection.Beyond(config));
    }

    /// <summary>Prints `ready` once, when the group has given this member its partitions.</summary>
    public static Action SayReadyOnce()
    {
        var said = false;
        return () =>
        {
            if (!said)
                Console.WriteLine("ready");
            said = true;
        };
    }

    static List<Received> Take(Member member, int count, CancellationToken deadline)
    {
        var found = member.Records(deadline).Take(count).ToList();
        deadline.ThrowIfCancellationRequested();
        member.Commit();
        return found;
    }

    // A member that does not ask for records is thrown out of its group.
    static void Stay(Member member, Told told, CancellationToken deadline)
    {
        foreach (var _ in member.Records(told.Token)) { }
        deadline.ThrowIfCancellationRequested();
    }
}
