#include "store/sqlite.hpp"

#include <sched.h>

#include <algorithm>
#include <chrono>

#include "store/sqlite_file.hpp"
#include "store/sqlite_log.hpp"

namespace circlekeeper::store {

using live::Outcome;

namespace {

// Work for one thread, in order; `take` waits for all that came meanwhile.
template <class Job>
class Queue {
 public:
  void add(Job job) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }
  // Empty once it was ended and all is taken.
  std::deque<Job> take() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return ended_ || !jobs_.empty(); });
    return std::exchange(jobs_, {});
  }
  // Whether there is something to take, or it was ended, before the time is over.
  bool wait(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    return ready_.wait_for(lock, most, [this] { return ended_ || !jobs_.empty(); });
  }
  void end() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    ready_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Job> jobs_;
  bool ended_ = false;
};

// A write: done inside the transaction, answered after the commit or with what failed.
class Write {
 public:
  explicit Write(bool cleans = false) : cleans_(cleans) {}
  virtual ~Write() = default;
  Write(const Write&) = delete;
  Write& operator=(const Write&) = delete;

  virtual void run(SqliteLog& log) = 0;
  virtual void answer() {}
  virtual void fail(Outcome) {}
  // Whether afterwards no byte of what was overwritten may be left.
  bool cleans() const { return cleans_; }

 private:
  bool cleans_;
};

using Writes = std::deque<std::unique_ptr<Write>>;

// Answers with what Run gives, or with what Failed makes of an outcome.
template <class T, class Run, class Failed>
class Answering final : public Write {
 public:
  Answering(live::Post post, live::Then<T> then, Run run, Failed failed, bool cleans)
      : Write(cleans),
        post_(std::move(post)),
        then_(std::move(then)),
        run_(std::move(run)),
        failed_(std::move(failed)) {}
  void run(SqliteLog& log) override { value_ = run_(log); }
  void answer() override {
    post_(
        [then = std::move(then_), value = std::move(value_)]() mutable { then(std::move(value)); });
  }
  void fail(Outcome outcome) override {
    value_ = failed_(outcome);
    answer();
  }

 private:
  live::Post post_;
  live::Then<T> then_;
  Run run_;
  Failed failed_;
  T value_{};
};

// Answers nobody.
template <class Run>
class Quiet final : public Write {
 public:
  explicit Quiet(Run run) : run_(std::move(run)) {}
  void run(SqliteLog& log) override { run_(log); }

 private:
  Run run_;
};

template <class T, class Run, class Failed>
std::unique_ptr<Write> answering(live::Post post, live::Then<T> then, Run run, Failed failed,
                                 bool cleans = false) {
  return std::make_unique<Answering<T, Run, Failed>>(std::move(post), std::move(then),
                                                     std::move(run), std::move(failed), cleans);
}

template <class Run>
std::unique_ptr<Write> quiet(Run run) {
  return std::make_unique<Quiet<Run>>(std::move(run));
}

}  // namespace

class SqliteStore::Writer {
 public:
  explicit Writer(const std::filesystem::path& folder)
      : lock_(folder),
        opened_(open_file(folder)),
        begin_(opened_.connection, "BEGIN IMMEDIATE"),
        commit_(opened_.connection, "COMMIT"),
        log_(opened_.connection),
        thread_([this] { work(); }) {}
  ~Writer() {
    queue_.end();
    thread_.join();
  }

  void add(std::unique_ptr<Write> write) { queue_.add(std::move(write)); }
  bool was_restored() const { return opened_.restored; }
  void limit_pages(std::int64_t pages_max) {
    add(quiet([this, pages_max](SqliteLog&) {
      opened_.connection.run(("PRAGMA max_page_count=" + std::to_string(pages_max)).c_str());
    }));
  }

 private:
  void work() {
    wait_for_more();
    for (;;) {
      while (unclean_ && !queue_.wait(clean_again)) clean();
      auto batch = queue_.take();
      if (batch.empty()) break;
      commit(batch);
    }
    if (unclean_) clean();
  }

