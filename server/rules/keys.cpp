#include "rules/keys.hpp"

#include <algorithm>
#include <set>

#include "rules/door.hpp"
#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

const Device* find_device(const Member& member, const DeviceId& id) {
  const auto found = std::ranges::find(member.keys, id, &Device::device);
  return found == member.keys.end() ? nullptr : &*found;
}

bool is_for(const Circle& circle, const Renewal& renewal, const std::optional<MemberId>& removed) {
  std::set<MemberId> members;
  for (const Member& member : circle.members) {
    if (member.id != removed) members.insert(member.id);
  }
  return members == std::set(renewal.members.begin(), renewal.members.end()) &&
         are_for(circle, members, renewal.boxes);
}

}  // namespace

bool are_for(const Circle& circle, const std::set<MemberId>& members,
             const std::vector<DeviceBox>& boxes) {
  std::set<DeviceId> devices;
  for (const MemberId& id : members) {
    for (const Device& each : find(circle, id)->keys) devices.insert(each.device);
  }
  std::set<DeviceId> boxed;
  for (const DeviceBox& each : boxes) boxed.insert(each.device);
  return boxed == devices && boxed.size() == boxes.size();
}

std::vector<DeviceBox> boxes_of(const Member& member, const std::vector<DeviceBox>& boxes) {
  std::vector<DeviceBox> own;
  std::ranges::copy_if(boxes, std::back_inserter(own), [&](const DeviceBox& each) {
    return find_device(member, each.device) != nullptr;
  });
  return own;
}

Outcome may_announce(const Circle& circle, const MemberId& id, const DeviceId& device) {
  std::int64_t count = 0;
  for (const Member& member : circle.members) {
    count += std::ssize(member.keys);
    if (member.id != id && find_device(member, device) != nullptr) {
      return refuse(RefusalCode::device_is_taken, "device");
    }
  }
  const Member& mine = *find(circle, id);
  const bool adds = !mine.keys.empty() && find_device(mine, device) == nullptr;
  if (adds && std::ssize(mine.keys) < limits::counts::devices_max &&
      count >= limits::counts::device_keys_max) {
    return refuse(RefusalCode::devices_are_enough);
  }
  return {};
}

Outcome act(Story& story, const Actor& actor, const AnnounceKey& asked) {
  Outcome fits = may_announce(story.circle(), *actor.member, asked.device);
  if (fits) story.tell(KeyAnnounced{*actor.member, asked.device, asked.device_key});
  return fits;
}

// The oldest makes way.
void happen(Circle& circle, const KeyAnnounced& event, const Told&) {
  auto& keys = find(circle, event.member)->keys;
  std::erase_if(keys, [&](const Device& each) { return each.device == event.device; });
  keys.push_back({event.device, event.device_key});
  if (std::ssize(keys) > limits::counts::devices_max) keys.erase(keys.begin());
}

Outcome may_renew(const Circle& circle, const Renewal& renewal,
                  const std::optional<MemberId>& removed) {
  const bool next = renewal.number == circle.key_number + 1 &&
                    renewal.before.key == renewal.number &&
                    renewal.keeper_box.key == renewal.number;
  if (!next) return refuse(RefusalCode::key_changed, "renewal");
  if (renewal.number > limits::counts::keys_max) return refuse(RefusalCode::keys_are_enough);
  if (!is_for(circle, renewal, removed)) return refuse(RefusalCode::ring_changed, "renewal");
  const bool kept = removed && find(circle, *removed)->keeper;
  if ((kept || circle.keeper_digest.empty()) && !renewal.keeper) {
    return refuse(RefusalCode::missing_field, "keeper");
  }
  return {};
}

void renew(Story& story, const MemberId& by, const Renewal& renewal) {
  story.tell_nobody(LinkSet{Link::invitation, renewal.invitation, std::nullopt});
  if (renewal.keeper) story.tell_nobody(LinkSet{Link::keeper, renewal.keeper, std::nullopt});
  story.tell(KeyRenewed{renewal.number, by, renewal.before});
  for (const Member& member : std::vector(story.circle().members)) {
    auto boxes = boxes_of(member, renewal.boxes);
    if (boxes.empty()) continue;
    story.tell_member(member.id,
                      KeyHanded{renewal.number, by, renewal.from_device, std::move(boxes)});
  }
  story.tell_keepers(LinkReplaced{Link::invitation, by});
  if (renewal.keeper) story.tell_keepers(LinkReplaced{Link::keeper, by});
  story.tell_keepers(KeeperBoxKept{renewal.keeper_box});
}

Outcome act(Story& story, const Actor& actor, const RenewKey& asked) {
  Outcome fits = may_renew(story.circle(), asked.renewal, std::nullopt);
  if (fits) renew(story, *actor.member, asked.renewal);
  return fits;
}

// What waits at the door, and invitations for one person, are sealed with the key before.
void happen(Circle& circle, const KeyRenewed& event, const Told&) {
  circle.key_number = event.number;
  circle.keys.push_back(event.before);
  circle.key_due = false;
  circle.at_door.clear();
  circle.invitations.clear();
}

void happen(Circle& circle, const KeyHanded& event, const Told& told) {
  find(circle, told.audience.member)->handed = event;
}

void happen(Circle& circle, const KeeperBoxKept& event, const Told&) {
  circle.keeper_box = event.keeper_box;
}

void stop_keepers_link(Story& story, const MemberId& by) {
  story.tell_nobody(LinkSet{Link::keeper, std::nullopt, std::nullopt});
  story.tell_keepers(LinkReplaced{Link::keeper, by});
  story.tell_keepers(KeyDue{});
}

void happen(Circle& circle, const KeyDue&, const Told&) {
  circle.key_due = true;
}

}  // namespace circlekeeper::rules
