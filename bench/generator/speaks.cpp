#include "generator/speaks.hpp"

#include <algorithm>
#include <charconv>

namespace circlekeeper::bench {

std::string digits(Number number, std::size_t count) {
  std::string text(count, '0');
  for (std::size_t i = count; i > 0 && number > 0; --i, number /= 10) {
    text[i - 1] = static_cast<char>('0' + number % 10);
  }
  return text;
}

Number number_after(std::string_view text, std::string_view mark) {
  const auto found = text.find(mark);
  if (found == std::string_view::npos) return 0;
  Number number = 0;
  std::from_chars(text.data() + found + mark.size(), text.data() + text.size(), number);
  return number;
}

std::string told_like(Place author, Number number, std::size_t body_bytes) {
  return R"({"type":"told","stream":"circle","number":)" + std::to_string(number) +
         R"(,"at":1764331403000,"event":{"type":"share_added","share":"share_)" +
         digits(number, 15) + R"(A","author":"member_)" + digits(author.circle, 8) +
         digits(author.seat, 6) + R"(A","body":{"key":1,"body":")" + std::string(body_bytes, 'w') +
         R"("}}})";
}

std::string plain_like(Number number, std::size_t bytes) {
  std::string text = "share_" + digits(number, 15);
  text.append(bytes - std::min(bytes, text.size()), 'w');
  return text;
}

}  // namespace circlekeeper::bench
