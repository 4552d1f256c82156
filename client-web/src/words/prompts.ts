// The shipped prompts: in which part of a gathering each has its place, and where its group comes from.
// What they say is in the catalogues, as `prompt.<key>`; the server never sees more than the key.
interface PromptGroup {
  group: string;
  source: string;
  keys: string[];
}

export const prompt_groups: PromptGroup[] = [
  {
    group: 'checkin',
    source: 'Baldwin and Linnea, The Circle Way, 2010',
    keys: [
      'checkin.weather',
      'checkin.arriving',
      'checkin.one_word',
      'checkin.body',
      'checkin.capacity',
      'checkin.small_good',
      'checkin.wish',
      'checkin.carry',
    ],
  },
  {
    group: 'round',
    source:
      'Mead, Intentional Peer Support, 2005; Flynn and Lake, If you need help, just ask, 2008; Tawwab, Set Boundaries, Find Peace, 2021',
    keys: [
      'round.asking',
      'round.heard',
      'round.limit',
      'round.alone',
      'round.receive',
      'round.care',
      'round.mend',
      'round.rest',
    ],
  },
  {
    group: 'belonging',
    source:
      'Mikulincer and Shaver, Boosting attachment security, 2007; White and Epston, Narrative Means to Therapeutic Ends, 1990',
    keys: [
      'belonging.safe',
      'belonging.trust',
      'belonging.met',
      'belonging.voice',
      'belonging.strong',
      'belonging.tender',
    ],
  },
  {
    group: 'flow',
    source: 'Baker, All You Have to Do Is Ask, 2020; Algoe, Find, Remind, and Bind, 2012',
    keys: [
      'flow.given',
      'flow.easy',
      'flow.enough',
      'flow.small_ask',
      'flow.unnoticed',
      'flow.turn',
    ],
  },
  {
    group: 'closing',
    source:
      'Pranis, The Little Book of Circle Processes, 2005; Algoe, Find, Remind, and Bind, 2012',
    keys: [
      'closing.word',
      'closing.thanks',
      'closing.take',
      'closing.leave',
      'closing.unfinished',
      'closing.kind',
      'closing.step',
      'closing.next',
    ],
  },
  {
    group: 'opening',
    source:
      'Baldwin and Linnea, The Circle Way, 2010; Pranis, The Little Book of Circle Processes, 2005',
    keys: ['opening.breath', 'opening.welcome', 'opening.pace', 'opening.arrive'],
  },
  {
    group: 'first',
    source:
      'Pranis, The Little Book of Circle Processes, 2005; Baldwin and Linnea, The Circle Way, 2010',
    keys: ['first.name', 'first.came', 'first.need', 'first.hope', 'first.way'],
  },
  {
    group: 'grief',
    source:
      'Klass, Silverman and Nickman, Continuing Bonds, 1996; Stroebe and Schut, The dual process model of coping with bereavement, 1999',
    keys: ['grief.today', 'grief.name', 'grief.still', 'grief.rest', 'grief.hard', 'grief.help'],
  },
  {
    group: 'parents',
    source: 'Dennis, Peer support within a health care context, 2003',
    keys: [
      'parents.night',
      'parents.untold',
      'parents.self',
      'parents.help',
      'parents.between',
      'parents.enough',
    ],
  },
  {
    group: 'goodbye',
    source:
      'Yalom and Leszcz, The Theory and Practice of Group Psychotherapy, 5th ed., 2005; Algoe, Find, Remind, and Bind, 2012',
    keys: [
      'goodbye.feel',
      'goodbye.began',
      'goodbye.unsaid',
      'goodbye.thanks',
      'goodbye.elsewhere',
      'goodbye.keep',
    ],
  },
];
