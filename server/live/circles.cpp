// The circles of one thread: loaded when somebody comes or something is due, let go when nobody is
// there.
#include <set>
#include <unordered_map>

#include "live/host.hpp"

namespace circlekeeper::live {

namespace {

constexpr rules::Length look_around{20'000};  // how often idle circles and due ones are looked for
constexpr std::size_t due_at_once = 64;

class ThreadCircles final : public Circles {
 public:
  ThreadCircles(Ports ports, Bounds bounds) : ports_(std::move(ports)), bounds_(std::move(bounds)) {
    next_look_ = ports_.now();
    arm();
  }

  std::unique_ptr<Visit> arrive(const rules::CircleId& circle, std::shared_ptr<Line> line,
                                std::string address) override {
    Host& host = hosted(circle);
    auto visit = host.arrive(std::move(line), std::move(address));
    if (draining_) host.close_all(Closing::going_away);
    return visit;
  }

  void ring() override {
    armed_.reset();
    const rules::Time now = ports_.now();
    while (!alarms_.empty() && alarms_.begin()->first <= now) {
      const rules::CircleId circle = alarms_.begin()->second;
      alarms_.erase(alarms_.begin());
      times_.erase(circle);
      if (const auto host = hosts_.find(circle); host != hosts_.end()) host->second->wake();
    }
    if (next_look_ <= now) look();
    arm();
  }

  std::size_t count() const override { return hosts_.size(); }

  void drain(std::move_only_function<void()> done) override {
    draining_ = true;
    for (auto& [id, host] : hosts_) host->close_all(Closing::going_away);
    wait_for_idle(std::move(done));
  }

 private:
  Host& hosted(const rules::CircleId& circle) {
    auto found = hosts_.find(circle);
    if (found == hosts_.end()) {
      auto host = std::make_shared<Host>(
          ports_, bounds_, circle,
          [this, circle](std::optional<rules::Time> at) { set_alarm(circle, at); });
      found = hosts_.emplace(circle, std::move(host)).first;
      found->second->load();
    }
    idle_since_.erase(circle);
    return *found->second;
  }

  void set_alarm(const rules::CircleId& circle, std::optional<rules::Time> at) {
    if (const auto known = times_.find(circle); known != times_.end()) {
      if (known->second == at) return;
      alarms_.erase({known->second, circle});
      times_.erase(known);
    }
    if (at) {
      alarms_.insert({*at, circle});
      times_.emplace(circle, *at);
    }
    arm();
  }

  void arm() {
    rules::Time next = next_look_;
    if (!alarms_.empty()) next = std::min(next, alarms_.begin()->first);
    if (armed_ && *armed_ <= next) return;
    armed_ = next;
    ports_.ring_at(next);
  }

  // What is due is loaded, and the rules are asked; what nobody visits leaves memory.
  void look() {
    next_look_ = ports_.now() + look_around;
    if (!draining_) {
      ports_.store.due(ports_.now(), due_at_once, ports_.post,
                       [this, alive = std::weak_ptr(alive_)](const std::vector<Due>& due) {
                         if (alive.expired() || draining_) return;
                         for (const Due& each : due) {
                           if (ports_.is_mine(each.circle)) meet_due(each.circle);
                         }
                       });
    }
    const rules::Time now = ports_.now();
    std::erase_if(hosts_, [&](const auto& entry) {
      if (!entry.second->is_idle()) {
        idle_since_.erase(entry.first);
        return false;
      }
      const rules::Time since = idle_since_.emplace(entry.first, now).first->second;
      if (now - since < rules::limits::lengths::unload) return false;
      let_go(entry.first, *entry.second);
      return true;
    });
  }

  // Nobody came, so that what is loaded already may leave memory as it would.
  void meet_due(const rules::CircleId& circle) {
    const auto found = hosts_.find(circle);
    if (found == hosts_.end()) {
      hosted(circle);
    } else {
      found->second->meet_due();
    }
  }

  void let_go(const rules::CircleId& circle, Host& host) {
    host.release();
    set_alarm(circle, std::nullopt);
    idle_since_.erase(circle);
  }

  void wait_for_idle(std::move_only_function<void()> done) {
    std::erase_if(hosts_, [&](const auto& entry) {
      if (!entry.second->is_idle()) return false;
      let_go(entry.first, *entry.second);
      return true;
    });
    if (hosts_.empty()) return ports_.post(std::move(done));
    ports_.post([this, alive = std::weak_ptr(alive_), done = std::move(done)]() mutable {
      if (!alive.expired()) wait_for_idle(std::move(done));
    });
  }

  Ports ports_;
  Bounds bounds_;
  std::unordered_map<rules::CircleId, std::shared_ptr<Host>> hosts_;
  std::set<std::pair<rules::Time, rules::CircleId>> alarms_;
  std::unordered_map<rules::CircleId, rules::Time> times_;
  std::unordered_map<rules::CircleId, rules::Time> idle_since_;
  rules::Time next_look_;
  std::optional<rules::Time> armed_;
  bool draining_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace

std::unique_ptr<Circles> make_circles(Ports ports, Bounds bounds) {
  return std::make_unique<ThreadCircles>(std::move(ports), std::move(bounds));
}

}  // namespace circlekeeper::live
