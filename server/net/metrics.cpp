#include "net/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>

namespace circlekeeper::net {

namespace {

// Seconds; from what memory takes to what a struggling disk does.
const prometheus::Histogram::BucketBoundaries until = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

double seconds(live::Measures::Clock::duration took) {
  return std::chrono::duration<double>(took).count();
}

}  // namespace

struct Metrics::Kept {
  using Answer = std::pair<std::string_view, std::optional<rules::RefusalCode>>;

  prometheus::Gauge& gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }
  prometheus::Histogram& histogram(const char* name, const char* help) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add({}, until);
  }

  prometheus::Registry registry;
  prometheus::Gauge& connections =
      gauge("circlekeeper_connections", "Connections to circles that are open");
  prometheus::Gauge& circles = gauge("circlekeeper_circles_loaded", "Circles that are in memory");
  prometheus::Gauge& queued =
      gauge("circlekeeper_queued_bytes", "Bytes that wait for connections to take them");
  prometheus::Counter& slow =
      prometheus::BuildCounter()
          .Name("circlekeeper_slow_readers_closed_total")
          .Help("Connections that were closed because too much waited for them")
          .Register(registry)
          .Add({});
  prometheus::Family<prometheus::Counter>& commands =
      prometheus::BuildCounter()
          .Name("circlekeeper_commands_total")
          .Help("Commands by kind, and by outcome: accepted, or the code of the refusal")
          .Register(registry);
  prometheus::Histogram& storing = histogram("circlekeeper_storing_seconds",
                                             "From handing events to the store until it answered");
  prometheus::Histogram& telling = histogram(
      "circlekeeper_telling_seconds", "From beginning to decide until all connections have it");
  std::mutex mutex;  // of what follows
  std::map<Answer, prometheus::Counter*> answers;
};

Metrics::Metrics() : kept_(std::make_unique<Kept>()) {}
Metrics::~Metrics() = default;

void Metrics::answered(std::string_view kind, std::optional<rules::RefusalCode> refused) {
  const std::lock_guard lock(kept_->mutex);
  prometheus::Counter*& counter = kept_->answers[{kind, refused}];
  if (counter == nullptr) {
    const std::string outcome(refused ? rules::name_of(*refused) : "accepted");
    const std::string name(kind.empty() ? "unreadable" : kind);
    counter = &kept_->commands.Add({{"kind", name}, {"outcome", outcome}});
  }
  counter->Increment();
}

void Metrics::stored(Clock::duration took) {
  kept_->storing.Observe(seconds(took));
}

void Metrics::told(Clock::duration took) {
  kept_->telling.Observe(seconds(took));
}

std::string Metrics::text(const Holding& all) {
  const std::lock_guard lock(kept_->mutex);
  kept_->connections.Set(static_cast<double>(all.connections));
  kept_->circles.Set(static_cast<double>(all.circles));
  kept_->queued.Set(static_cast<double>(all.queued_bytes));
  kept_->slow.Increment(static_cast<double>(all.closed_as_slow) - kept_->slow.Value());
  return prometheus::TextSerializer().Serialize(kept_->registry.Collect());
}

}  // namespace circlekeeper::net
