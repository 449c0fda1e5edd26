// Administration is the low-level client's: one method for each request of the protocol.
package main

import (
	"context"
	"os"

	"github.com/segmentio/kafka-go"
)

func withClient(work func(*kafka.Client) (map[string]any, error)) (result, error) {
	client, err := newClient()
	if err != nil {
		return result{}, err
	}
	evidence, err := work(client)
	return result{Evidence: evidence}, err
}

func connected(ctx context.Context) (result, error) {
	return withClient(func(client *kafka.Client) (map[string]any, error) {
		metadata, err := client.Metadata(ctx, &kafka.MetadataRequest{Topics: []string{topic}})
		if err != nil {
			return nil, err
		}
		found := metadata.Topics[0]
		return map[string]any{"partitions": len(found.Partitions)}, found.Error
	})
}

func adminTopics(ctx context.Context) (result, error) {
	return withClient(func(client *kafka.Client) (map[string]any, error) {
		wanted := kafka.TopicConfig{Topic: topic, NumPartitions: 3, ReplicationFactor: 1}
		created, err := client.CreateTopics(ctx, &kafka.CreateTopicsRequest{Topics: []kafka.TopicConfig{wanted}})
		if err != nil {
			return nil, err
		}
		if err := created.Errors[topic]; err != nil {
			return nil, err
		}
		unwanted := os.Getenv("TOPIC_TO_DELETE")
		deleted, err := client.DeleteTopics(ctx, &kafka.DeleteTopicsRequest{Topics: []string{unwanted}})
		if err != nil {
			return nil, err
		}
		return map[string]any{"created": topic}, deleted.Errors[unwanted]
	})
}

func adminConfigs(ctx context.Context) (result, error) {
	return withClient(func(client *kafka.Client) (map[string]any, error) {
		resource := kafka.IncrementalAlterConfigsRequestResource{
			ResourceType: kafka.ResourceTypeTopic, ResourceName: topic,
			Configs: []kafka.IncrementalAlterConfigsRequestConfig{
				{Name: "retention.ms", Value: "60000", ConfigOperation: kafka.ConfigOperationSet},
			},
		}
		altered, err := client.IncrementalAlterConfigs(ctx, &kafka.IncrementalAlterConfigsRequest{
			Resources: []kafka.IncrementalAlterConfigsRequestResource{resource},
		})
		if err != nil {
			return nil, err
		}
		if err := altered.Resources[0].Error; err != nil {
			return nil, err
		}
		value := ""
		err = eventually(ctx, func() (bool, error) {
			value, err = retention(ctx, client)
			return value == "60000", err
		})
		return map[string]any{"value": value}, err
	})
}

func retention(ctx context.Context, client *kafka.Client) (string, error) {
	described, err := client.DescribeConfigs(ctx, &kafka.DescribeConfigsRequest{
		Resources: []kafka.DescribeConfigRequestResource{
			{ResourceType: kafka.ResourceTypeTopic, ResourceName: topic, ConfigNames: []string{"retention.ms"}},
		},
	})
	if err != nil {
		return "", err
	}
	for _, entry := range described.Resources[0].ConfigEntries {
		if entry.ConfigName == "retention.ms" {
			return entry.ConfigValue, nil
		}
	}
	return "", described.Resources[0].Error
}

func adminGroups(ctx context.Context) (result, error) {
	return withClient(func(client *kafka.Client) (map[string]any, error) {
		groups, err := client.ListGroups(ctx, &kafka.ListGroupsRequest{})
		if err != nil {
			return nil, err
		}
		listed := false
		for _, group := range groups.Groups {
			listed = listed || group.GroupID == groupID
		}
		described, err := client.DescribeGroups(ctx, &kafka.DescribeGroupsRequest{GroupIDs: []string{groupID}})
		if err != nil {
			return nil, err
		}
		evidence := map[string]any{"listed": listed, "state": described.Groups[0].GroupState}
		deleted, err := client.DeleteGroups(ctx, &kafka.DeleteGroupsRequest{GroupIDs: []string{groupID}})
		if err != nil {
			return evidence, err
		}
		return evidence, deleted.Errors[groupID]
	})
}

func adminACLs(ctx context.Context) (result, error) {
	return withClient(func(client *kafka.Client) (map[string]any, error) {
		created, err := client.CreateACLs(ctx, &kafka.CreateACLsRequest{ACLs: []kafka.ACLEntry{{
			ResourceType: kafka.ResourceTypeTopic, ResourceName: topic, ResourcePatternType: kafka.PatternTypeLiteral,
			Principal: "User:alice", Host: "*",
			Operation: kafka.ACLOperationTypeRead, PermissionType: kafka.ACLPermissionTypeAllow,
		}}})
		if err != nil {
			return nil, err
		}
		if err := created.Errors[0]; err != nil {
			return nil, err
		}
		filter := kafka.ACLFilter{
			ResourceTypeFilter: kafka.ResourceTypeTopic, ResourceNameFilter: topic,
			ResourcePatternTypeFilter: kafka.PatternTypeLiteral, PrincipalFilter: "User:alice", HostFilter: "*",
			Operation: kafka.ACLOperationTypeRead, PermissionType: kafka.ACLPermissionTypeAllow,
		}
		listed := false
		err = eventually(ctx, func() (bool, error) {
			described, err := client.DescribeACLs(ctx, &kafka.DescribeACLsRequest{Filter: filter})
			if err != nil {
				return false, err
			}
			listed = len(described.Resources) == 1 && described.Resources[0].ResourceName == topic
			return listed, described.Error
		})
		return map[string]any{"listed": listed}, err
	})
}
