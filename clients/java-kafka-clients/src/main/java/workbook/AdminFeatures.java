package workbook;

import static workbook.Environment.GROUP_ID;
import static workbook.Environment.TOPIC;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What needs the admin client. */
final class AdminFeatures {
  // A broker answers a change once the controller has it, and may itself hear of it a moment later.
  private static final int TRIES = 100;

  private AdminFeatures() {}

  static Result connect() throws Exception {
    try (Admin admin = Connect.admin()) {
      var described = admin.describeTopics(List.of(TOPIC)).allTopicNames().get();
      return Result.of("partitions", described.get(TOPIC).partitions().size());
    }
  }

  static Result topics() throws Exception {
    try (Admin admin = Connect.admin()) {
      var wanted = new NewTopic(TOPIC, Optional.of(3), Optional.empty());
      admin.createTopics(List.of(wanted)).all().get();
      admin.deleteTopics(List.of(Environment.text("TOPIC_TO_DELETE", ""))).all().get();
      return Result.of("created", TOPIC);
    }
  }

  static Result configs() throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
    try (Admin admin = Connect.admin()) {
      set(admin, resource, "retention.ms", "60000");
      String value = "";
      for (int tries = 0; tries < TRIES && !value.equals("60000"); tries++) {
        Thread.sleep(50);
        var described = admin.describeConfigs(List.of(resource)).all().get();
        value = described.get(resource).get("retention.ms").value();
      }
      return Result.of("value", value);
    }
  }

  private static void set(Admin admin, ConfigResource resource, String name, String value)
      throws Exception {
    var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    Map<ConfigResource, Collection<AlterConfigOp>> changes = Map.of(resource, List.of(change));
    admin.incrementalAlterConfigs(changes).all().get();
  }

  static Result groups() throws Exception {
    try (Admin admin = Connect.admin()) {
      boolean listed =
          admin.listGroups().all().get().stream()
              .anyMatch(group -> group.groupId().equals(GROUP_ID));
      var described = admin.describeConsumerGroups(List.of(GROUP_ID)).all().get();
      String state = described.get(GROUP_ID).groupState().toString();
      admin.deleteConsumerGroups(List.of(GROUP_ID)).all().get();
      return Result.of(Map.of("listed", listed, "state", state));
    }
  }

  static Result acls() throws Exception {
    var pattern = new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL);
    var entry =
        new AccessControlEntry("User:alice", "*", AclOperation.READ, AclPermissionType.ALLOW);
    AclBinding rule = new AclBinding(pattern, entry);
    try (Admin admin = Connect.admin()) {
      admin.createAcls(List.of(rule)).all().get();
      boolean listed = false;
      for (int tries = 0; tries < TRIES && !listed; tries++) {
        Thread.sleep(50);
        listed = admin.describeAcls(rule.toFilter()).values().get().contains(rule);
      }
      return Result.of("listed", listed);
    }
  }

  /** A share group begins at the latest record unless its own setting, kept by the broker, says otherwise. */
  static void startShareGroupAtEarliest() throws Exception {
    var group = new ConfigResource(ConfigResource.Type.GROUP, GROUP_ID);
    try (Admin admin = Connect.admin()) {
      set(admin, group, "share.auto.offset.reset", "earliest");
    }
  }
}