  // This thread does not push aside who wakes it: where both share a core, more comes together for
  // one commit.
  static void wait_for_more() {
    const sched_param same{};
    sched_setscheduler(0, SCHED_BATCH, &same);
  }

  void commit(Writes& batch) {
    bool committing = false;
    try {
      begin_.bind().run();
      for (const auto& write : batch) write->run(log_);
      committing = true;
      commit_.bind().run();
    } catch (const std::exception&) {
      give_up(batch, committing ? Outcome::unknown : Outcome::unavailable);
      return;
    }
    if (std::ranges::any_of(batch, [](const auto& write) { return write->cleans(); })) clean();
    for (const auto& write : batch) write->answer();
  }

  // A commit that failed before it began is surely not stored; one that failed in itself perhaps
  // is.
  void give_up(Writes& batch, Outcome outcome) {
    if (sqlite3_get_autocommit(opened_.connection.raw()) == 0) {
      sqlite3_exec(opened_.connection.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
      outcome = Outcome::unavailable;
    }
    log_.forget();
    for (const auto& write : batch) write->fail(outcome);
  }

  // The log ahead of the file is copied into it and cut to nothing: what was overwritten is gone
  // from both. Somebody who reads the file just then (a backup) is not waited for long, since every
  // circle would wait too: it is tried again until it is done.
  void clean() {
    int left = 0, copied = 0;
    sqlite3_busy_timeout(opened_.connection.raw(), clean_wait_ms);
    const int code = sqlite3_wal_checkpoint_v2(opened_.connection.raw(), nullptr,
                                               SQLITE_CHECKPOINT_TRUNCATE, &left, &copied);
    sqlite3_busy_timeout(opened_.connection.raw(), Connection::busy_wait_ms);
    unclean_ = code != SQLITE_OK || left != 0;
  }

  static constexpr std::chrono::milliseconds clean_again{500};
  static constexpr int clean_wait_ms = 100;

  FolderLock lock_;
  Opened opened_;
  Statement begin_, commit_;
  SqliteLog log_;
  Queue<std::unique_ptr<Write>> queue_;
  bool unclean_ = true;  // a process that was killed may have left something
  std::thread thread_;
};

class SqliteStore::Reader {
 public:
  using Read = std::move_only_function<void(SqliteReading&)>;

  explicit Reader(const std::filesystem::path& folder)
      : connection_(folder / file_name, Connection::Mode::read),
        reading_(connection_),
        thread_([this] { work(); }) {}
  ~Reader() {
    queue_.end();
    thread_.join();
  }
  void add(Read read) { queue_.add(std::move(read)); }

 private:
  void work() {
    for (auto reads = queue_.take(); !reads.empty(); reads = queue_.take()) {
      for (Read& read : reads) read(reading_);
    }
  }

