// Commands and events: one of very many.
import { pascal } from './schema.mjs';

// What it takes to copy, compare and destroy one is compiled once, in words.cpp, and
// not in every file that passes one on.
export const one_of = (
  name,
  defs,
) => `struct ${name} : std::variant<${defs.map((def) => pascal(def.name)).join(', ')}> {
  using variant::variant;
  ${name}(const ${name}& other);
  ${name}(${name}&& other) noexcept;
  ${name}& operator=(const ${name}& other);
  ${name}& operator=(${name}&& other) noexcept;
  ~${name}();
  friend bool operator==(const ${name}& one, const ${name}& other);
};
std::string_view name_of(const ${name}& value);
`;

export const one_of_defined = (name) => `${name}::${name}(const ${name}& other) = default;
${name}::${name}(${name}&& other) noexcept = default;
${name}& ${name}::operator=(const ${name}& other) = default;
${name}& ${name}::operator=(${name}&& other) noexcept = default;
${name}::~${name}() = default;
bool operator==(const ${name}& one, const ${name}& other) {
  return static_cast<const ${name}::variant&>(one) == static_cast<const ${name}::variant&>(other);
}
`;
