using Confluent.Kafka.Admin;

namespace Workbook;

/// <summary>Topics, settings and groups by the admin client; what fails there is an exception with the broker's words.</summary>
static class Admin
{
    public static async Task<Result> ConnectAsync(CancellationToken deadline)
    {
        using var admin = Connection.Admin();
        var described = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([Given.Topic])).WaitAsync(deadline);
        return new Result(new { partitions = described.TopicDescriptions.Single().Partitions.Count });
    }

    public static async Task<Result> TopicsAsync(CancellationToken deadline)
    {
        using var admin = Connection.Admin();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = Given.Topic, NumPartitions = 3, ReplicationFactor = 1 }]).WaitAsync(deadline);
        await admin.DeleteTopicsAsync([Given.Text("TOPIC_TO_DELETE", "")]).WaitAsync(deadline);
        return new Result(new { created = Given.Topic });
    }

    public static async Task<Result> ConfigsAsync(CancellationToken deadline)
    {
        using var admin = Connection.Admin();
        var topic = new ConfigResource { Type = Confluent.Kafka.Admin.ResourceType.Topic, Name = Given.Topic };
        var retention = new ConfigEntry { Name = "retention.ms", Value = "60000", IncrementalOperation = AlterConfigOpType.Set };
        await admin.IncrementalAlterConfigsAsync(new() { [topic] = [retention] }).WaitAsync(deadline);
        var value = await Eventually.SeenAsync(
            async () => (await admin.DescribeConfigsAsync([topic])).Single().Entries["retention.ms"].Value,
            found => found == "60000",
            deadline);
        return new Result(new { value });
    }

    public static async Task<Result> GroupsAsync(CancellationToken deadline)
    {
        using var admin = Connection.Admin();
        var groups = await admin.ListConsumerGroupsAsync().WaitAsync(deadline);
        var listed = groups.Valid.Any(group => group.GroupId == Given.GroupId);
        var described = await admin.DescribeConsumerGroupsAsync([Given.GroupId]).WaitAsync(deadline);
        var state = described.ConsumerGroupDescriptions.Single().State.ToString();
        await admin.DeleteGroupsAsync([Given.GroupId]).WaitAsync(deadline);
        return new Result(new { listed, state });
    }
}
