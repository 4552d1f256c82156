// Circles that say back what they hear, so that connections are tested without what is said on
// them.
#pragma once

#include <atomic>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "net/server.hpp"

namespace circlekeeper::tests {

inline std::atomic<int> echoing = 0;  // visits that are there now

// "tell <count> <size>" sends numbered messages of that size to everybody in the circle, "where"
// tells the thread, "break" throws; all else comes back as it is.
class Echo final : public live::Circles {
 public:
  explicit Echo(live::Ports ports) : ports_(std::move(ports)) {}

  std::unique_ptr<live::Visit> arrive(const rules::CircleId& circle,
                                      std::shared_ptr<live::Line> line, std::string) override {
    lines_[circle].insert(line);
    return std::make_unique<Stay>(*this, circle, std::move(line));
  }
  void ring() override {}
  std::size_t count() const override { return lines_.size(); }
  void drain(std::move_only_function<void()> done) override {
    for (auto& [circle, lines] : lines_) {
      for (const auto& line : lines) line->close(wire::Closing::going_away);
    }
    ports_.post(std::move(done));
  }

  static std::string numbered(int number, std::size_t size) {
    std::string text = std::to_string(number) + ":";
    text.resize(size, static_cast<char>('a' + number % 26));
    return text;
  }

 private:
  class Stay final : public live::Visit {
   public:
    Stay(Echo& echo, const rules::CircleId& circle, std::shared_ptr<live::Line> line)
        : echo_(echo), circle_(circle), line_(std::move(line)) {
      ++echoing;
    }
    ~Stay() override {
      echo_.lines_[circle_].erase(line_);
      --echoing;
    }
    void hear(std::string_view text) override {
      if (text == "break") throw std::runtime_error("broken");
      if (text.starts_with("tell ")) return tell(text.substr(5));
      std::ostringstream where;
      where << std::this_thread::get_id();
      line_->send(wire::framed(text == "where" ? where.str() : std::string(text)));
    }
    void hear_bytes() override { line_->send(wire::framed("bytes")); }

   private:
    void tell(std::string_view asked) {
      std::istringstream words{std::string(asked)};
      int count = 0;
      std::size_t size = 0;
      words >> count >> size;
      for (int i = 0; i < count; ++i) {
        const auto frame = wire::framed(numbered(i, size));
        for (const auto& line : echo_.lines_[circle_]) line->send(frame);
      }
    }

    Echo& echo_;
    rules::CircleId circle_;
    std::shared_ptr<live::Line> line_;
  };

  live::Ports ports_;
  std::map<rules::CircleId, std::set<std::shared_ptr<live::Line>>> lines_;
};

inline std::unique_ptr<live::Circles> make_echo(live::Ports ports, const live::Bounds&) {
  return std::make_unique<Echo>(std::move(ports));
}

}  // namespace circlekeeper::tests
