// The words that are not ours, each with ours: two words for an idea become two ideas.

/** A banned word of an identifier, and the right one. */
export const banned: Record<string, string> = {
  user: 'member',
  users: 'members',
  participant: 'member',
  participants: 'members',
  attendee: 'member',
  room: 'circle',
  rooms: 'circles',
  session: 'gathering',
  sessions: 'gatherings',
  meet_up: 'gathering',
  moderator: 'keeper',
  admin: 'keeper',
  administrator: 'keeper',
  facilitator: 'keeper',
  organizer: 'keeper',
  speaker: 'holder',
  chat: 'share',
  manager: 'the thing itself',
  helper: 'what it does',
  helpers: 'what they do',
  util: 'what it does',
  utils: 'what they do',
  impl: 'the thing itself',
};

/** Names that are other people's: APIs that we call by the names they have. */
export const theirs = new Set([
  'sessionStorage',
  'userAgent',
  'userEvent',
  'userActivation',
  'user_select',
  'newCDPSession',
]);
