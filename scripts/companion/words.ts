// What companions are called and what they say: plain, warm, nobody's own story.

type Some<T> = readonly [T, ...T[]];

const names: Some<string> = [
  'Wren',
  'Moss',
  'Linden',
  'Juniper',
  'Heron',
  'Sorrel',
  'Rowan',
  'Fern',
  'Alder',
  'Clover',
  'Robin',
  'Hazel',
  'Reed',
  'Marigold',
  'Birch',
  'Sage',
  'Plover',
  'Ivy',
  'Aspen',
  'Thyme',
];

/** A second of the same name is told apart by a number. */
export function name_of(index: number): string {
  const name = names[index % names.length] ?? names[0];
  const again = Math.floor(index / names.length);
  return again === 0 ? name : `${name} ${again + 1}`;
}

export const shares: Some<string> = [
  'I am glad to be here. It took me a while to arrive.',
  'Today was long, and I notice how quiet it is here.',
  'I slept a little better this week. I want to say that aloud.',
  'There is something heavy with me today. It is enough that you know.',
  'I listened to all of you, and I feel less alone with it.',
  'I do not have the words yet. I wanted to be heard trying.',
  'I called a friend this week. It was easier than I thought.',
  'My shoulders are up at my ears. I am letting them down now.',
  'I was angry on Tuesday, and nobody was harmed by it.',
  'I said no to something, kindly. I am still a little shaky.',
  'What was said before me is staying with me. Thank you.',
  'I made soup and ate it slowly.',
  'I am somewhere between tired and hopeful.',
  'I asked for help. I am practising.',
  'Nothing is solved, and I can breathe.',
  'It was a grey week with one good hour in it.',
  'I noticed that I hurry when I am afraid. Today I did not hurry.',
  'I would like to be gentle with myself until we meet again.',
  'There was laughter at my table again. I had missed it.',
  'I am carrying less than last time.',
  'I walked by the water and thought of this circle.',
  'I have a question without an answer, and it may stay one.',
  'Somebody was kind to me on the bus. I keep thinking of it.',
  'I am here. That is all, and it is a lot.',
];

export const last_shares: Some<string> = [
  'I take the quiet with me.',
  'Thank you for listening to me.',
  'Lighter.',
  'I go with warm hands.',
  'Grateful, and a bit tired.',
  'I leave the hurry here.',
  'Until next time. Take good care.',
  'I will remember the pause we took.',
];

export const pod_shares: Some<string> = [
  'This week I kept putting off one small thing.',
  'What I heard is that it was a lot, and that you did not want to carry it alone.',
  'I notice that I want to be quick. I take a breath.',
  'That part yes, that part not quite.',
  'It did me good to be heard.',
  'I would like a little help with it, and a no would be fine too.',
  'I am still looking for the word.',
  'Thank you for staying with me.',
];
