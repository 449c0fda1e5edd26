package main

import (
	"context"
	"os"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

func withAdmin(work func(*kafka.AdminClient) (map[string]any, error)) (result, error) {
	admin, err := kafka.NewAdminClient(configure(nil))
	if err != nil {
		return result{}, err
	}
	defer admin.Close()
	if err := giveToken(admin); err != nil {
		return result{}, err
	}
	evidence, err := work(admin)
	return result{Evidence: evidence}, err
}

// Each answer of the admin client holds an error of its own, and says "no error" by one with code 0.
func failure(err kafka.Error) error {
	if err.Code() == kafka.ErrNoError {
		return nil
	}
	return err
}

func connected(context.Context) (result, error) {
	return withAdmin(func(admin *kafka.AdminClient) (map[string]any, error) {
		metadata, err := admin.GetMetadata(&topic, false, 10_000)
		if err != nil {
			return nil, err
		}
		found := metadata.Topics[topic]
		return map[string]any{"partitions": len(found.Partitions)}, failure(found.Error)
	})
}

func adminTopics(ctx context.Context) (result, error) {
	return withAdmin(func(admin *kafka.AdminClient) (map[string]any, error) {
		wanted := []kafka.TopicSpecification{{Topic: topic, NumPartitions: 3, ReplicationFactor: 1}}
		created, err := admin.CreateTopics(ctx, wanted)
		if err != nil {
			return nil, err
		}
		if err := failure(created[0].Error); err != nil {
			return nil, err
		}
		deleted, err := admin.DeleteTopics(ctx, []string{os.Getenv("TOPIC_TO_DELETE")})
		if err != nil {
			return nil, err
		}
		return map[string]any{"created": topic}, failure(deleted[0].Error)
	})
}

func adminConfigs(ctx context.Context) (result, error) {
	return withAdmin(func(admin *kafka.AdminClient) (map[string]any, error) {
		resource := kafka.ConfigResource{Type: kafka.ResourceTopic, Name: topic, Config: []kafka.ConfigEntry{
			{Name: "retention.ms", Value: "60000", IncrementalOperation: kafka.AlterConfigOpTypeSet},
		}}
		altered, err := admin.IncrementalAlterConfigs(ctx, []kafka.ConfigResource{resource})
		if err != nil {
			return nil, err
		}
		if err := failure(altered[0].Error); err != nil {
			return nil, err
		}
		value := ""
		err = eventually(ctx, func() (bool, error) {
			described, err := admin.DescribeConfigs(ctx, []kafka.ConfigResource{{Type: kafka.ResourceTopic, Name: topic}})
			if err != nil {
				return false, err
			}
			value = described[0].Config["retention.ms"].Value
			return value == "60000", nil
		})
		return map[string]any{"value": value}, err
	})
}

func adminGroups(ctx context.Context) (result, error) {
	return withAdmin(func(admin *kafka.AdminClient) (map[string]any, error) {
		groups, err := admin.ListConsumerGroups(ctx)
		if err != nil {
			return nil, err
		}
		listed := false
		for _, group := range groups.Valid {
			listed = listed || group.GroupID == groupID
		}
		described, err := admin.DescribeConsumerGroups(ctx, []string{groupID})
		if err != nil {
			return nil, err
		}
		state := described.ConsumerGroupDescriptions[0].State.String()
		deleted, err := admin.DeleteConsumerGroups(ctx, []string{groupID})
		if err != nil {
			return nil, err
		}
		return map[string]any{"listed": listed, "state": state}, failure(deleted.ConsumerGroupResults[0].Error)
	})
}

func adminACLs(ctx context.Context) (result, error) {
	return withAdmin(func(admin *kafka.AdminClient) (map[string]any, error) {
		rule := kafka.ACLBinding{
			Type: kafka.ResourceTopic, Name: topic, ResourcePatternType: kafka.ResourcePatternTypeLiteral,
			Principal: "User:alice", Host: "*",
			Operation: kafka.ACLOperationRead, PermissionType: kafka.ACLPermissionTypeAllow,
		}
		created, err := admin.CreateACLs(ctx, kafka.ACLBindings{rule})
		if err != nil {
			return nil, err
		}
		if err := failure(created[0].Error); err != nil {
			return nil, err
		}
		listed := false
		err = eventually(ctx, func() (bool, error) {
			described, err := admin.DescribeACLs(ctx, rule)
			if err != nil {
				return false, err
			}
			listed = len(described.ACLBindings) == 1 && described.ACLBindings[0].Name == topic
			return listed, failure(described.Error)
		})
		return map[string]any{"listed": listed}, err
	})
}