  Connection connection_;
  SqliteReading reading_;
  Queue<Read> queue_;
  std::thread thread_;
};

namespace {

template <class T, class Run>
auto reading(live::Post post, live::Then<T> then, Run run, T failed) {
  return [post = std::move(post), then = std::move(then), run = std::move(run),
          failed = std::move(failed)](SqliteReading& reading) mutable {
    T value;
    try {
      value = run(reading);
    } catch (const std::exception&) {
      value = std::move(failed);  // an answer all the same: nobody waits for a broken disk
    }
    post([then = std::move(then), value = std::move(value)]() mutable { then(std::move(value)); });
  };
}

}  // namespace

SqliteStore::SqliteStore(const std::filesystem::path& folder)
    : writer_(std::make_unique<Writer>(folder)), reader_(std::make_unique<Reader>(folder)) {}

SqliteStore::~SqliteStore() {
  reader_.reset();
  writer_.reset();
}

bool SqliteStore::was_restored() const {
  return writer_->was_restored();
}

void SqliteStore::limit_pages(std::int64_t pages_max) {
  writer_->limit_pages(pages_max);
}

void SqliteStore::append(live::Append append, live::Post post, live::Then<live::Appended> then) {
  writer_->add(answering<live::Appended>(
      std::move(post), std::move(then),
      [append = std::move(append)](SqliteLog& log) { return log.append(append); },
      [](Outcome outcome) { return live::Appended{outcome, 0, 0}; }));
}

void SqliteStore::take_ownership(rules::CircleId circle, bool create, live::Post post,
                                 live::Then<live::Owned> then) {
  writer_->add(answering<live::Owned>(
      std::move(post), std::move(then),
      [circle = std::move(circle), create](SqliteLog& log) {
        return log.take_ownership(circle, create);
      },
      [](Outcome outcome) { return live::Owned{outcome, 0, 0, ""}; }));
}

void SqliteStore::release(rules::CircleId circle, live::Epoch) {
  writer_->add(quiet([circle = std::move(circle)](SqliteLog& log) { log.release(circle); }));
}

void SqliteStore::read(rules::CircleId circle, live::Position after, std::size_t max_bytes,
                       live::Post post, live::Then<live::Page> then) {
  reader_->add(
      reading<live::Page>(std::move(post), std::move(then),
                          [circle = std::move(circle), after, max_bytes](SqliteReading& log) {
                            return log.read(circle, after, max_bytes);
                          },
                          {Outcome::unavailable, {}, 0}));
}

void SqliteStore::save_snapshot(rules::CircleId circle, live::Epoch epoch,
                                live::Snapshot snapshot) {
  writer_->add(quiet([circle = std::move(circle), epoch, snapshot = std::move(snapshot)](
                         SqliteLog& log) { log.save_snapshot(circle, epoch, snapshot); }));
}

void SqliteStore::load_snapshot(rules::CircleId circle, live::Post post,
                                live::Then<std::optional<live::Snapshot>> then) {
  reader_->add(reading<std::optional<live::Snapshot>>(
      std::move(post), std::move(then),
      [circle = std::move(circle)](SqliteReading& log) { return log.load_snapshot(circle); }, {}));
}

void SqliteStore::redact(rules::CircleId circle, live::Epoch epoch,
                         std::vector<live::Redaction> redactions, live::Post post,
                         live::Then<Outcome> then) {
  writer_->add(answering<Outcome>(
      std::move(post), std::move(then),
      [circle = std::move(circle), epoch, redactions = std::move(redactions)](SqliteLog& log) {
        return log.redact(circle, epoch, redactions);
      },
      [](Outcome outcome) { return outcome; }, true));
}

void SqliteStore::set_due(rules::CircleId circle, live::Epoch epoch,
                          std::optional<rules::Time> at) {
  writer_->add(quiet(
      [circle = std::move(circle), epoch, at](SqliteLog& log) { log.set_due(circle, epoch, at); }));
}

void SqliteStore::due(rules::Time before, std::size_t limit, live::Post post,
                      live::Then<std::vector<live::Due>> then) {
  reader_->add(reading<std::vector<live::Due>>(
      std::move(post), std::move(then),
      [before, limit](SqliteReading& log) { return log.due(before, limit); }, {}));
}

void SqliteStore::erase(rules::CircleId circle, live::Epoch epoch, live::Post post,
                        live::Then<Outcome> then) {
  writer_->add(answering<Outcome>(
      std::move(post), std::move(then),
      [circle = std::move(circle), epoch](SqliteLog& log) { return log.erase(circle, epoch); },
      [](Outcome outcome) { return outcome; }, true));
}

void SqliteStore::probe(live::Post post, live::Then<bool> then) {
  writer_->add(answering<bool>(
      std::move(post), std::move(then),
      [](SqliteLog& log) {
        log.probe();
        return true;
      },
      [](Outcome) { return false; }));
}

}  // namespace circlekeeper::store
