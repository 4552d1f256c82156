#include "net/admission.hpp"

namespace circlekeeper::net {

namespace {
constexpr rules::Length hour{3'600'000};
}

std::shared_ptr<void> Admission::admit(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (connections_[address] >= connections_max_) return nullptr;
  ++connections_[address];
  return {this, [address](Admission* self) {
            const std::lock_guard inner(self->mutex_);
            if (--self->connections_[address] == 0) self->connections_.erase(address);
          }};
}

bool Admission::may_make(const std::string& address, rules::Time now) {
  const std::lock_guard lock(mutex_);
  for (auto entry = made_.begin(); entry != made_.end();) {
    auto& times = entry->second;
    while (!times.empty() && now - times.front() >= hour) times.pop_front();
    entry = times.empty() ? made_.erase(entry) : std::next(entry);
  }
  auto& made = made_[address];
  if (std::ssize(made) >= circles_max_) return false;
  made.push_back(now);
  return true;
}

}  // namespace circlekeeper::net
