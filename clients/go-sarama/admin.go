package main

import (
	"context"
	"os"

	"github.com/IBM/sarama"
)

func withAdmin(work func(sarama.ClusterAdmin) (map[string]any, error)) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	admin, err := sarama.NewClusterAdmin(brokers, config)
	if err != nil {
		return result{}, err
	}
	defer admin.Close()
	evidence, err := work(admin)
	return result{Evidence: evidence}, err
}

func adminTopics(context.Context) (result, error) {
	return withAdmin(func(admin sarama.ClusterAdmin) (map[string]any, error) {
		detail := &sarama.TopicDetail{NumPartitions: 3, ReplicationFactor: 1}
		if err := admin.CreateTopic(topic, detail, false); err != nil {
			return nil, err
		}
		return map[string]any{"created": topic}, admin.DeleteTopic(os.Getenv("TOPIC_TO_DELETE"))
	})
}

func adminConfigs(ctx context.Context) (result, error) {
	return withAdmin(func(admin sarama.ClusterAdmin) (map[string]any, error) {
		minute := "60000"
		changes := map[string]sarama.IncrementalAlterConfigsEntry{
			"retention.ms": {Operation: sarama.IncrementalAlterConfigsOperationSet, Value: &minute},
		}
		if err := admin.IncrementalAlterConfig(sarama.TopicResource, topic, changes, false); err != nil {
			return nil, err
		}
		asked := sarama.ConfigResource{Type: sarama.TopicResource, Name: topic, ConfigNames: []string{"retention.ms"}}
		value := ""
		err := eventually(ctx, func() (bool, error) {
			entries, err := admin.DescribeConfig(asked)
			for _, entry := range entries {
				if entry.Name == "retention.ms" {
					value = entry.Value
				}
			}
			return value == minute, err
		})
		return map[string]any{"value": value}, err
	})
}

func adminGroups(context.Context) (result, error) {
	return withAdmin(func(admin sarama.ClusterAdmin) (map[string]any, error) {
		groups, err := admin.ListConsumerGroups()
		if err != nil {
			return nil, err
		}
		described, err := admin.DescribeConsumerGroups([]string{groupID})
		if err != nil {
			return nil, err
		}
		_, listed := groups[groupID]
		return map[string]any{"listed": listed, "state": described[0].State}, admin.DeleteConsumerGroup(groupID)
	})
}

func adminACLs(ctx context.Context) (result, error) {
	return withAdmin(func(admin sarama.ClusterAdmin) (map[string]any, error) {
		resource := sarama.Resource{
			ResourceType: sarama.AclResourceTopic, ResourceName: topic, ResourcePatternType: sarama.AclPatternLiteral,
		}
		rule := sarama.Acl{
			Principal: "User:alice", Host: "*",
			Operation: sarama.AclOperationRead, PermissionType: sarama.AclPermissionAllow,
		}
		if err := admin.CreateACL(resource, rule); err != nil {
			return nil, err
		}
		filter := sarama.AclFilter{
			ResourceType: sarama.AclResourceTopic, ResourceName: &topic,
			ResourcePatternTypeFilter: sarama.AclPatternLiteral, Principal: &rule.Principal,
			Operation: sarama.AclOperationRead, PermissionType: sarama.AclPermissionAllow,
		}
		listed := false
		err := eventually(ctx, func() (bool, error) {
			found, err := admin.ListAcls(filter)
			listed = len(found) == 1 && found[0].ResourceName == topic && len(found[0].Acls) == 1
			return listed, err
		})
		return map[string]any{"listed": listed}, err
	})
}
