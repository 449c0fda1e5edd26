using Confluent.Kafka.Admin;

namespace Workbook;

static class Acls
{
    static readonly AclBinding Rule = new()
    {
        Pattern = new ResourcePattern
        {
            Type = Confluent.Kafka.Admin.ResourceType.Topic,
            Name = Given.Topic,
            ResourcePatternType = ResourcePatternType.Literal,
        },
        Entry = new AccessControlEntry
        {
            Principal = "User:alice",
            Host = "*",
            Operation = AclOperation.Read,
            PermissionType = AclPermissionType.Allow,
        },
    };

    public static async Task<Result> RunAsync(CancellationToken deadline)
    {
        using var admin = Connection.Admin();
        await admin.CreateAclsAsync([Rule]).WaitAsync(deadline);
        var listed = await Eventually.SeenAsync(
            async () => (await admin.DescribeAclsAsync(Rule.ToFilter())).AclBindings.Contains(Rule),
            found => found,
            deadline);
        return new Result(new { listed });
    }
}
