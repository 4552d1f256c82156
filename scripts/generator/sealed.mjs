// Which words of a command are sealed under the circle's key, and which an event has.
import { plain } from './cpp.mjs';
import { pascal } from './schema.mjs';

// A renewal is sealed under the key that it brings.
function sealed_fields(def) {
  const paths = (field) => {
    const name = plain(field.name);
    if (field.type.kind === 'sealed') {
      return field.required
        ? `  sealed.push_back(&from.${name});\n`
        : `  if (from.${name}) sealed.push_back(&*from.${name});\n`;
    }
    if (field.type.name !== 'prompt') return '';
    return `  if (from.${name} && from.${name}->words) sealed.push_back(&*from.${name}->words);\n`;
  };
  const lines = def.fields.map(paths).join('');
  if (lines === '') return '';
  return `static void add(std::vector<const Sealed*>& sealed, const ${pascal(def.name)}& from) {\n${lines}}\n`;
}

const of_all = (list) => list.map(sealed_fields).filter(Boolean).join('\n');

export const sealed_in = (words) => `${of_all(words.commands)}
${of_all(words.events)}
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
