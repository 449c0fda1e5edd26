// Administration is a module of its own over the client's raw requests: kadm.
package main

import (
	"context"
	"os"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
)

func withAdmin(work func(*kadm.Client) (map[string]any, error)) (result, error) {
	client, err := connect()
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	evidence, err := work(kadm.NewClient(client))
	kadmModule := "github.com/twmb/franz-go/pkg/kadm"
	return result{Evidence: evidence, Extra: []string{kadmModule + " " + moduleVersion(kadmModule)}}, err
}

func adminTopics(ctx context.Context) (result, error) {
	return withAdmin(func(admin *kadm.Client) (map[string]any, error) {
		if _, err := admin.CreateTopic(ctx, 3, 1, nil, topic); err != nil {
			return nil, err
		}
		_, err := admin.DeleteTopic(ctx, os.Getenv("TOPIC_TO_DELETE"))
		return map[string]any{"created": topic}, err
	})
}

func adminConfigs(ctx context.Context) (result, error) {
	return withAdmin(func(admin *kadm.Client) (map[string]any, error) {
		change := kadm.AlterConfig{Op: kadm.SetConfig, Name: "retention.ms", Value: kmsg.StringPtr("60000")}
		altered, err := admin.AlterTopicConfigs(ctx, []kadm.AlterConfig{change}, topic)
		if err != nil {
			return nil, err
		}
		if len(altered) == 1 && altered[0].Err != nil {
			return nil, altered[0].Err
		}
		value := ""
		err = eventually(ctx, func() (bool, error) {
			described, err := admin.DescribeTopicConfigs(ctx, topic)
			if err != nil {
				return false, err
			}
			for _, config := range described[0].Configs {
				if config.Key == "retention.ms" {
					value = config.MaybeValue()
				}
			}
			return value == "60000", described[0].Err
		})
		return map[string]any{"value": value}, err
	})
}

func adminGroups(ctx context.Context) (result, error) {
	return withAdmin(func(admin *kadm.Client) (map[string]any, error) {
		listed, err := admin.ListGroups(ctx)
		if err != nil {
			return nil, err
		}
		described, err := admin.DescribeGroups(ctx, groupID)
		if err != nil {
			return nil, err
		}
		_, isListed := listed[groupID]
		_, err = admin.DeleteGroup(ctx, groupID)
		return map[string]any{"listed": isListed, "state": described[groupID].State}, err
	})
}

func adminACLs(ctx context.Context) (result, error) {
	return withAdmin(func(admin *kadm.Client) (map[string]any, error) {
		rule := kadm.NewACLs().Topics(topic).Allow("User:alice").AllowHosts("*").
			Operations(kadm.OpRead).ResourcePatternType(kadm.ACLPatternLiteral)
		created, err := admin.CreateACLs(ctx, rule)
		if err != nil {
			return nil, err
		}
		if created[0].Err != nil {
			return nil, created[0].Err
		}
		listed := false
		err = eventually(ctx, func() (bool, error) {
			described, err := admin.DescribeACLs(ctx, rule)
			listed = len(described) > 0 && len(described[0].Described) == 1 && described[0].Described[0].Name == topic
			return listed, err
		})
		return map[string]any{"listed": listed}, err
	})
}

// A share group begins at the latest record unless its own setting, kept by the broker, says otherwise.
func startShareGroupAtEarliest(ctx context.Context) error {
	client, err := connect()
	if err != nil {
		return err
	}
	defer client.Close()
	return setGroupConfig(ctx, client, "share.auto.offset.reset", "earliest")
}

func setGroupConfig(ctx context.Context, client *kgo.Client, name, value string) error {
	config := kmsg.NewIncrementalAlterConfigsRequestResourceConfig()
	config.Name, config.Value = name, &value
	resource := kmsg.NewIncrementalAlterConfigsRequestResource()
	resource.ResourceType = kmsg.ConfigResourceTypeGroupConfig
	resource.ResourceName = groupID
	resource.Configs = append(resource.Configs, config)
	request := kmsg.NewPtrIncrementalAlterConfigsRequest()
	request.Resources = append(request.Resources, resource)
	response, err := request.RequestWith(ctx, client)
	if err != nil {
		return err
	}
	return kerr.ErrorForCode(response.Resources[0].ErrorCode)
}
