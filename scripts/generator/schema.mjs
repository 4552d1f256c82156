// Reads protocol/ into one plain picture of its words, which the three writers draw from.
import { readFileSync } from 'node:fs';

const read = (root, path) => JSON.parse(readFileSync(`${root}/protocol/${path}`, 'utf8'));
export const pascal = (name) => name.replace(/(^|_)(\w)/g, (_, __, letter) => letter.toUpperCase());

const scalars = {
  circle_id: 'CircleId',
  member_id: 'MemberId',
  share_id: 'ShareId',
  template_id: 'TemplateId',
  command_id: 'CommandId',
  device_id: 'DeviceId',
  invitation_id: 'InvitationId',
  message_id: 'MessageId',
  plan_id: 'PlanId',
  entry_id: 'EntryId',
  small_step_id: 'SmallStepId',
  meet_up_id: 'MeetUpId',
};

function type_of(property, words) {
  if (property.type === 'boolean') return { kind: 'boolean' };
  if (property.type === 'array')
    return { kind: 'array', items: type_of(property.items, words), max: property.maxItems };
  if (property.$ref) return reference(property, words);
  if (property.type === 'integer')
    return { kind: 'integer', minimum: property.minimum, maximum: property.maximum };
  if (property.type === 'string')
    return {
      kind: 'string',
      enum: property.enum,
      pattern: property.pattern,
      max: property.maxLength,
    };
  throw new Error(`outside the closed subset: ${JSON.stringify(property)}`);
}

function reference(property, words) {
  if (property.$ref === 'events.json') return { kind: 'any_event' };
  const name = property.$ref.split('/').at(-1);
  if (name === 'sealed') return { kind: 'sealed', words: property.words ?? 'words' };
  const target = words.ids[name];
  if (!target) return { kind: 'struct', name };
  if (name === 'time' || name === 'length') return { kind: name, maximum: target.maximum };
  if (target.enum) return { kind: 'enum', name };
  if (target.type === 'integer')
    return { kind: 'integer', minimum: target.minimum, maximum: target.maximum };
  if (target.type === 'object') return { kind: 'struct', name };
  return { kind: 'id', name, cpp: scalars[name] ?? 'std::string', pattern: target.pattern };
}

function structs(defs, words) {
  return Object.entries(defs)
    .filter(([, def]) => def.type === 'object')
    .map(([name, def]) => ({
      name,
      description: def.description,
      stream: def.stream,
      server: def.server === true,
      fields: Object.entries(def.properties).map(([field, property]) => ({
        name: field,
        required: def.required.includes(field),
        type: type_of(property, words),
      })),
    }));
}

export function load(root) {
  const words = { ids: read(root, 'schema/ids.json').$defs };
  const file = (name) => structs(read(root, `schema/${name}.json`).$defs, words);
  return {
    enums: Object.entries(words.ids)
      .filter(([, def]) => def.enum)
      .map(([name, def]) => ({ name, values: def.enum, description: def.description })),
    prompt: structs({ prompt: words.ids.prompt }, words)[0],
    commands: file('commands'),
    inner: file('inner'),
    events: file('events'),
    practice: file('practice'),
    keys: file('keys'),
    pods: file('pods'),
    plan: file('plan'),
    view: file('view'),
    frames: file('frames'),
    limits: read(root, 'limits.json'),
    refusals: read(root, 'refusals.json'),
    flaws: read(root, 'flaws.json'),
    closings: read(root, 'closings.json'),
  };
}
