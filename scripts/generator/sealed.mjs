// Which words of a command are sealed under the circle's key, and which an event has.
import { in_order, plain } from './cpp.mjs';
import { pascal } from './schema.mjs';

// A renewal is sealed under the key that it brings: it has no words of now.
const parts_of = (words) => [words.prompt, ...in_order(words.plan)];

const guarded = (field, name, line) => (field.required ? line : `if (from.${name}) ${line}`);

function line_of(field, parts) {
  const name = plain(field.name);
  const value = field.required ? `from.${name}` : `*from.${name}`;
  const { kind } = field.type;
  if (kind === 'sealed') return `  ${guarded(field, name, `sealed.push_back(&${value});`)}\n`;
  const part = kind === 'array' ? field.type.items.name : field.type.name;
  if (!parts.includes(part)) return '';
  if (kind === 'array' && !field.required) {
    return `  if (from.${name}) {\n    for (const auto& each : ${value}) add(sealed, each);\n  }\n`;
  }
  if (kind === 'array') return `  for (const auto& each : ${value}) add(sealed, each);\n`;
  return `  ${guarded(field, name, `add(sealed, ${value});`)}\n`;
}

function sealed_fields(def, parts) {
  const lines = def.fields.map((field) => line_of(field, parts)).join('');
  if (lines === '') return '';
  return `static void add(std::vector<const Sealed*>& sealed, const ${pascal(def.name)}& from) {\n${lines}}\n`;
}

/** Each part after those that it is made of, and then what is made of them. */
function all_fields(words) {
  const parts = [];
  const written = parts_of(words).map((def) => {
    const text = sealed_fields(def, parts);
    if (text) parts.push(def.name);
    return text;
  });
  const rest = [...words.commands, ...words.events].map((def) => sealed_fields(def, parts));
  return [...written, ...rest].filter(Boolean).join('\n');
}

export const sealed_in = (words) => `${all_fields(words)}
std::vector<const Sealed*> sealed_in(const Command& command) {
  std::vector<const Sealed*> sealed;
  std::visit(
      [&](const auto& each) {
        if constexpr (requires { add(sealed, each); }) add(sealed, each);
      },
      command);
  return sealed;
}

std::vector<Sealed*> sealed_in(Event& event) {
  std::vector<const Sealed*> sealed;
  std::visit(
      [&](const auto& each) {
        if constexpr (requires { add(sealed, each); }) add(sealed, each);
      },
      event);
  std::vector<Sealed*> own;
  for (const Sealed* each : sealed) own.push_back(const_cast<Sealed*>(each));
  return own;
}
`;
